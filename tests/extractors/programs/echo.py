"""Answers with the records of the file it is given, in another order than asked."""

import json
import sys
from pathlib import Path

answers = {}
for line in Path(sys.argv[1]).read_text("utf-8").split("\n")[:-1]:
    record = json.loads(line)
    answers[record["id"]] = record
asked = [json.loads(line) for line in sys.stdin.buffer]
for question in reversed(asked):
    answer = answers[question["id"]]
    assert question == {"text": ""} | {key: answer[key] for key in ("id", "text", "schema") if key in answer}
    kept = {key: answer[key] for key in ("id", "labels", "entities", "relations", "events") if key in answer}
    print(json.dumps(kept, ensure_ascii=False))
