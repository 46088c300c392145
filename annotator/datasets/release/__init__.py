"""A data set as it is published: what may not be, what describes it to programs, and its checksums."""
