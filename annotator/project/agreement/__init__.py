"""Agreement of a project's layers, or of files."""
