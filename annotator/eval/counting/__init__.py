"""What is counted in documents: for every measure, the counts that its figures are made of."""
