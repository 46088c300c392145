"""What is measured: the measures of each layer."""
