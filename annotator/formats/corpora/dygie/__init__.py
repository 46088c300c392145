"""DyGIE++ and SciERC: tokens in sentences; mentions, relations, events and clusters by tokens of the document."""
