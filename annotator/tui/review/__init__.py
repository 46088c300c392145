"""The errors of a prediction one by one in the article, gold and prediction side by side."""
