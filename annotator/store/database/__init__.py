"""The two databases behind a store: where it is, connections, plain SQL, transactions, what failed."""
