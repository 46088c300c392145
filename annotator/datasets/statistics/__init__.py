"""What a data set holds, in figures: counts, lengths, nesting, distances, chains, ambiguity, balance, duplicates."""
