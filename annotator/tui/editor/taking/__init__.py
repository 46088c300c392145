"""Taking what is offered, as a whole; and what is answered, for the log."""
