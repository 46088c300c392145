"""Rules for English news."""
