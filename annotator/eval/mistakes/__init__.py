"""What exactly was wrong: every error of a prediction, of one kind each, with its place in the text."""
