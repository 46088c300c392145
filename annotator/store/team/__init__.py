"""A team on one PostgreSQL store: who its people are, what the server lets each of them see and write."""
