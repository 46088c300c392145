"""The modes of the screen: one table of keys each, from which dispatch, legend and documentation are made."""
