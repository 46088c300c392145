"""Files that are almost right: bytes of a good one flipped, cut, repeated, moved, or replaced by odd ones."""

from __future__ import annotations

from random import Random

ODD = (
    *(b"", b"\0", b"\n", b"\r\n", b"\t", b"\xff", b"\xc3", b"\xed\xa0\x80", b"\xef\xbb\xbf", b"\xe2\x80\xa8"),
    *(b"null", b"true", b"-1", b"0", b"1e999", b"NaN", b"99999999999999999999999", b"1.5", b'""', b"[]", b"{}"),
    *(b'"\\ud800"', b"[" * 5000, b'{"a":' * 3000, b"9" * 5000, b"a" * 70000, b"&a", b"*a", b"<<: *a", b"---\n"),
    *(b"!!python/object:x.y", b"\xf0\x9f\x91\xa9", b"e\xcc\x81", b"..", b"../x", b"/", b"%s", b"#", b"'", b'"', b"\\"),
    *(b"\x1b[2J", b":", b",", b"=", b" "),
)
"""What is put in."""


def mutated(content: bytes, random: Random) -> bytes:
    """The content after one to four changes."""
    for _ in range(random.randint(1, 4)):
        content = random.choice(CHANGES)(content, random)
    return content


def _flip(content: bytes, random: Random) -> bytes:
    place = random.randrange(len(content) or 1)
    return content[:place] + bytes([random.randrange(256)]) + content[place + 1 :]


def _cut(content: bytes, random: Random) -> bytes:
    return content[: random.randrange(len(content) + 1)]


def _part(content: bytes, random: Random) -> tuple[int, int]:
    start = random.randrange(len(content) + 1)
    return start, min(len(content), start + random.choice([1, 2, 8, 40, 400]))


def _drop(content: bytes, random: Random) -> bytes:
    start, end = _part(content, random)
    return content[:start] + content[end:]


def _repeat(content: bytes, random: Random) -> bytes:
    start, end = _part(content, random)
    place = random.randrange(len(content) + 1)
    return content[:place] + content[start:end] + content[place:]


def _put(content: bytes, random: Random) -> bytes:
    place = random.randrange(len(content) + 1)
    return content[:place] + random.choice(ODD) + content[place:]


def _replace_word(content: bytes, random: Random) -> bytes:
    """A word, number or string becomes another one."""
    words = content.split(b" " if b" " in content and random.random() < 0.5 else b",")
    words[random.randrange(len(words))] = random.choice([*ODD, random.choice(words)])
    return (b" " if b" " in content else b",").join(words)


def _lines(content: bytes, random: Random) -> bytes:
    lines = content.splitlines(keepends=True) or [b""]
    one, other = random.randrange(len(lines)), random.randrange(len(lines))
    lines[one] = random.choice([b"", lines[other], lines[one] * 2])
    return b"".join(lines)


CHANGES = (_flip, _cut, _drop, _repeat, _put, _put, _replace_word, _lines)
