"""The formats there are: entry points of the group `annotator.formats`, listed without importing any of them.

The built-in ones stand in a table here, so that they are found in a source tree that was never installed; another
package adds one by an entry point whose object is a class without arguments.
"""

from __future__ import annotations

from importlib import import_module
from importlib.metadata import entry_points

from annotator.errors import UsageError, did_you_mean
from annotator.formats.protocol import Format, has_schemas

GROUP = "annotator.formats"

BUILT_IN = {
    "argilla": "annotator.formats.annotation_tools.argilla.records:Argilla",
    "bioc": "annotator.formats.corpora.bioc.bioc:Bioc",
    "brat": "annotator.formats.brat.standoff:Brat",
    "cas-json": "annotator.formats.cas.cas_json:CasJson",
    "conll": "annotator.formats.conll.columns:Conll",
    "conll2012": "annotator.formats.corpora.conll2012.conll2012:Conll2012",
    "csv": "annotator.formats.tables.table:Csv",
    "doccano": "annotator.formats.annotation_tools.doccano:Doccano",
    "docred": "annotator.formats.corpora.docred:Docred",
    "dygie": "annotator.formats.corpora.dygie.dygie:Dygie",
    "hf": "annotator.formats.corpora.hf.hf:Hf",
    "hf-pipeline": "annotator.formats.extractor_output.hf_pipeline:HfPipeline",
    "hf-tokens": "annotator.formats.extractor_output.hf_tokens:HfTokens",
    "jsonl": "annotator.formats.jsonl:Jsonl",
    "label-studio": "annotator.formats.annotation_tools.label_studio.export:LabelStudio",
    "langextract": "annotator.formats.extractor_output.langextract:Langextract",
    "medtator": "annotator.formats.annotation_tools.medtator.tags:Medtator",
    "oneie": "annotator.formats.corpora.oneie:Oneie",
    "plain": "annotator.formats.extractor_output.plain:Plain",
    "potato": "annotator.formats.annotation_tools.potato:Potato",
    "prodigy": "annotator.formats.annotation_tools.prodigy.tasks:Prodigy",
    "rams": "annotator.formats.corpora.rams:Rams",
    "spacy": "annotator.formats.extractor_output.spacy.spacy:Spacy",
    "spacy-jsonl": "annotator.formats.extractor_output.spacy_jsonl:SpacyJsonl",
    "tsv": "annotator.formats.tables.table:Tsv",
    "w3c": "annotator.formats.corpora.w3c.w3c:W3c",
    "webanno": "annotator.formats.webanno.table:WebAnno",
    "wikievents": "annotator.formats.corpora.wikievents:Wikievents",
    "xmi": "annotator.formats.cas.xmi:Xmi",
}
"""Names and where their classes stand."""


def format_names() -> list[str]:
    """The names of all formats, sorted."""
    return sorted({*BUILT_IN, *(each.name for each in entry_points(group=GROUP))})


def format_named(name: str) -> Format:
    """The format of this name.

    Raises:
        UsageError: there is none, or another package's cannot be loaded.
    """
    import_path = BUILT_IN.get(name) or next(
        (each.value for each in entry_points(group=GROUP) if each.name == name), None
    )
    if import_path is None:
        names = format_names()
        raise UsageError(f"unknown format {name!r}; {did_you_mean(name, names)}")
    module, _, attribute = import_path.partition(":")
    try:
        form = getattr(import_module(module), attribute)()
    except (ImportError, AttributeError, TypeError) as error:
        raise UsageError(f"the format {name!r} cannot be loaded from {import_path}: {error}") from error
    if not isinstance(form, Format):
        raise UsageError(f"the format {name!r} of {import_path} is no annotator.formats.protocol.Format")
    return form


def schema_format_named(name: str) -> Format:
    """The format of this name, which has schemas too.

    Raises:
        UsageError: there is none, or it has no schemas.
    """
    known = format_names()
    format_ = format_named(name) if name in known else None
    if format_ is not None and has_schemas(format_):
        return format_
    others = [each for each in known if has_schemas(format_named(each))]
    wrong = f"unknown format {name!r}" if format_ is None else f"the format {name!r} has no schemas"
    raise UsageError(f"{wrong}; {did_you_mean(name, others)}")
