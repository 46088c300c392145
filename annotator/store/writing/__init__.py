"""Writing a layer: steps, the thread that writes them, undo."""
