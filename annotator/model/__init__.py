"""What is annotated: documents, mentions, relations, events, and the edits that change them; pure values."""
