"""spaCy's documents: DocBin files both ways, and what `Doc.to_json` gives."""
