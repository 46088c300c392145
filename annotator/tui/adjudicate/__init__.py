"""The adjudication screen: what annotators said differently, stop by stop, with one key a decision."""
