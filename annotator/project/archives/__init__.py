"""Archives that people give in the place of a file or folder."""
