"""Reports of a result: one file a form, each a function from the JSON object of a result to text."""
