"""Tables that people open in spreadsheets: a row for each mention, with commas or tabs between the cells."""
