"""Reads everything, and never says a word."""

import sys
import time

sys.stdin.read()
time.sleep(600)
