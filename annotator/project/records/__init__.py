"""Records of a project: import, export, check, convert."""
