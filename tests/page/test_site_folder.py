"""The site's folder: small, whole or not there at all, and one clear line for what cannot be done."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from inforce.language.error import InforceError
from inforce.page.site import folder
from inforce.page.site.folder import put_folder
from inforce.page.site.site import INDEX, NAMES
from tests.cli.conftest import Run, run

__all__ = ["run"]

MOST = 2_000_000
FILES = {INDEX: "<!doctype html>one", "start.en.html": "<!doctype html>two"}
OTHERS = {INDEX: "other", "start.en.html": "new"}


def size(files: Mapping[str, int]) -> list[str]:
    """What is wrong with the sizes of a site's files; the first page is there twice, and counts twice."""
    total = sum(files.values())
    return [] if total < MOST else [f"{total:,} bytes are not under {MOST:,}"]


def seen(place: Path) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in place.iterdir()}


def test_site_is_whole_and_small(site: Path) -> None:
    files = {path.name: path.stat().st_size for path in site.iterdir()}
    print(f"{sum(files.values()):,} bytes")
    assert set(files) == set(NAMES)
    assert size(files) == []
    assert size({**files, "planted.html": MOST}) != []


@pytest.mark.parametrize(
    ("arguments", "err"),
    [
        (["--lang", "fr"], "unknown language `fr` [unknown-language]\n  help: languages: en, es\n"),
        (["--rulebook", "nowhere"], "nowhere: there is no rulebook here [no-rulebook]\n  help: a rulebook is a folder with facts.yaml, provisions/ and acts/\n"),
    ],
)
def test_bad_use_is_one_clear_line_and_nothing_is_written(run: Run, tmp_path: Path, arguments: list[str], err: str) -> None:
    ran = run("page", str(tmp_path / "site"), *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == err
    assert list(tmp_path.iterdir()) == []


def test_rulebook_that_does_not_load_writes_nothing(run: Run, tmp_path: Path) -> None:
    law = tmp_path / "law"
    law.mkdir()
    (law / "facts.yaml").write_text("- id: broken\n  type: nonsense\n", encoding="utf-8")
    ran = run("page", str(tmp_path / "site"), "--rulebook", str(law))
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "law/facts.yaml:1: the file holds a mapping [wrong-type]\n  help: start each line with a name and a colon\n"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["law"]


def test_folder_that_cannot_be_written_is_told_before_the_work(run: Run, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a letter", encoding="utf-8")
    ran = run("page", str(tmp_path / "taken"))
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == f"{tmp_path / 'taken'}: there is a file of this name [output-exists]\n  help: name a folder\n"
    with pytest.raises(InforceError) as caught:
        put_folder(tmp_path / "nowhere" / "site", FILES)
    assert str(caught.value).endswith("[no-output]\n  help: name a folder in a folder that exists")
    assert seen(tmp_path) == {"taken": "a letter"}


def test_folder_with_anything_else_in_it_is_never_replaced(tmp_path: Path) -> None:
    put_folder(tmp_path / "site", FILES)
    (tmp_path / "site" / "letter.txt").write_text("a letter", encoding="utf-8")
    with pytest.raises(InforceError, match=r"files that are no part of a site"):
        put_folder(tmp_path / "site", FILES, force=True)
    assert seen(tmp_path / "site") == {**FILES, "letter.txt": "a letter"}


def test_site_that_is_there_is_replaced_whole_and_only_when_asked(tmp_path: Path) -> None:
    put_folder(tmp_path / "site", FILES)
    with pytest.raises(InforceError, match="holds a site already"):
        put_folder(tmp_path / "site", OTHERS)
    assert seen(tmp_path / "site") == FILES
    put_folder(tmp_path / "site", OTHERS, force=True)
    assert seen(tmp_path / "site") == OTHERS
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


@pytest.mark.parametrize("moment", ["writing", "putting in place"])
def test_site_that_is_there_stays_when_writing_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moment: str) -> None:
    put_folder(tmp_path / "site", FILES)
    if moment == "writing":
        monkeypatch.setattr(folder.os, "chmod", refuse)
    else:
        renamed = os.rename

        def rename(old: Path, new: Path) -> None:
            if Path(new).name == "site" and (Path(old) / INDEX).read_text() == "other":
                refuse()
            renamed(old, new)

        monkeypatch.setattr(folder.os, "rename", rename)
    with pytest.raises(InforceError, match="cannot be written: no space left"):
        put_folder(tmp_path / "site", OTHERS, force=True)
    monkeypatch.undo()
    assert seen(tmp_path / "site") == FILES
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def refuse(*_: object) -> None:
    raise OSError(28, "No space left on device")
