"""Releasing a data set: `annotator release`."""
