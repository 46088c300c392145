"""From which sizes on the learner helps: below them nothing that it learned is shown."""

from __future__ import annotations

LAYERS = ("mentions", "triggers", "fillers", "relations", "things")
"""What is learned, as `annotator suggest report` calls it."""

MENTIONS = 100
EVENTS = 40
RELATIONS = 60
OF_LAYER = {"mentions": MENTIONS, "triggers": EVENTS, "fillers": EVENTS, "relations": RELATIONS}
OF_A_TYPE = 30
"""Examples of a type without which none of it is sure."""

SURE = 0.9
"""How likely a mention must be to be sure, and how often the sure ones of a type must be right."""

ARTICLES = 3
"""Finished articles without which no figure is out of fold."""

SENTENCES = 3
"""After how many finished sentences the learner is fitted anew."""

DECISIONS = 20
"""The same in decisions."""
