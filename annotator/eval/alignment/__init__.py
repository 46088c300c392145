"""Which predicted mention stands for which gold mention."""
