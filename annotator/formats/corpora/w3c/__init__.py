"""W3C Web Annotation: JSON-LD annotations that select words of a text; both ways."""
