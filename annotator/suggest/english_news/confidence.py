"""How often a rule is right, by its reason: the share of its proposals that people kept.

Counted on real news, where it is lower than on the few invented articles of this repository, for which
`python -m tests.suggest.measured` counts it anew.
"""

from __future__ import annotations

CANDIDATES = {
    "known": 0.9,
    "name": 0.82,
    "demonym": 0.95,
    "pronoun": 0.8,
    "noun": 0.7,
    "date": 0.9,
    "money": 0.95,
    "quantity": 0.8,
}
"""That a place is labelled, with exactly these edges."""

ATTRIBUTES = {
    "level": 0.98,
    "value": 0.9,
    "mod": 0.9,
    "modality": 0.8,
    "realis": 0.85,
    "polarity": 0.97,
    "source": 0.75,
}
"""That a value is right."""

FILLER = 0.85
"""That the mention directly before a trigger fills the role."""

SAME_VALUE = 0.8
"""That an expression of no regular form means what the same words meant before."""

DOCUMENT_DATE = 0.6
"""That the first full date in an article is its own."""

CHAINS = {
    "same name": 0.96,
    "same noun": 0.85,
    "part of the name": 0.9,
    "apposition": 0.95,
    "title": 0.9,
    "called": 0.9,
    "predicate": 0.9,
    "before its name": 0.9,
    "noun of the name": 0.9,
    "named last": 0.7,
    "initials": 0.9,
    "demonym": 0.99,
    "nearest of its type": 0.9,
    "same trigger": 0.6,
    "same fillers": 0.75,
    "first name": 0.9,
    "first noun": 0.8,
    "first mention": 0.7,
}
"""That it is the same thing or, where it is the first, a new one."""
