"""Moving the selection: by word, line, sentence, annotation, candidate, search and mouse."""
