"""Does not read what it is asked, says nothing, and ends well."""
