"""What the documents of a corpus say about the same events and relations, and where they contradict each other."""
