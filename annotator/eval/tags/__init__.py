"""Files of tags: a token a line, as gold and predictions."""
