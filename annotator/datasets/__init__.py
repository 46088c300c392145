"""What was labelled: the gold record and its bytes; the code behind the folder `datasets/`."""
