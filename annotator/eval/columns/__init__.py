"""Many documents as columns of numbers: what is compared of them, as arrays."""
