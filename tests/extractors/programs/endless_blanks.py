"""Writes blank lines without end."""

import sys

while True:
    sys.stdout.write("\n" * 65536)
