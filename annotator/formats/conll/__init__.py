"""CoNLL: a token a line with its tag, as gold and as predictions."""
