"""Whatever happens to a file of sealed lines, it is found: lines torn, changed, missing, repeated, out of order."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotator.project.log.sealed_lines import Damage, Line, read_sealed, sealed
from tests.examples import examples

FILE = list(sealed({"is": "row", "says": word} for word in ("Selm", "", "Orrin\u2028x", 'a"},', "Varania")))


def read(lines: list[bytes]) -> tuple[list[int], list[str]]:
    """The numbers of the whole lines and the codes of what is damaged."""
    found = list(read_sealed(b"".join(lines).splitlines(keepends=True)))
    numbers = [each.number for each in found if isinstance(each, Line)]
    return numbers, [each.code for each in found if isinstance(each, Damage)]


def test_what_was_written_is_whole() -> None:
    assert read(FILE) == ([1, 2, 3, 4, 5, 6], [])
    assert read(list(sealed([]))) == ([1], [])


@given(place=st.integers(0, len(b"".join(FILE)) - 1), bit=st.integers(0, 7))
@examples(200)
def test_every_flipped_bit_is_found(place: int, bit: int) -> None:
    content = bytearray(b"".join(FILE))
    content[place] ^= 1 << bit
    numbers, codes = read([bytes(content)])
    assert codes
    assert len(numbers) >= len(FILE) - 2


@given(size=st.integers(0, len(b"".join(FILE)) - 1))
@examples(200)
def test_every_cut_is_found(size: int) -> None:
    numbers, codes = read([b"".join(FILE)[:size]])
    assert codes
    assert numbers == list(range(1, len(numbers) + 1))


@given(index=st.integers(0, len(FILE) - 1))
@examples(10)
def test_every_missing_line_is_found(index: int) -> None:
    numbers, codes = read([line for at, line in enumerate(FILE) if at != index])
    assert codes == ["missing"]
    assert len(numbers) == len(FILE) - 1


@given(index=st.integers(0, len(FILE) - 1), place=st.integers(0, len(FILE)))
@examples(40)
def test_every_repeated_line_is_found(index: int, place: int) -> None:
    _, codes = read([*FILE[:place], FILE[index], *FILE[place:]])
    assert "repeated" in codes


@given(order=st.permutations(range(len(FILE))).filter(lambda order: list(order) != sorted(order)))
@examples(100)
def test_every_other_order_is_found(order: list[int]) -> None:
    assert read([FILE[index] for index in order])[1]


def test_a_foreign_line_costs_no_other_line() -> None:
    assert read([*FILE[:2], b'{"line":3}\n', *FILE[2:]]) == ([1, 2, 3, 4, 5, 6], ["changed"])
