"""Commands on gold, schemas and formats."""
