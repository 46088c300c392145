"""The shape of Label Studio's export: tasks, their annotations, and the results of each, as far as they are read."""

from __future__ import annotations

from typing import Any

from msgspec import Struct, field

from annotator.model.annotation import Value

NAME = "label-studio"

GROUND_TRUTH = "gold"
"""Who made the annotation that is marked as ground truth, as our records say it."""


class Result(Struct):
    """One result: a region with labels, a value of a region or of the whole text, or a relation."""

    type: str
    value: dict[str, Any] = field(default_factory=dict)
    id: str | None = None
    from_name: str | None = None
    to_name: str | None = None
    from_id: str | None = None
    to_id: str | None = None
    direction: str | None = None
    labels: tuple[str, ...] = ()
    score: float | None = None
    meta: Any = None


class Annotation(Struct):
    """What one person made of a task."""

    result: tuple[Result, ...] = ()
    was_cancelled: bool = False
    ground_truth: bool = False
    completed_by: Any = None

    @property
    def annotator(self) -> str | None:
        """Who made it: a number, or the mail address or name of an account."""
        who = self.completed_by
        if isinstance(who, dict):
            who = who.get("email") or who.get("username") or who.get("id")
        return str(who) if isinstance(who, str | int) and not isinstance(who, bool) and who != "" else None


class Task(Struct):
    """A task; `completions` is what old versions call annotations."""

    data: dict[str, Any]
    annotations: tuple[Annotation, ...] = ()
    completions: tuple[Annotation, ...] = ()
    drafts: Any = None
    predictions: Any = None
    id: int | str | None = None
    meta: Any = None


def value_of(result: Result) -> Value | None:
    """What a control says, as a value of an attribute or label; None where it is of another kind.

    Several choices or texts are a list; a taxonomy's path is its names with `/` between.
    """
    said = result.value
    if result.type in ("choices", "textarea"):
        return _listed(said.get("choices" if result.type == "choices" else "text"))
    if result.type == "taxonomy":
        paths = said.get("taxonomy")
        if isinstance(paths, list) and all(isinstance(each, list) and _are_names(each) for each in paths):
            return _listed(["/".join(each) for each in paths])
        return None
    if result.type in ("rating", "number", "datetime"):
        single = said.get(result.type)
        fits = isinstance(single, str if result.type == "datetime" else int | float)
        return single if fits and not isinstance(single, bool) else None
    return None


def written_value(kind: str, value: Value) -> dict[str, Any]:
    """The same, as a control of this kind says it; the inverse of `value_of`."""
    several = list(value) if isinstance(value, tuple) else [value]
    if kind == "taxonomy":
        return {"taxonomy": [str(each).split("/") for each in several]}
    if kind == "textarea":
        return {"text": several}
    return {"choices": several} if kind == "choices" else {kind: value}


def control_for(value: Value, kept: object) -> str:
    """The kind of control that says a value: the kept one where it can, else the plainest."""
    fitting = ("number", "rating") if isinstance(value, int | float) else ("choices", "textarea", "taxonomy")
    if isinstance(value, str):
        fitting = (*fitting, "datetime")
    return str(kept) if kept in fitting else fitting[0]


def sayable(value: Value) -> bool:
    """Whether a control can say a value: a list of one is the same as its member, and no control has true and false."""
    return not isinstance(value, bool) and not (isinstance(value, tuple) and len(value) < 2)


def _listed(said: object) -> Value | None:
    several = [said] if isinstance(said, str) else said
    if not isinstance(several, list) or not several or not all(isinstance(each, str) for each in several):
        return None
    return several[0] if len(several) == 1 else tuple(several)


def _are_names(path: list[Any]) -> bool:
    return bool(path) and all(isinstance(each, str) and "/" not in each for each in path)
