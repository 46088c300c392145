"""The screen of disagreements: every difference of some kinds as a list, and each in its article."""
