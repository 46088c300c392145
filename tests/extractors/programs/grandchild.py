"""Answers right, but leaves a process in a session of its own that ignores signals and holds no stream."""

import json
import os
import signal
import sys
import time

for line in sys.stdin:
    print(json.dumps({"id": json.loads(line)["id"], "entities": [], "relations": [], "events": []}))
sys.stdout.flush()
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
            signal.signal(number, signal.SIG_IGN)
        for descriptor in range(3):
            os.close(descriptor)
        time.sleep(600)
    os._exit(0)
