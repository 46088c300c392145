"""The list of everything annotated in plain mode, the date of the article, removing several, turning a relation."""

from __future__ import annotations

import pytest

from annotator.errors import UsageError
from annotator.tui.plain.commands import HELP, Speaker
from tests.tui.in_memory import editor

TEXT = "Oskell met Ilan Marek of the Selm Brigade. Oskell left.\n\nTova Reyes of the Dawn Column came on 3 May.\n"


def speaker() -> Speaker:
    found = Speaker(editor(TEXT))
    for line in ('"Oskell" GPE', '"Ilan Marek" PERSON', '"Selm Brigade" ORG', "n", '"Oskell" GPE'):
        found.do(line)
    return found


def ids(plain: Speaker) -> dict[str, str]:
    """The ids of mentions by their words, of the first ones where there are several."""
    entities = sorted(plain.work.session.document.entities.values(), key=lambda each: each.spans, reverse=True)
    return {each.text or "": each.id for each in entities}


def test_the_list_filters_and_shows_the_context() -> None:
    plain = speaker()
    assert plain.do("list g").lines[0].startswith(f'{ids(plain)["Oskell"]} Oskell, GPE, line 1: "[Oskell] met Ilan')
    assert plain.do("list g").lines[-1] == "2 of 4"
    assert plain.do("list nonsense").lines == ("nothing matches",)
    assert len(plain.do("list ?").lines) == 5


def test_the_date_of_the_article_and_values_that_follow() -> None:
    plain = speaker()
    plain.do("n")
    plain.do('"3 May" DATE')
    with pytest.raises(UsageError, match="YYYY-MM-DD"):
        plain.do("date soon")
    assert plain.do("date 2031-09-14").lines == ("the article is of 2031-09-14; 1 values proposed",)
    assert "2031-05-03" in plain.do("list d").lines[0] or "value" in plain.do("list d").lines[0]


def test_several_are_removed_and_a_relation_is_turned() -> None:
    plain = speaker()
    plain.do(f"relate {ids(plain)['Ilan Marek']} {ids(plain)['Selm Brigade']} MEMBER_OF")
    relation = next(iter(plain.work.session.document.relations))
    assert plain.do(f"reverse {relation}").lines
    first, second = ids(plain)["Oskell"], ids(plain)["Selm Brigade"]
    assert plain.do(f"remove {first} {second}").lines == ("removed 2 annotations and 1 that names them",)
    with pytest.raises(UsageError, match=f"no annotation {first}"):
        plain.do(f"remove {first}")
    plain.do("undo")
    assert len(plain.work.session.document.entities) == 4


@pytest.mark.parametrize("word", ["list [WORDS]", "date", "reverse", "remove ID ...", "rename"])
def test_the_help_has_it(word: str) -> None:
    assert word in HELP
