"""Two changed versions of one gold file merged on the version that both come from."""
