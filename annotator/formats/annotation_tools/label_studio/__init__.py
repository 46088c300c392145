"""Label Studio's tasks, with the annotations that people made of them."""
