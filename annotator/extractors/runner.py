"""The process in which a Python function extracts: its answers go out, whatever it prints does not get between them.

It is run as a script, on the standard library alone, with three arguments: a JSON list of folders to import from, the
function as `module:function` or `file.py:function`, and the function's argument (empty for none). Standard output is
the answers': user code finds it pointing at standard error, and standard input empty. The first line out is not an
answer but says who extracts: `{"version": ..., "fingerprint": ...}`. What user code raises ends the process, with one
line about it on standard error.
"""

from __future__ import annotations

import hashlib
import importlib
import importlib.util
import json
import os
import sys
import traceback
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import ModuleType, TracebackType
from typing import Any, BinaryIO

Extract = Callable[..., Iterable[dict[str, Any]]]


def main() -> None:
    """Extract, as the arguments say."""
    folders, place, argument, own = sys.argv[1:5]
    questions, answers = private_streams()
    sys.argv[1:] = []
    sys.path[:0] = json.loads(folders)
    sys.excepthook = explain
    files = OwnFiles(json.loads(own))
    module, function = load(place)
    send(answers, identity(module, function))
    arguments = [argument] if argument else []
    results = function(records(questions), *arguments)
    if not isinstance(results, Iterable):
        raise TypeError(f"{function.__name__} gave {type(results).__name__}; expected an iterable of answers")
    for answer in results:
        if not isinstance(answer, dict):
            raise TypeError(f"{function.__name__} answered {type(answer).__name__}; expected a dict")
        if new := files.new():
            send(answers, ["files", new])
        send(answers, answer)


class OwnFiles:
    """The files that user code has read so far: its modules, and of its own folders whatever it opened to read.

    What is installed is not its own, nor what it writes itself.
    """

    def __init__(self, folders: list[str]) -> None:
        """Watch from now on."""
        installed = (sys.prefix, sys.base_prefix, sys.exec_prefix, str(Path(__file__).parents[1]))
        self._folders, self._installed = (
            tuple(os.path.realpath(each) + os.sep for each in places) for places in (folders, installed)
        )
        self._opened: dict[str, None] = {}
        self._written: set[str] = set()
        self._told: set[str] = set()
        self._modules = 0
        sys.addaudithook(self._note)

    def _note(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open" and isinstance(arguments[0], str):
            path = os.path.realpath(arguments[0])
            writes = bool(arguments[2] and arguments[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))
            if writes:
                self._written.add(path)
            elif path.startswith(self._folders) and not path.endswith(".pyc"):
                self._opened[path] = None

    def new(self) -> dict[str, str]:
        """What was read since the last time, with a hash of each; what is gone by now has an empty one."""
        read = dict.fromkeys(self._opened)
        if len(sys.modules) != self._modules:
            self._modules = len(sys.modules)
            places = [getattr(each, "__file__", None) for each in list(sys.modules.values())]
            read |= dict.fromkeys(os.path.realpath(place) for place in places if isinstance(place, str))
        hashes = {}
        for path in read:
            if path not in self._told and path not in self._written and not path.startswith(self._installed):
                hashes[path] = file_hash(path)
        self._told.update(hashes)
        self._opened.clear()
        return hashes


def file_hash(path: str) -> str:
    """Hex SHA-256 of a file's content; empty where it cannot be read."""
    try:
        return hashlib.sha256(Path(path).read_bytes()).hexdigest()
    except OSError:
        return ""


def private_streams() -> tuple[BinaryIO, BinaryIO]:
    """The program's questions and our answers; the standard streams no longer lead there."""
    questions, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(2, 1)
    os.close(nothing)
    return questions, answers


def load(place: str) -> tuple[ModuleType, Extract]:
    """The module and the function of `module:function` or `file.py:function`.

    Raises:
        LookupError: there is no such function; whatever importing the module raises passes through.
    """
    target, _, name = place.rpartition(":")
    module = file_module(Path(target)) if target.endswith(".py") else importlib.import_module(target)
    function: Any = module
    for part in name.split("."):
        function = getattr(function, part, None)
    if not callable(function):
        raise LookupError(f"there is no function {name!r} in {target}")
    return module, function


def file_module(path: Path) -> ModuleType:
    """The module of a file, which finds its neighbours as a script does."""
    sys.path.insert(0, str(path.parent))
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[path.stem] = module
    spec.loader.exec_module(module)
    return module


def identity(module: ModuleType, function: Extract) -> dict[str, str]:
    """Who extracts: the module's `__version__`, else a hash of its source; and that hash anyway."""
    source = getattr(sys.modules.get(getattr(function, "__module__", ""), module), "__file__", None)
    fingerprint = hashlib.sha256(Path(source).read_bytes()).hexdigest() if source else ""
    version = getattr(module, "__version__", None)
    return {"version": str(version) if version else f"sha256:{fingerprint[:12]}", "fingerprint": fingerprint}


def records(questions: BinaryIO) -> Iterator[dict[str, Any]]:
    """The documents to extract from, as they come."""
    for line in questions:
        yield json.loads(line)


def send(answers: BinaryIO, answer: object) -> None:
    """Write one line and let it go at once.

    Raises:
        TypeError: the answer holds what JSON cannot say.
    """
    try:
        line = json.dumps(answer, ensure_ascii=False)
    except (TypeError, ValueError) as error:
        raise TypeError(f"an answer cannot be written as JSON: {error}") from error
    answers.write(line.encode("utf-8", "surrogatepass") + b"\n")
    answers.flush()


def explain(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Say in one line what user code raised, and where."""
    frames = [frame for frame in traceback.extract_tb(trace) if frame.filename != __file__]
    own = [frame for frame in frames if "importlib" not in frame.filename][-3:]
    where = ", called from ".join(f"{frame.filename}:{frame.lineno} in {frame.name}" for frame in reversed(own))
    sys.stderr.write(f"{kind.__name__}: {error}" + (f" ({where})" if where else "") + "\n")
    sys.stderr.flush()


if __name__ == "__main__":
    main()
