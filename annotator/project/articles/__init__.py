"""Articles of a project: putting them in, taking them out, noticing that a file changed."""
