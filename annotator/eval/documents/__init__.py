"""What is compared: the annotations of a document with their references resolved, and both sides of it together."""
