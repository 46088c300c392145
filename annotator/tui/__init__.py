"""The screens; the only part that knows textual."""
