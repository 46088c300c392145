"""Patterns over a dependency parse that find who did what to whom in news about conflicts."""
