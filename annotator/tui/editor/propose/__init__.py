"""What is proposed for a new annotation."""
