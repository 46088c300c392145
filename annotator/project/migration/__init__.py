"""Gold and working state brought to another version of their schema."""
