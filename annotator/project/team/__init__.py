"""Work for several people: who labels what, and how far they are."""
