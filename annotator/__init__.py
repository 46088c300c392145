"""Gold-standard data for information extraction, and the harness that scores extractors against it."""

__version__ = "0.1.0"
