"""Floods standard error, then fails."""

import sys

for number in range(200_000):
    sys.stderr.write(f"warning {number}: nothing is right\x1b[31m\n")
sys.exit(9)
