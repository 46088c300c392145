"""Adjudication: what several annotators say of one text made into one gold layer, by rules and by decisions."""
