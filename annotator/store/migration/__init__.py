"""The format of a store: its tables, and the way from one format to the next and back."""
