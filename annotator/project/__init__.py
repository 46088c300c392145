"""A project folder and the use cases that join the parts."""
