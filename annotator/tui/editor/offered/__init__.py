"""What is offered at a place, and not in the layer."""
