"""What is held back and planted for the audit, and what becomes of it: sentences without suggestions, wrong ones."""
