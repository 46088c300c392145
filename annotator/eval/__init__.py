"""Who is measured and how: alignment, measures, statistics, errors found, reports; the code behind `eval/`."""
