"""Answers with the JSON of its argument for every document; the value `{id}` stands for the document's id.

With a second argument, as many characters are added to every answer.
"""

import json
import sys

for line in sys.stdin:
    document = json.loads(line)["id"]
    for answer in json.loads(sys.argv[1]):
        whole = {key: document if value == "{id}" else value for key, value in answer.items()}
        print(json.dumps(whole | ({"labels": {"long": "x" * int(sys.argv[2])}} if sys.argv[2:] else {})))
