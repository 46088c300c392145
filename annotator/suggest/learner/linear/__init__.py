"""A linear classifier: what it says in plain Python, and fitting it."""
