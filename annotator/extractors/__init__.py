"""Extractors by spec string, each run in a child process of its own."""
