"""The page on a phone and on a desk: no sideways scrolling, contents that lead somewhere, errors in their sentences."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.__main__ import main
from tests.chromium import needs_chromium, open_page
from tests.shared import ROOT

GOLD = ROOT / "datasets" / "conflict-news-sample" / "gold-1.0.0.jsonl"
SUITE = f"""
title = "A suite with a title that is long enough to need more than one line on a phone"
gold = "{GOLD}"
schema = "{ROOT}/schema/conflict-news/1.0.0.yaml"
[scoring]
by = ["type", "document"]
bootstrap = 50
[[extractor]]
name = "gazetteer"
spec = "{ROOT}/eval/extractors/gazetteer.py:extract"
fail_under = ["entities.strict.f1=0.99"]
[[extractor]]
name = "an-extractor-with-a-name-that-has-no-blank-in-it-at-all-and-goes-on-and-on"
spec = "file:{GOLD}"
[[extractor]]
name = "broken"
spec = "cmd:false"
"""


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """A suite's page with everything on it."""
    (tmp_path / "s.toml").write_text(SUITE, "utf-8")
    assert main(["bench", str(tmp_path / "s.toml"), "-o", str(tmp_path / "r.html")]) == 4
    return tmp_path / "r.html"


@needs_chromium
@pytest.mark.slow
async def test_no_width_makes_the_page_scroll_sideways(page: Path) -> None:
    for width in (420, 1200):
        async with open_page(width, 900) as screen:
            metrics = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 600}
            await screen.call("Emulation.setDeviceMetricsOverride", **metrics)
            await screen.open(page.as_uri())
            await screen.until("document.readyState == 'complete'")
            # Everything that is folded is opened: it must fit as well.
            await screen.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
            assert await screen.evaluate("document.documentElement.scrollWidth") <= width
            assert await screen.evaluate("document.querySelectorAll('nav a').length") == 4
            assert await screen.evaluate(
                "[...document.querySelectorAll('nav a')].every(a => document.querySelector(a.hash))"
            )


def test_the_page_has_title_overview_differences_and_examples(page: Path) -> None:
    text = page.read_text("utf-8")
    assert "<h1>A suite with a title" in text
    for part in (
        "Overview",
        "Differences between extractors",
        "Worst documents",
        "Examples of errors",
        "no scores",
        "say little",
    ):
        assert part in text
    assert '<mark class="gold">' in text
    assert '<mark class="said">' in text
    assert "<details>" in text
