"""The part of a data card about what looks inconsistent in the gold, and why it is as it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from annotator.datasets.consistency.doubt import KINDS, Doubt
from annotator.eval.reports.markdown import escape, piped


def consistency_section(doubts: Sequence[tuple[Doubt, str]], *, has_text: bool) -> str:
    """A table of the kinds, and every doubt below its reason."""
    counts = Counter(each.kind for each, _ in doubts)
    explained = Counter(each.kind for each, reason in doubts if reason)
    rows = [(escape(what), str(counts[kind]), str(explained[kind])) for kind, what in KINDS.items()]
    parts = ["## Consistency", "What `annotator check --consistency` warns of, after what it found was mended."]
    if not has_text:
        parts.append("Words are compared where the texts are: after `annotator hydrate`.")
    parts.append(piped([("what looks inconsistent", "found", "explained"), *rows], 1))
    reasons = dict.fromkeys(reason for _, reason in doubts)
    for reason in sorted(reasons, key=lambda each: (not each, list(reasons).index(each))):
        lines = [f"- {escape(each.message)}" for each, why in doubts if why == reason]
        parts += [escape(reason) if reason else "Not explained:", "\n".join(lines)]
    return "\n\n".join(parts)
