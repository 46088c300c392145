"""What is legal in gold and yet looks as if two places of it were decided differently."""
