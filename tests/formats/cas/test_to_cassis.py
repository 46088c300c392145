from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given

from annotator.errors import FormatError
from annotator.formats.cas.from_cassis import cas_of_view
from annotator.formats.cas.library import cassis, quiet
from annotator.formats.cas.naming import NAMED_ENTITY
from annotator.formats.cas.structures import Cas, Layer, Structure
from annotator.formats.cas.to_cassis import Writing, chain_type, refuse_unfit_signs
from annotator.formats.protocol import Report
from annotator.model.annotation import mention
from annotator.model.document import by_id, new_document
from tests.examples import examples
from tests.formats.cas.compared import said
from tests.formats.cas.drawn import cases
from tests.reaching import reached, reaching

pytest.importorskip("cassis", reason="needs the extra uima")


def there_and_back(cas: Cas) -> tuple[Cas, Report]:
    writing, report = Writing(), Report()
    xmi = writing.xmi(cas, new_document("d", cas.text)).decode()
    with quiet():
        types = cassis().load_typesystem(writing.type_system().decode())
        view = cassis().load_cas_from_xmi(xmi, typesystem=types)
    return cas_of_view(view, report).cas, report


@pytest.mark.slow
@reaching(0.5)
@examples(40, suppress_health_check=[HealthCheck.too_slow])
@given(cases())
def test_a_cas_says_all_that_it_was_made_of(cas: Cas) -> None:
    again, report = there_and_back(cas)
    assert report.losses == ()
    reached(cas.structures)
    assert said(again) == said(cas)


def test_values_keep_their_kinds() -> None:
    features = {"identifier": None, "value": "PER", "far": True, "count": 3, "part": 0.5, "all": ("a b", ""), "": ""}
    del features[""]
    layer = Layer(NAMED_ENTITY.name, "span", ("identifier", "value"))
    writing = Writing()
    assert all(writing.ranges.fits(layer, name, value) for name, value in features.items() if value is not None)
    assert not writing.ranges.fits(layer, "far", "yes")
    assert not writing.ranges.fits(layer, "value", 3)
    cas = Cas("Anna", (((0, 4),),), (layer,), (Structure(1, layer.name, (0, 4), features),))
    xmi = writing.xmi(cas, new_document("d", "Anna")).decode()
    with quiet():
        types = cassis().load_typesystem(writing.type_system().decode())
        view = cassis().load_cas_from_xmi(xmi, typesystem=types)
    (again,) = cas_of_view(view, Report()).cas.structures
    assert again.features == features


def test_heads_of_chains_are_called_after_their_links() -> None:
    assert chain_type("webanno.custom.SimpleLink") == "webanno.custom.SimpleChain"
    assert chain_type("a.Mention") == "a.MentionChain"


@pytest.mark.parametrize("sign", ["\0", "\x1b", "\ufffe", "\x0b"])
def test_signs_that_xml_does_not_have_are_refused_with_their_place(sign: str) -> None:
    with pytest.raises(FormatError, match=f"d: text: has U\\+{ord(sign):04X} in "):
        refuse_unfit_signs(new_document("d", f"a{sign}b"))
    entity = mention("T1", "PER", "Anna", ((0, 4),), attributes={"level": f"x{sign}"})
    with pytest.raises(FormatError, match=r"d: T1\.attributes: has U\+"):
        refuse_unfit_signs(new_document("d", "Anna", entities=by_id([entity])))
    refuse_unfit_signs(new_document("d", "tab\t line\r\n nel\x85 \u2028 🚀"))
