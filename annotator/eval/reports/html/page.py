"""The page around a report's markup: its style, its content policy, and text that stays text.

The content policy forbids everything but the style in the file itself. A table that is wider than the screen scrolls by
itself, so that the page never does.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape as escape_markup

from annotator.text.visible import visible

POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"

STYLE = """
:root { color-scheme: light dark; --ink: #1d2433; --paper: #fff; --soft: #636b79; --line: #e2e5ea; --bar: #3b6fd4;
  --bad: #b3261e; --good: #1a7f4b; --gold: #fbe7a1; --said: #cfe0ff; --panel: #f6f7f9; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e8ee; --paper: #16181d; --soft: #9aa3b2; --line: #2c313a;
  --bar: #7aa2f7; --bad: #ff8a80; --good: #6fd39c; --gold: #5c4a10; --said: #23406f; --panel: #1d2026; } }
* { box-sizing: border-box; }
body { font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); margin: 2rem auto;
  max-width: 64rem; padding: 0 1rem; overflow-wrap: anywhere; }
h1 { font-size: 1.4rem; } h2 { font-size: 1.2rem; margin-top: 2.5rem; border-top: 1px solid var(--line);
  padding-top: 1rem; } h3 { font-size: 1rem; margin: 1.5rem 0 .5rem; }
nav ul { display: flex; flex-wrap: wrap; gap: .2rem 1rem; list-style: none; padding: 0; } a { color: var(--bar); }
.wide { overflow-x: auto; } .wide td, .wide th { overflow-wrap: normal; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th, td { padding: .3rem .6rem; border-bottom: 1px solid var(--line); text-align: left; vertical-align: middle; }
th { font-weight: 600; color: var(--soft); } td.n, th.n { text-align: right; }
summary { cursor: pointer; font-weight: 600; margin: 1rem 0 .5rem; }
.ci { color: var(--soft); font-size: .85em; white-space: nowrap; } .failed { color: var(--bad); font-weight: 600; }
.passed { color: var(--good); } code { color: var(--soft); font-size: .85em; } rect { fill: var(--bar); }
dl.error { background: var(--panel); padding: .5rem .8rem; margin: .5rem 0; border-radius: .3rem; }
dl.error dt { color: var(--soft); font-size: .85em; } dl.error dd { margin: 0 0 .3rem; }
mark { color: inherit; padding: 0 .1em; border-radius: .15em; } mark.gold { background: var(--gold); }
mark.said { background: var(--said); }
@media (max-width: 40rem) { body { margin: 1rem auto; padding: 0 .7rem; } th, td { padding: .25rem .35rem; }
  svg { width: 50px; } }
""".strip()


def page(title: str, inside: str) -> str:
    """A page around finished markup."""
    head = f'<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{POLICY}">'
    head += '<meta name="viewport" content="width=device-width, initial-scale=1">'
    head += f"<title>{markup(title)}</title>\n<style>\n{STYLE}\n</style>"
    return f'<!doctype html>\n<html lang="en"><head>{head}</head>\n<body>\n{inside}\n</body></html>\n'


def markup(text: str) -> str:
    """Text that stays text inside a page."""
    return escape_markup(visible(text), quote=True)


def items(lines: Iterable[str]) -> str:
    """Lines of text as a list; nothing where there is none."""
    inside = "".join(f"<li>{markup(line)}</li>" for line in lines)
    return f"<ul>{inside}</ul>" if inside else ""


def contents(names: Sequence[tuple[str, str]]) -> str:
    """A list of what the page has: anchor and title of each part; nothing where there is only one."""
    links = "".join(f'<li><a href="#{anchor}">{markup(title)}</a></li>' for anchor, title in names)
    return f'<nav aria-label="contents"><ul>{links}</ul></nav>' if len(names) > 1 else ""
