"""Attributes: their kinds, what a schema declares of one, the forms of typed values."""
