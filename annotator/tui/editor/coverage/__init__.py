"""What of an article was read, and what a person declares as done."""
