"""The same screens in a browser, through textual-serve: on this machine, behind a token, with nothing from outside."""
