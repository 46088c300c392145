"""How sure a figure is: resampling, intervals, paired tests."""
