"""Dividing a data set into parts, such that nothing of one part is known from another."""
