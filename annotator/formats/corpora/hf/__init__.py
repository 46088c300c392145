"""Hugging Face `datasets`: rows with the same columns always, whose types are declared beside them."""
