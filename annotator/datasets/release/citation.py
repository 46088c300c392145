"""`CITATION.cff`, and the sentence by which a data set is cited; `LICENSE`, where its makers wrote none."""

from __future__ import annotations

from annotator.datasets.release.declaration import DataSetFile
from annotator.datasets.release.yaml_text import yaml_text


def citation_file(said: DataSetFile) -> str:
    """The content of `CITATION.cff` (Citation File Format 1.2.0)."""
    return yaml_text(
        {
            "cff-version": "1.2.0",
            "message": "If you use this data set, please cite it as below.",
            "type": "dataset",
            "title": said.title,
            "version": said.version,
            "date-released": said.published,
            "license": said.licence,
            "abstract": said.summary,
            "authors": [{"name": each} for each in said.authors],
            "keywords": said.keywords,
            "url": said.url,
        }
    )


def citation(said: DataSetFile) -> str:
    """The data set in a list of references."""
    words = f"{', '.join(said.authors)} ({said.published[:4]}). {said.title}, version {said.version} [data set]."
    return f"{words} {said.url}".strip()


def licence_notice(said: DataSetFile) -> str:
    """What stands in `LICENSE` where the makers of the data set wrote no file of this name."""
    return (
        f"SPDX-License-Identifier: {said.licence}\n\n{said.title}\n\n"
        f"By {', '.join(said.authors)}, {said.published[:4]}. "
        f"Released under {said.licence}, whose words are at\n{said.licence_url}\n"
    )
