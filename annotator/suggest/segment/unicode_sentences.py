"""Sentences of any language by the boundaries of Unicode (UAX 29, rules SB3 to SB11)."""

from __future__ import annotations

import regex

_UNSEEN = r"[\p{SB=Extend}\p{SB=Format}]"
_SEPARATOR = r"(?:\r\n|[\p{SB=Sep}\p{SB=CR}\p{SB=LF}])"
_STOP = r"\p{SB=ATerm}\p{SB=STerm}"
_CASED = r"\p{SB=Upper}\p{SB=Lower}"
_WORD_OR_END = rf"\p{{SB=OLetter}}{_CASED}\p{{SB=Sep}}\p{{SB=CR}}\p{{SB=LF}}{_STOP}"
_END = regex.compile(
    rf"""
    (?:
        (?: (?<full_stop>\p{{SB=ATerm}}){_UNSEEN}*+
            (?!\p{{SB=Numeric}})                                                                # SB6: 3.5
            (?!(?<=[{_CASED}]{_UNSEEN}*\p{{SB=ATerm}}{_UNSEEN}*)\p{{SB=Upper}})                 # SB7: U.S
          | \p{{SB=STerm}}{_UNSEEN}*+
        )
        (?:\p{{SB=Close}}{_UNSEEN}*+)*+ (?:\p{{SB=Sp}}{_UNSEEN}*+)*+                            # SB9, SB10
        (?: {_SEPARATOR}
          | (?![\p{{SB=SContinue}}{_STOP}])                                                     # SB8a: "?", he said
            (?(full_stop)(?![^{_WORD_OR_END}]*+\p{{SB=Lower}}))                               # SB8
        )
      | {_SEPARATOR}                                                                            # SB4
    )
    """,
    regex.VERBOSE | regex.V1,
)


def unicode_sentences(paragraph: str) -> list[int]:
    """Where the sentences of a paragraph begin."""
    ends = (match.end() for match in _END.finditer(paragraph))
    return [0, *(end for end in ends if end < len(paragraph))]
