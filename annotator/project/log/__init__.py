"""The operation log of a project: shown, written to a file of its own, verified there, and a project made of it."""
