"""The HTML report: one self-contained file without scripts, in which nothing that data says is markup."""
