"""Commands for several annotators."""
