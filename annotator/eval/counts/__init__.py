"""What measures count in each document, and files of such counts."""
