"""Many annotators on one text: how far they agree."""
