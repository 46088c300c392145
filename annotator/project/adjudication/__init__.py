"""Adjudication of the layers of a project, or of files of records."""
