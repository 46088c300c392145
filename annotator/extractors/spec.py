"""Spec strings: how the command line and suites name an extractor.

::

    cmd:./program args          any program that reads and writes JSON Lines
    file:predictions.jsonl      predictions that are there already, records or tags
    folder/module.py:function   a Python function in a file
    package.module:function     a Python function in an importable module
    NAME                        an extractor of the registry
    NAME:ARGUMENT               the same with an argument: spacy:en_core_web_sm, model:FOLDER, llm:MODEL?OPTION=VALUE

Reading one runs nothing and looks at no file.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from annotator.errors import UsageError, did_you_mean
from annotator.extractors.llm.spec import parse_model
from annotator.extractors.registry import extractor_names
from annotator.model.quoted import quoted

Kind: TypeAlias = Literal["command", "stored", "path", "module", "registered"]

FORMS = "cmd:PROGRAM ARGS, file:PREDICTIONS, FILE.py:FUNCTION, MODULE:FUNCTION or a registered name"
_MODULE = re.compile(r"[^\W\d]\w*(\.[^\W\d]\w*)*", re.ASCII)


@dataclass(frozen=True, slots=True)
class ExtractorSpec:
    """A spec string, understood.

    `target` is the file, module or name; `function` the function in it. `words` are a command's program and arguments;
    `argument` is what a registered extractor is given, None for nothing.
    """

    text: str
    kind: Kind
    target: str
    function: str = ""
    words: tuple[str, ...] = ()
    argument: str | None = None


def parse_spec(text: str) -> ExtractorSpec:
    """The extractor that a spec string names.

    Raises:
        UsageError: it has none of the forms, or no extractor of that name is registered.
    """
    spec = text.strip()
    scheme, colon, rest = spec.partition(":")
    if "\0" in spec:
        raise UsageError(f"extractor {quoted(text)}: holds a NUL character; expected {FORMS}")
    if colon and scheme == "cmd":
        return _command(spec, rest)
    if colon and scheme == "file":
        return _stored(spec, rest)
    names = extractor_names()
    if scheme in names:
        return _registered(spec, scheme, rest if colon else None)
    target, colon, function = spec.rpartition(":")
    if not colon:
        raise UsageError(f"unknown extractor {quoted(text)}; {_hint(spec, names)}")
    return _python(spec, target, function)


def _command(spec: str, line: str) -> ExtractorSpec:
    try:
        words = tuple(shlex.split(line))
    except ValueError as error:
        raise UsageError(f"extractor {quoted(spec)}: cannot be split into words: {error}") from error
    if not words or not words[0]:
        raise UsageError(f"extractor {quoted(spec)}: names no program; expected cmd:PROGRAM ARGS")
    return ExtractorSpec(spec, "command", words[0], words=words)


def _stored(spec: str, path: str) -> ExtractorSpec:
    if not path:
        raise UsageError(f"extractor {quoted(spec)}: names no file; expected file:PREDICTIONS")
    return ExtractorSpec(spec, "stored", path)


def _registered(spec: str, name: str, argument: str | None) -> ExtractorSpec:
    if name == "llm":
        parse_model(argument or "")
    if name == "model" and not argument:
        raise UsageError(
            f"extractor {quoted(spec)}: names no folder; expected model:FOLDER, as annotator train wrote it"
        )
    if argument == "":
        raise UsageError(f"extractor {quoted(spec)}: nothing after the colon; expected {name} or {name}:ARGUMENT")
    return ExtractorSpec(spec, "registered", name, argument=argument)


def _python(spec: str, target: str, function: str) -> ExtractorSpec:
    if not function.isidentifier():
        raise UsageError(f"extractor {quoted(spec)}: {quoted(function)} is no function's name; expected {FORMS}")
    if target.endswith(".py"):
        return ExtractorSpec(spec, "path", target, function)
    if _MODULE.fullmatch(target):
        return ExtractorSpec(spec, "module", target, function)
    raise UsageError(f"extractor {quoted(spec)}: {quoted(target)} is no module and no .py file; expected {FORMS}")


def _hint(name: str, names: Sequence[str]) -> str:
    return did_you_mean(name, names, f"expected {FORMS}: {', '.join(names)}")
