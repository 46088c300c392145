"""Confine this process, and become the extractor: Linux's Landlock for files, a filter of system calls for the network.

It is run as a script, on the standard library alone, with a JSON object of folders and files, the extractor's path and
its words. Afterwards nothing can be written but below the current folder, nothing read of what is `hidden` but what is
`needed` there, and no socket made. None of that can be taken back, by whatever the extractor starts either.
"""

from __future__ import annotations

import ctypes
import json
import os
import platform
import struct
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

CREATE_RULESET, ADD_RULE, RESTRICT_SELF = 444, 445, 446
ASKS_VERSION, BELOW_A_PATH = 1, 1
EXECUTE, WRITE_FILE, READ_FILE, READ_FOLDER = 1, 2, 4, 8
READ = EXECUTE | READ_FILE | READ_FOLDER
TRUNCATE = 1 << 14
RIGHTS_BY_VERSION = {1: (1 << 13) - 1, 2: (1 << 14) - 1, 3: (1 << 15) - 1, 4: (1 << 15) - 1, 5: (1 << 16) - 1}
SCOPED_SINCE, SCOPED = 6, 3
"""From this version on, no abstract sockets and no signals to processes outside."""
DEVICES = ("/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom")

NO_NEW_PRIVILEGES, SET_SECCOMP, FILTER = 38, 22, 2
MACHINES = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)}
"""By machine: how the kernel calls it, and the number of its call `socket`."""
IO_RING_SETUP, X32 = 425, 0x40000000
ALLOW, REFUSE = 0x7FFF0000, 0x00050000 | 1
LOAD, EQUALS, AT_LEAST, RETURN = 0x20, 0x15, 0x35, 0x06


def version() -> int:
    """Which Landlock this system has; 0 for none, or where the filter of system calls is not known."""
    if sys.platform != "linux" or platform.machine() not in MACHINES:
        return 0
    return max(0, int(_kernel().syscall(CREATE_RULESET, None, ctypes.c_size_t(0), ASKS_VERSION)))


def _kernel() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def _checked(result: int) -> int:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
    return result


def confine(
    hidden: Iterable[Path], needed: Iterable[Path], secret: Iterable[Path], listed: Iterable[Path] = ()
) -> None:
    """Confine this process to reading all but `hidden`, and there `needed` without `secret`; writing only here.

    Of what lies below the folders `listed` it can read the names, which importing a module of them needs.

    Raises:
        OSError: the system cannot do it.
    """
    known = version()
    if not known:
        raise OSError(0, "there is no Landlock")
    rights = RIGHTS_BY_VERSION[min(known, max(RIGHTS_BY_VERSION))]
    words = (rights, 0, SCOPED) if known >= SCOPED_SINCE else (rights,)
    content = struct.pack(f"={len(words)}Q", *words)
    rules = _checked(_kernel().syscall(CREATE_RULESET, content, ctypes.c_size_t(len(content)), 0))
    for path in outside(Path("/"), {*hidden, *secret}):
        _allow(rules, path, READ & rights)
    for top in needed:
        for path in outside(top, set(secret)):
            _allow(rules, path, READ & rights)
    for folder in listed:
        _allow(rules, folder, READ_FOLDER)
    for device in DEVICES:
        _allow(rules, Path(device), (READ_FILE | WRITE_FILE | TRUNCATE) & rights)
    _allow(rules, Path.cwd(), rights)
    _checked(_kernel().prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0))
    _checked(_kernel().syscall(RESTRICT_SELF, rules, 0))
    os.close(rules)
    _refuse_sockets()


def outside(top: Path, hidden: set[Path]) -> Iterator[Path]:
    """The files and folders that together are all of `top` but what is hidden."""
    if top in hidden:
        return
    if not any(path.is_relative_to(top) for path in hidden):
        yield top
        return
    try:
        # What a link leads to is judged where it lies.
        inside = [Path(each.path) for each in os.scandir(top) if not each.is_symlink()]
    except OSError:
        return
    for path in inside:
        yield from outside(path, hidden)


def _allow(rules: int, path: Path, rights: int) -> None:
    try:
        descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    try:
        if not path.is_dir():
            rights &= EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE
        content = struct.pack("=Qi", rights, descriptor)
        _checked(_kernel().syscall(ADD_RULE, rules, BELOW_A_PATH, content, 0))
    finally:
        os.close(descriptor)


def _refuse_sockets() -> None:
    """No system call that makes a socket, by whatever way of calling the system."""
    machine, socket = MACHINES[platform.machine()]
    steps = [
        (LOAD, 0, 0, 4),
        (EQUALS, 0, 5, machine),
        (LOAD, 0, 0, 0),
        (AT_LEAST, 3, 0, X32),
        (EQUALS, 2, 0, socket),
        (EQUALS, 1, 0, IO_RING_SETUP),
        (RETURN, 0, 0, ALLOW),
        (RETURN, 0, 0, REFUSE),
    ]
    program = ctypes.create_string_buffer(b"".join(struct.pack("=HBBI", *step) for step in steps))
    whole = struct.pack("@HP", len(steps), ctypes.addressof(program))
    _checked(_kernel().prctl(SET_SECCOMP, FILTER, ctypes.c_char_p(whole), 0, 0))


def main() -> None:
    """Confine, then run what the arguments say."""
    order = {name: [Path(each) for each in paths] for name, paths in json.loads(sys.argv[1]).items()}
    try:
        confine(**order)
        os.execv(sys.argv[2], sys.argv[3:])
    except OSError as error:
        sys.exit(f"cannot be confined: {error.strerror}")


if __name__ == "__main__":
    main()
