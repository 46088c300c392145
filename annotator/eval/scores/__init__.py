"""What counts amount to: figures, rows of scores, the result with its warnings and its signature."""
