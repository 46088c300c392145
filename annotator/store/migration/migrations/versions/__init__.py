"""One file a migration; the file name begins with the revision."""
