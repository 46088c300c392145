"""Commands that run extractors and score them."""
