"""Answers right, and leaves a process that ends by itself a moment later."""

import json
import os
import sys
import time

for line in sys.stdin:
    print(json.dumps({"id": json.loads(line)["id"], "entities": [], "relations": [], "events": []}))
sys.stdout.flush()
if os.fork() == 0:
    time.sleep(0.2)
    os._exit(0)
os._exit(0)
