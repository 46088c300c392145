"""The versions of a schema in a folder, the migrations beside them, and the way from one version to another."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from annotator.errors import Finding, Place, SchemaError
from annotator.schema.diff.comparison import differences, least_bump
from annotator.schema.diff.version import Bump, version_key
from annotator.schema.label_schema import LabelSchema
from annotator.schema.language import read_schema
from annotator.schema.migration.descent import lineage_of
from annotator.schema.migration.inverse import inverse
from annotator.schema.migration.operations import Migration
from annotator.schema.migration.reading import read_migration

VERSION_FILE = re.compile(r"(\d+\.\d+\.\d+)\.ya?ml")
MIGRATION_FILE = re.compile(r"migrate-(\d+\.\d+\.\d+)-to-(\d+\.\d+\.\d+)\.ya?ml")


@dataclass(frozen=True, slots=True)
class Hop:
    """One migration on the way, with the schemas at its two ends."""

    migration: Migration
    old: LabelSchema
    new: LabelSchema


@dataclass(frozen=True, slots=True)
class SchemaFolder:
    """The folder of one schema: `X.Y.Z.yaml` a version, `migrate-X.Y.Z-to-X.Y.Z.yaml` a migration.

    `read` reads a version's file; a caller with a cache gives its own.
    """

    path: Path
    read: Callable[[Path], LabelSchema] = read_schema

    def versions(self) -> list[str]:
        """The versions that are there, ascending."""
        versions = (VERSION_FILE.fullmatch(each.name) for each in self._files())
        return sorted((match[1] for match in versions if match), key=version_key)

    def schema(self, version: str) -> LabelSchema:
        """One version.

        Raises:
            SchemaError: it is not there, or its file is wrong.
        """
        for each in self._files():
            match = VERSION_FILE.fullmatch(each.name)
            if match and match[1] == version:
                return self.read(each)
        known = ", ".join(self.versions()) or "none"
        message = f"there is no version {version}; known are {known}"
        raise SchemaError(Finding(Place(str(self.path)), "", message, "unknown-version"))

    def migrations(self) -> dict[tuple[str, str], Path]:
        """The migration files by (old version, new version)."""
        matches = ((MIGRATION_FILE.fullmatch(each.name), each) for each in self._files())
        return {(match[1], match[2]): path for match, path in matches if match}

    def hops(self, start: str, goal: str) -> tuple[Hop, ...]:
        """The way from one version to another, up or down.

        Raises:
            SchemaError: a version is not there, a step between two of them lacks its migration, or a file is wrong.
        """
        if version_key(start) <= version_key(goal):
            return tuple(self._up(start, goal))
        return tuple(Hop(inverse(hop.migration), hop.new, hop.old) for hop in reversed(tuple(self._up(goal, start))))

    def into(self, version: str) -> tuple[Hop, ...]:
        """The migrations that lead up to a version from the one before it, by their files."""
        steps = [(old, path) for (old, new), path in self.migrations().items() if new == version]
        return tuple(self._hop(old, version, path) for old, path in sorted(steps))

    def _files(self) -> list[Path]:
        return sorted(self.path.iterdir()) if self.path.is_dir() else []

    def _up(self, start: str, goal: str) -> Iterator[Hop]:
        files = self.migrations()
        here = start
        self.schema(goal)
        while here != goal:
            ahead = [new for old, new in files if old == here and version_key(new) <= version_key(goal)]
            if ahead:
                after = max(ahead, key=version_key)
                yield self._hop(here, after, files[here, after])
            else:
                between = [
                    each for each in self.versions() if version_key(here) < version_key(each) <= version_key(goal)
                ]
                after = between[0]
                yield self._implied(here, after)
            here = after

    def _hop(self, start: str, goal: str, path: Path) -> Hop:
        migration = read_migration(path)
        old, new = self.schema(start), self.schema(goal)
        if (migration.schema, migration.old, migration.new) != (old.name, start, goal):
            message = f"says {migration.schema} {migration.old} -> {migration.new}; its name says {start} -> {goal}"
            raise SchemaError(Finding(Place(str(path)), "", message, "migration"))
        if messages := migration_faults(migration, old, new):
            raise SchemaError(*(Finding(Place(str(path)), "steps", message, "migration") for message in messages))
        return Hop(migration, old, new)

    def _implied(self, start: str, goal: str) -> Hop:
        """The way between two versions that need no migration file: what changed is automatic."""
        old, new = self.schema(start), self.schema(goal)
        if least_bump(differences(old, new)) is Bump.MAJOR:
            message = f"no migration from {start} to {goal}; expected a file migrate-{start}-to-{goal}.yaml"
            raise SchemaError(Finding(Place(str(self.path)), "", message, "no-migration"))
        return Hop(Migration(old.name, start, goal), old, new)


def migration_faults(migration: Migration, old: LabelSchema, new: LabelSchema) -> list[str]:
    """What is wrong with a migration between these versions: types, roles and attributes that lead nowhere."""
    lineage = lineage_of(migration, old)
    faults = [
        f"{name} becomes {image}, which {new.ref} does not have"
        for name, images in lineage.types.items()
        for image in images
        if new.type_named(image) is None
    ]
    known = {each.name for each in (*old.types(), *new.types())} | {"ENTITY", "RELATION", "EVENT"}
    for step in migration.steps:
        names = {name for field in ("types", "old", "new") if (name := getattr(step, field, None))}
        types = {each for value in names if isinstance(value, tuple) for each in value}
        faults += [f"{type(step).__name__}: unknown type {each!r}" for each in sorted(types - known)]
    for question in {each.question for each in migration.asking}:
        if sum(each.question == question for each in migration.asking) > 1:
            faults.append(f"the question {question!r} is asked by two steps; expected names of their own")
    return faults
