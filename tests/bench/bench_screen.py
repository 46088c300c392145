"""The labelling screen at a real pseudo-terminal, beside a minimal textual app and textual's TextArea in the same run.

`python tests/bench/bench_screen.py [SCALE]`; SCALE 1.0 ends with a 10 MB article with 500,000 annotations. Times are
from the key to the last byte of the frame it caused; a frame ends when nothing came for QUIET_S. Bytes include the
later frame that says "on disk". Ratios inside one run are to be trusted, absolute times are not: they triple on a busy
machine.
"""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios
from contextlib import suppress
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter, sleep

from annotator.datasets.write import write_records
from annotator.model.annotation import mention
from annotator.model.document import by_id, new_document
from annotator.project.articles.add import add_files
from annotator.project.project import Project

SIZES = ((5_000, 100), (100_000, 5_000), (1_000_000, 50_000), (10_000_000, 500_000))
SCREENS = ((80, 24), (120, 35))
QUIET_S = 0.006
REST_S = 0.03
REPEATS = 60
WORDS = (
    *("Oskell", "blacklisted", "the", "Dawn", "Column", "in", "May", "against", "Varania", "and", "bands"),
    *("near", "Tessal", "said", "head", "of", "brigade", "was"),
)
RIGHT, DOWN, PAGE, UNDO, QUIT = b"\x1b[C", b"\x1b[B", b"\x1b[6~", b"\x1a", b"\x03"

MINIMAL = """
from textual.app import App
from textual.widgets import Static
class Minimal(App):
    def compose(self): yield Static("ready")
Minimal().run()
"""
TEXT_AREA = """
import sys
from textual.app import App
from textual.widgets import TextArea
class Area(App):
    def compose(self):
        area = TextArea(open(sys.argv[1], encoding="utf-8").read(), read_only=True)
        area.cursor_blink = False
        yield area
Area().run()
"""


class Screen:
    """A program in a pseudo-terminal of its own."""

    def __init__(self, arguments: list[str], size: tuple[int, int]) -> None:
        """Start it and wait until it has painted; `first_ms` and `ready_ms` say how long that took."""
        self.start = perf_counter()
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.execve(sys.executable, [sys.executable, *arguments], os.environ | {"TERM": "xterm-256color"})
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
        self.first_ms = self.ready_ms = 0.0

    def read(self, quiet_s: float) -> tuple[int, float, bytes]:
        """Bytes until it is quiet: how many, when the last one came, and what."""
        data, last = b"", perf_counter()
        while select.select([self.fd], [], [], quiet_s)[0]:
            try:
                data += os.read(self.fd, 1 << 16)
            except OSError:
                break
            last = perf_counter()
            self.first_ms = self.first_ms or (last - self.start) * 1000
        return len(data), last, data

    def wait_for(self, words: bytes) -> None:
        """Read until some words came."""
        seen = b""
        while words not in seen and perf_counter() - self.start < 60:
            seen += self.read(0.02)[2]
        self.ready_ms = (perf_counter() - self.start) * 1000 - 20

    def key(self, key: bytes) -> tuple[float, int]:
        """Milliseconds to the last byte of a key's frame, and its bytes."""
        start = perf_counter()
        os.write(self.fd, key)
        if not select.select([self.fd], [], [], 1.0)[0]:
            return 0.0, 0
        count, last, _ = self.read(QUIET_S)
        return (last - start) * 1000, count + self.read(REST_S)[0]

    def end(self) -> None:
        """Stop it."""
        with suppress(OSError):
            os.write(self.fd, QUIT)
            self.read(0.5)
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.fd)


def main() -> int:
    """Measure and print."""
    scale = float(sys.argv[1]) if len(sys.argv) > 1 else 1.0
    with TemporaryDirectory(prefix="bench") as name:
        folder = Path(name)
        minimal = start_up(folder)
        for chars, annotations in SIZES:
            if chars <= SIZES[-1][0] * scale:
                article(folder / str(chars), chars, annotations, minimal)
    return 0


def start_up(folder: Path) -> float:
    """The first paint of a minimal textual app, in ms."""
    (folder / "minimal.py").write_text(MINIMAL, "utf-8")
    times = []
    for _ in range(5):
        screen = Screen([str(folder / "minimal.py")], SCREENS[0])
        screen.wait_for(b"ready")
        times.append(screen.first_ms)
        screen.end()
    print(f"minimal textual app: first paint {median(times):.0f} ms")
    return median(times)


def article(folder: Path, chars: int, annotations: int, minimal_ms: float) -> None:
    """One article: opening, keys at two sizes of screen, TextArea beside it."""
    text = invented(chars)
    step = chars // annotations
    entities = [mention(f"T{n}", "GPE", text, ((n * step, n * step + 6),)) for n in range(annotations)]
    project = Project.create(folder, "1.0.0")
    record = new_document("article", text, schema_ref=project.schema.ref, entities=by_id(entities))
    write_records([record], folder / "article.jsonl")
    add_files(project, [folder / "article.jsonl"])
    project.close()
    print(f"\n{chars:,} characters, {annotations:,} annotations")
    for size in SCREENS:
        screen = Screen(["-m", "annotator", "label", "--project", str(folder)], size)
        screen.wait_for(b"LABEL")
        print(f"  {size[0]}x{size[1]}  first {screen.first_ms:.0f} ms ({screen.first_ms / minimal_ms:.2f}x)  "
              f"readable {screen.ready_ms:.0f} ms ({screen.ready_ms / minimal_ms:.2f}x)")  # fmt: skip
        sleep(1.0)
        screen.read(0.3)
        keys(screen, (("right", (RIGHT,)), ("down", (DOWN,)), ("label, undo", (b"g", UNDO)), ("page", (PAGE,))))
        print(f"    idle     {screen.read(1.5)[0]} bytes in 1.5 s")
        screen.end()
    if chars <= 1_000_000:
        text_area(folder, text)


def text_area(folder: Path, text: str) -> None:
    """The same moves in textual's own widget, without annotations."""
    (folder / "area.py").write_text(TEXT_AREA, "utf-8")
    (folder / "article.txt").write_text(text, "utf-8")
    screen = Screen([str(folder / "area.py"), str(folder / "article.txt")], SCREENS[0])
    sleep(3.0)
    screen.read(0.3)
    print("  TextArea 80x24")
    keys(screen, (("right", (RIGHT,)), ("down", (DOWN,))))
    screen.end()


def keys(screen: Screen, rows: tuple[tuple[str, tuple[bytes, ...]], ...]) -> None:
    """Press keys and print what they cost."""
    for name, pressed in rows:
        found = [screen.key(key) for _ in range(REPEATS // len(pressed)) for key in pressed]
        times, counts = sorted(ms for ms, _ in found), [count for _, count in found]
        print(f"    {name:12} median {median(times):6.2f} ms  p99 {times[-1]:6.1f} ms  {median(counts):6.0f} bytes")


def invented(chars: int) -> str:
    """An article of so many characters."""
    random = Random(1)
    parts, length = [], 0
    while length < chars:
        sentence = " ".join(random.choice(WORDS) for _ in range(14)) + (".\n\n" if random.random() < 0.15 else ". ")
        parts.append(sentence)
        length += len(sentence)
    return "".join(parts)[:chars]


if __name__ == "__main__":
    sys.exit(main())
