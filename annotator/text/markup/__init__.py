"""The visible text of what is written in a markup language."""
