"""All that this program does to files besides the database: in one place, so that a test can fail each step of it."""
