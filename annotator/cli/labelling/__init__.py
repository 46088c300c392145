"""Commands around labelling: a project, its articles, the screen."""
