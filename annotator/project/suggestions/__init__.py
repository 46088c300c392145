"""What is suggested in a project: training, keeping predictions, reports."""
