"""The labelling screen at a real pseudo-terminal, beside a minimal textual app and textual's TextArea in the same run.

`python tests/bench/bench_screen.py [SCALE]`; SCALE 1.0 ends with a 10 MB article with 500,000 annotations. Times are
from the key to the last byte of the frame it caused; a frame ends when nothing came for QUIET_S. "cpu" is the time that
the program's main thread worked on the key, by the kernel's count, which a busy machine lengthens less. Bytes include
the later frame that says "on disk". Ratios inside one run are to be trusted, absolute times are not: they triple on a
busy machine.
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
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter, sleep
from typing import NamedTuple

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
REPEATED_STARTS = 5
WORDS = (
    *("Oskell", "blacklisted", "the", "Dawn", "Column", "in", "May", "against", "Varania", "and", "bands"),
    *("near", "Tessal", "said", "head", "of", "brigade", "was"),
)
RIGHT, DOWN, PAGE, UNDO, QUIT, TOP = b"\x1b[C", b"\x1b[B", b"\x1b[6~", b"\x1a", b"\x03", b"\x1b[1;5H"
READ = (("right", (RIGHT,)), ("down", (DOWN,)), ("label, undo", (b"l", UNDO)), ("page", (PAGE,)))
READING = (("right", (RIGHT,)), ("label, undo", (b"l", UNDO)))
LABEL = ["-m", "annotator", "label", "--project"]
READABLE = b"LABEL"
READ_LATER_CHARS = 1_000_000
"""From this size on the rest of an article is read after its first window stands."""

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


class Cost(NamedTuple):
    """What one key cost: milliseconds to its last byte, those of the main thread's work, bytes."""

    ms: float
    cpu_ms: float
    bytes_sent: int


class Screen:
    """A program in a pseudo-terminal of its own."""

    def __init__(self, arguments: list[str], size: tuple[int, int], home: Path) -> None:
        """Start it and wait until it has painted; `first_ms` and `ready_ms` say how long that took.

        `ready_cpu_ms` is how long its main thread worked for it.
        """
        self.start = perf_counter()
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            known = os.environ | {"TERM": "xterm-256color", "XDG_STATE_HOME": str(home)}
            os.execve(sys.executable, [sys.executable, *arguments], known)
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
        self.first_ms = self.ready_ms = self.ready_cpu_ms = 0.0
        self.seen = b""

    def read(self, quiet_s: float) -> tuple[int, float]:
        """Bytes until it is quiet: how many, and when the last one came."""
        count, last = 0, perf_counter()
        while select.select([self.fd], [], [], quiet_s)[0]:
            try:
                data = os.read(self.fd, 1 << 16)
            except OSError:
                break
            last = perf_counter()
            count += len(data)
            self.seen = self.seen[-4000:] + data
            self.first_ms = self.first_ms or (last - self.start) * 1000
        return count, last

    def wait_for(self, words: bytes) -> None:
        """Read until some words came."""
        while words not in self.seen and perf_counter() - self.start < 60:
            self.read(0.002)
        self.ready_ms = (perf_counter() - self.start) * 1000
        self.ready_cpu_ms = self.cpu_ms()

    def cpu_ms(self) -> float:
        """How long the main thread has worked so far."""
        return int(Path(f"/proc/{self.pid}/task/{self.pid}/schedstat").read_text().split()[0]) / 1e6

    def key(self, key: bytes) -> Cost | None:
        """What a key costs; None when it changes nothing."""
        worked, start = self.cpu_ms(), perf_counter()
        os.write(self.fd, key)
        if not select.select([self.fd], [], [], 1.0)[0]:
            return None
        count, last = self.read(QUIET_S)
        worked = self.cpu_ms() - worked
        return Cost((last - start) * 1000, worked, count + self.read(REST_S)[0])

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
        # As where it is installed: modules are compiled once, by a start that is not counted.
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        os.environ["PYTHONPYCACHEPREFIX"] = str(folder / "compiled")
        (folder / "minimal.py").write_text(MINIMAL, "utf-8")
        smallest: dict[str, float] = {}
        for chars, annotations in SIZES:
            if chars <= SIZES[-1][0] * scale:
                article(folder / str(chars), chars, annotations, folder / "minimal.py", smallest)
    return 0


def article(folder: Path, chars: int, annotations: int, minimal: Path, smallest: dict[str, float]) -> None:
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
        opened(folder, size, minimal)
        screen = Screen([*LABEL, str(folder)], size, folder / str(size))
        screen.wait_for(READABLE)
        if chars >= READ_LATER_CHARS:
            keys(screen, READING, f"{size} ", smallest, while_reading=True)
        sleep(1.0)
        while b"reading" in screen.seen and b"on disk" not in screen.seen[screen.seen.rindex(b"reading") :]:
            screen.read(1.0)
        screen.read(0.5)
        screen.key(TOP)
        keys(screen, READ, f"{size} ", smallest)
        print(f"    idle     {screen.read(5.0)[0]} bytes in 5 s")
        screen.end()
    if chars <= 1_000_000:
        text_area(folder, text)


def opened(folder: Path, size: tuple[int, int], minimal: Path) -> None:
    """How long the article takes to stand on the screen, beside a minimal app started in turn with it.

    In turn, because a busy machine would slow one of the two only.
    """
    ours, others = [], []
    for _ in range(1 + REPEATED_STARTS):
        others.append(started([str(minimal)], size, folder / "none", b"ready"))
        ours.append(started([*LABEL, str(folder)], size, folder / "none", READABLE))
    first, ready, worked = (median(each) for each in zip(*ours[1:], strict=True))
    _, minimal_ready, minimal_worked = (median(each) for each in zip(*others[1:], strict=True))
    print(f"  {size[0]}x{size[1]}  first {first:.0f} ms ({first / minimal_ready:.2f}x)  "
          f"readable {ready:.0f} ms ({ready / minimal_ready:.2f}x)  "
          f"cpu {worked:.0f} ms ({worked / minimal_worked:.2f}x)  "
          f"minimal app {minimal_ready:.0f} ms  cpu {minimal_worked:.0f} ms")  # fmt: skip


def started(arguments: list[str], size: tuple[int, int], home: Path, words: bytes) -> tuple[float, float, float]:
    """Milliseconds to a program's first bytes, to some words, and of its main thread's work until then."""
    screen = Screen(arguments, size, home)
    screen.wait_for(words)
    screen.end()
    return screen.first_ms, screen.ready_ms, screen.ready_cpu_ms


def text_area(folder: Path, text: str) -> None:
    """The same moves in textual's own widget, without annotations."""
    (folder / "area.py").write_text(TEXT_AREA, "utf-8")
    (folder / "article.txt").write_text(text, "utf-8")
    screen = Screen([str(folder / "area.py"), str(folder / "article.txt")], SCREENS[0], folder)
    sleep(3.0)
    screen.read(0.3)
    print("  TextArea 80x24")
    keys(screen, READ[:2], "TextArea", {})
    screen.end()


def keys(
    screen: Screen, rows: Sequence[tuple[str, tuple[bytes, ...]]], where: str, smallest: dict[str, float],
    *, while_reading: bool = False,
) -> None:  # fmt: skip
    """Press keys and print what they cost, and how that compares with a move here and with the smallest article."""
    moved = 0.0
    for name, pressed in rows:
        found = [cost for _ in range(REPEATS // len(pressed)) for key in pressed if (cost := screen.key(key))]
        if not found:
            print(f"    {name:12} nothing changed")
            continue
        times = sorted(cost.ms for cost in found)
        worked = median(cost.cpu_ms for cost in found)
        moved = moved or worked
        least = smallest.setdefault(where + name, worked)
        reading = " while reading" if while_reading else ""
        print(f"    {name:12} median {median(times):6.2f} ms  p99 {times[-1]:6.1f} ms  cpu {worked:5.2f} ms "
              f"({worked / moved:.2f}x a move, {worked / least:.2f}x the smallest)  "
              f"{median(cost.bytes_sent for cost in found):5.0f} bytes{reading}")  # fmt: skip


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
