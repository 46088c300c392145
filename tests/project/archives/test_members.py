"""Which members of an archive are refused, before anything is written."""

from __future__ import annotations

import io
import tarfile
import zipfile
from pathlib import Path

import pytest

from annotator.errors import InputError
from annotator.project.archives import members
from annotator.project.archives.members import Member, refuse_members
from annotator.project.archives.unpacked import unpacked


def refusal(*listed: Member) -> str:
    with pytest.raises(InputError) as raised:
        refuse_members("x.zip", listed)
    return str(raised.value)


@pytest.mark.parametrize(
    "name", ["/etc/x", "../x", "a/../../x", "a/..", "C:\\x", "c:/x", "a\\..\\x", "a\0b", "", ".", "./"]
)
def test_a_path_that_is_none_of_a_file_inside(name: str) -> None:
    assert "nothing was taken" in refusal(Member("fine.txt", 1), Member(name, 1))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a", "a"),
        ("a", "./a"),
        ("Ann.txt", "ann.TXT"),
        ("\u00e9", "e\u0301"),
        ("a", "a/b"),
        ("A/x", "a/y"),
        ("ß", "SS"),
    ],
)
def test_names_that_are_one_on_some_system(one: str, other: str) -> None:
    assert "nothing was taken" in refusal(Member(one, 1), Member(other, 1))


def test_what_is_fine() -> None:
    listed = [Member("a", 0, is_folder=True), Member("a/b", 1), Member("./a/c..d", 1), Member("a/.hidden", 1)]
    refuse_members("x.zip", listed)


def test_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(members, "MOST_MEMBERS", 2)
    assert "an archive may have 2" in refusal(*(Member(str(number), 1) for number in range(3)))


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE])
def test_links_and_devices_of_tar(tmp_path: Path, kind: bytes) -> None:
    path = tmp_path / "x.tar"
    with tarfile.open(path, "w") as archive:
        info = tarfile.TarInfo("fine.txt")
        info.size = 1
        archive.addfile(info, io.BytesIO(b"x"))
        odd = tarfile.TarInfo("link")
        odd.type, odd.linkname = kind, "/etc/passwd"
        archive.addfile(odd)
    with pytest.raises(InputError, match="'link' is a link, a device or no plain file"), unpacked(path):
        pass


def test_links_of_zip_and_what_is_encrypted(tmp_path: Path) -> None:
    path = tmp_path / "x.zip"
    with zipfile.ZipFile(path, "w") as archive:
        info = zipfile.ZipInfo("link")
        info.external_attr = 0o120777 << 16
        archive.writestr(info, "/etc/passwd")
    with pytest.raises(InputError, match="'link' is a link or device"), unpacked(path):
        pass
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("secret", "x")
    content = bytearray(path.read_bytes())
    content[content.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(content)
    with pytest.raises(InputError, match="'secret' is encrypted"), unpacked(path):
        pass
