"""Answering the questions that a migration left, at the labelling screen."""
