"""What suggestions are worth: keys saved, figures out of fold, and the audit of what people took."""
