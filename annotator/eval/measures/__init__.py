"""What is measured: the measures of each layer as values, and what families of them are made of."""
