"""Writes one line that has no end."""

import sys

while True:
    sys.stdout.write("x" * 65536)
