"""The interface for Python: reading, checking, scoring and comparing from somebody's own program or tests."""
