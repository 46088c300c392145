"""Answers with what it can see: environment, descriptors, folder, arguments; and litters its folder."""

import json
import os
import sys
from pathlib import Path

seen = {
    "environment": dict(os.environ),
    "descriptors": sorted(int(each.name) for each in Path("/proc/self/fd").iterdir() if each.exists()),
    "folder": str(Path.cwd()),
    "content": [str(each) for each in Path().iterdir()],
    "session": os.getsid(0) == os.getpid(),
    "ignored": Path("/proc/self/status").read_text().partition("SigIgn:")[2].split()[0],
}
Path("litter").mkdir()
Path("litter/file").write_text("x")
Path("litter").chmod(0)
for line in sys.stdin:
    asked = json.loads(line)
    labels = {"seen": json.dumps(seen | {"asked": asked})}
    print(json.dumps({"id": asked["id"], "labels": labels, "entities": [], "relations": [], "events": []}))
