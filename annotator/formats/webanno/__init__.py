"""WebAnno TSV 3, the table that WebAnno and INCEpTION write: a token a row, a feature a column."""
