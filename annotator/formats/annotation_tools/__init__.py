"""What tools for annotating export and import, one file each."""
