"""Answers right, and then crashes."""

import json
import os
import sys

for line in sys.stdin:
    print(json.dumps({"id": json.loads(line)["id"], "entities": [], "relations": [], "events": []}), flush=True)
sys.stderr.write("out of \x1b[2Jluck\n")
sys.stderr.flush()
os._exit(3)
