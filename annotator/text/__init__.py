"""What a text is made of: visible characters, graphemes, tokens, sentences, candidates for mentions."""
