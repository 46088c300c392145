"""Prodigy's tasks: spans and relations on tokens, with what was answered."""
