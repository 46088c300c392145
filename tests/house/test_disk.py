"""Files are written through `annotator/disk` alone, so that a test can fail each step of it."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.shared import ROOT

PACKAGE = ROOT / "annotator"
METHODS = {"write_text", "write_bytes", "unlink", "mkdir", "rmdir", "touch", "symlink_to", "chmod"}
FUNCTIONS = {"replace", "rename", "remove", "unlink", "mkdir", "makedirs", "fsync", "ftruncate", "pwrite", "truncate"}
COPIES = {"copyfile", "copytree", "copy", "copy2", "move", "rmtree"}
ELSEWHERE = {
    "__main__.py": "the process's own streams",
    "cli/labelling/demo.py": "removes the temporary folder that it made",
    "cli/scoring/github_actions.py": "adds to the files that the runner names",
    "cli/streams.py": "standard input, copied to a temporary folder",
    "extractors/child.py": "the extractor's scratch folder",
    "extractors/foreign_output.py": "what an extractor wrote, kept in a temporary folder",
    "extractors/guard.py": "the extractor's scratch folder, deleted by the process that guards it",
    "project/backup/archive.py": "unpacks and packs in a temporary folder",
    "project/archives/unpacked.py": "unpacks in a temporary folder",
    "project/records/at_hand.py": "standard input, copied to a temporary folder",
    "python/given.py": "a temporary folder",
}
"""Files that write besides, and what: nothing that anybody would miss."""


def writes(tree: ast.AST) -> Iterator[int]:
    """The lines of calls that change something on the disk."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            if changes(node, node.func):
                yield node.lineno
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in COPIES - {"move"}:
            yield node.lineno


def changes(call: ast.Call, named: ast.Attribute) -> bool:
    """Whether a call by a dotted name does."""
    owner = named.value.id if isinstance(named.value, ast.Name) else ""
    if owner == "os":
        flags = ast.dump(call)
        return named.attr in FUNCTIONS or (
            named.attr == "open" and any(flag in flags for flag in ("O_WRONLY", "O_RDWR", "O_CREAT"))
        )
    if owner == "shutil":
        return named.attr in COPIES
    if named.attr == "open":
        given = [*call.args, *(word.value for word in call.keywords)]
        modes = [str(each.value) for each in given if isinstance(each, ast.Constant)]
        return any(len(mode) <= 3 and bool(set(mode) & set("wax+")) for mode in modes)
    by_path = named.attr in METHODS or (named.attr == "rename" and len(call.args) == 1)
    return by_path and "'disk'" not in ast.dump(named.value)


def test_nothing_else_writes_files() -> None:
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        name = path.relative_to(PACKAGE).as_posix()
        if not name.startswith("disk/") and name not in ELSEWHERE:
            found[name] = list(writes(ast.parse(path.read_text("utf-8"))))
    assert {name: lines for name, lines in found.items() if lines} == {}


def test_those_named_do() -> None:
    for name in ELSEWHERE:
        assert list(writes(ast.parse((PACKAGE / name).read_text("utf-8")))) or name == "python/given.py", name


def test_the_rule_sees_what_it_should() -> None:
    seen = ["path.write_text('x')", "path.rename(b)", "os.replace(a, b)", "path.open('w')", "os.open(p, os.O_RDWR)"]
    for line in [*seen, "copytree(a, b)", "shutil.move(a, b)"]:
        assert list(writes(ast.parse(line))) == [1], line
    for line in ("path.open('rb')", "os.open(p, os.O_RDONLY)", "disk().rename(a, b)", "text.replace('a', 'b')"):
        assert list(writes(ast.parse(line))) == [], line
