"""What extractors print: rows of a JSON file with a text and what was found in it."""
