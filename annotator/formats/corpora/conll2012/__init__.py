"""CoNLL-2012: a token a line, mentions and things in brackets, as OntoNotes and the coreference scorers have them."""
