"""What the screen shows: rows of styled runs, as pure functions of document and state; nothing of textual in them."""
