"""What is proposed and not decided, as lists with reasons, and confirming it list by list."""
