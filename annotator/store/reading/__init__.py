"""Reading a store: layers, the list of articles, the state as the log tells it."""
