"""Starts processes, each in a session of its own, until it is killed."""

import os
import time

for _ in range(50):
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            time.sleep(600)
        os._exit(0)
time.sleep(600)
