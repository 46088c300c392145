"""Reports of agreement: the same tables as text, Markdown, HTML and JSON."""
