"""Suites of extractors: what is benchmarked, gates on scores, baselines."""
