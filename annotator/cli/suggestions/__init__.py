"""Commands that train, suggest, and measure what suggestions save."""
