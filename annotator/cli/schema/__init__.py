"""`annotator schema`: one verb below it a file."""
