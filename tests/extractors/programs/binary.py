"""Writes bytes that are no text."""

import sys

sys.stdout.buffer.write(bytes(range(11, 256)) * 100 + b"\n")
