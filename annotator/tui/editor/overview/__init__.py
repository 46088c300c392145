"""Everything annotated in one view: lists and arcs."""
