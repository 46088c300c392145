"""The command line: one command a file; the only part that knows the command-line library."""
