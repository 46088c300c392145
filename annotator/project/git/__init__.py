"""Gold under version control: what changed between two files, two branches merged, a repository set up for it."""
