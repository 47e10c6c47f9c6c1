"""The interview in a terminal: what is typed, what is shown, in both languages."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

import inforce
from inforce.backends.text.catalogue import catalogue
from inforce.cli.ask import talk
from inforce.cli.askscreen import Screen
from inforce.cli.asktyped import Mistyped, read_typed
from inforce.cli.sheet import plain
from inforce.interview.ask import Ask, ask_of

ON = "2017-02-22"


def ask_for(book: inforce.Book, fact: str) -> Ask:
    return ask_of(book, book.asking[fact])


def typed(book: inforce.Book, fact: str, text: str, lang: str = "en") -> Any:
    ask = ask_for(book, fact)
    found = read_typed(text, ask, catalogue(lang), Screen(book, lang).names(ask))
    return found.command or found.answer


@pytest.mark.parametrize(
    ("fact", "text", "answer"),
    [
        ("us_citizen", "1", True), ("us_citizen", " Yes ", True), ("us_citizen", "Sí", True), ("us_citizen", "2", False), ("us_citizen", "NO", False),
        ("us_citizen", "n", "unknown"), ("us_citizen", "no sé", "unknown"), ("us_citizen", "p", "prefer_not"), ("us_citizen", "b", "back"),
        ("us_citizen", "?", "why"), ("us_citizen", "q", "quit"), ("us_citizen", "atrás", "back"),
        ("birth_date", "1990", "1990"), ("birth_date", "1990-5", "1990-05"), ("birth_date", "1990-05-07", "1990-05-07"),
        ("birth_date", "before 1990", {"to": "1990"}), ("birth_date", "después de 1990-05", {"from": "1990-05"}),
        ("birth_date", "1990 to 1992", {"from": "1990", "to": "1992"}), ("birth_date", "entre 1990 y 1992-03", {"from": "1990", "to": "1992-03"}),
        ("admission_date", "never", False), ("admission_date", "nunca", False), ("admission_date", "2001", "2001"),
        ("cimt_count", "2", 2), ("cimt_count", "more than 1", {"from": 2}), ("cimt_count", "menos de 3", {"to": 2}), ("cimt_count", "1 to 3", {"from": 1, "to": 3}),
        ("entry_manner", "3", "without_inspection"), ("entry_manner", "paroled", "paroled"), ("entry_manner", "not 1", {"admitted": False}),
        ("entry_manner", "1,2", {"without_inspection": False, "at_port_without_documents": False}),
        ("nationality", "mexico", "MX"), ("nationality", "México", "MX"), ("nationality", "gt", "GT"), ("nationality", "hondu", "HN"),
        ("state", "Texas", "TX"), ("state", "tx", "TX"), ("state", "not TX", {"TX": False}),
        ("convictions", "0", []), ("convictions", "none", []), ("convictions", "2, 5", ["felony", "misdemeanor"]), ("convictions", "1+", {"any_offense": True}),
    ],
)  # fmt: skip
def test_what_is_typed_is_read(book: inforce.Book, fact: str, text: str, answer: Any) -> None:
    assert typed(book, fact, text, "es" if any(c in text for c in "áéíóú") else "en") == answer


@pytest.mark.parametrize(
    ("fact", "text", "line"),
    [
        ("us_citizen", "maybe", "Type 1 for yes or 2 for no."),
        ("us_citizen", "", "Nothing was typed. Type an answer, or n if you do not know."),
        ("birth_date", "long ago", "Type a day such as 2017-02-22, a month such as 2017-02, a year, or two of them with “to” between."),
        ("cimt_count", "many", "Type a whole number, or two with “to” between."),
        ("entry_manner", "9", "Type a number from 1 to 4."),
        ("convictions", "1, 99", "Type a number from 1 to 12."),
        ("convictions", ",", "Type a number from the list."),
        ("nationality", "atlantis", "No such name is known here. Type the name or its two-letter code."),
        ("state", "new", "Several answers fit: New Hampshire; New Jersey; New Mexico; New York."),
    ],
)
def test_what_cannot_be_read_is_one_clear_line(book: inforce.Book, fact: str, text: str, line: str) -> None:
    with pytest.raises(Mistyped) as caught:
        typed(book, fact, text)
    assert str(caught.value) == line
    with pytest.raises(Mistyped) as spanish:
        typed(book, fact, text, "es")
    assert str(spanish.value) != line


def conversation(book: inforce.Book, lines: Iterable[str], lang: str = "en", about: str = "mexico", **options: Any) -> str:
    """What a terminal shows when these lines are typed; the input then ends."""
    shown: list[str] = []
    rest = iter(lines)
    code = talk(book, book.interview(about=about, on=ON, **options), lang, lambda: next(rest, None), lambda lines: shown.append(plain(lines)))
    assert code == 0
    return "\n".join(shown)


def test_a_whole_interview_in_english(book: inforce.Book) -> None:
    shown = conversation(book, ["?", "nonsense", "1", "n", "b", "2", "2", "2", "3", "n", "n", "n", "n", "n", "n", "n", "n"])
    assert "Some rules are for people who came by land from Mexico or Canada, or by sea." in shown
    assert "I-94 arrival record" in shown
    assert "Type a number from 1 to 4." in shown
    assert "Noted: not known. For “no”, b goes back and 2 says no." in shown
    order = [shown.find(head) for head in ("The rules held against", "ANNOUNCED, NOT IN FORCE", "DEPENDS ON", "YOUR ANSWERS")]
    assert sorted(place for place in order if place >= 0) == [place for place in order if place >= 0]
    assert shown.rstrip().endswith("case.")
    assert all(len(line) <= 80 for line in shown.splitlines() if not line.startswith("Type "))


def test_a_whole_interview_in_spanish_has_no_english_question(book: inforce.Book) -> None:
    shown = conversation(book, ["1", "n", "b", "2", "2", "2", "3", *"nnnnnnnn"], "es")
    assert "¿" in shown
    assert "LO QUE LE ALCANZA AHORA" in shown or "DEPENDE DE LO QUE NO SE SABE" in shown or "ANUNCIADO, SIN VIGENCIA" in shown
    assert "Información legal, no asesoría legal" in shown
    for english in ("Type ", "YOUR ANSWERS", "The rules", "Noted"):
        assert english not in shown


def test_cards_stand_in_the_order_of_the_page(book: inforce.Book) -> None:
    facts = {"us_citizen": False, "lawful_permanent_resident": False, "daca_current": True, "charge_unresolved": True, "entry_manner": "without_inspection", "entry_date": "2012-03-01"}
    shown = conversation(book, "n" * 60, about="all", facts=facts)
    heads = ("WHAT SHIELDS YOU", "WHAT REACHES YOU NOW", "ON HOLD", "ANNOUNCED, NOT IN FORCE", "DEPENDS ON WHAT IS NOT KNOWN", "YOUR ANSWERS")
    places = [shown.find(head) for head in heads if head in shown]
    assert len(places) >= 3
    assert places == sorted(places)


def test_stopping_says_so_and_shows_no_result(book: inforce.Book) -> None:
    for lines in (["q"], []):
        shown = conversation(book, lines)
        assert "Stopped. Nothing was kept." in shown
        assert "YOUR ANSWERS" not in shown


def test_an_answer_that_contradicts_is_one_clear_line(book: inforce.Book) -> None:
    facts = {"us_citizen": False, "lawful_permanent_resident": False, "refugee_or_asylee": False, "birth_date": "1990-05-01"}
    lines: list[str] = []
    session = book.interview(about="protections", on=ON, facts=facts)
    while (ask := session.next()) is not None and ask.fact != "parent_of_citizen_or_lpr_since":
        session.decline()
    assert ask is not None
    rest = iter(["1980", "1850-13", "q"])
    talk(book, session, "en", lambda: next(rest, None), lambda told: lines.append(plain(told)))
    assert "This does not fit what was said of: day of birth." in "\n".join(lines)
    assert "There is no such day." in "\n".join(lines)


def test_the_command_in_a_real_terminal(tmp_path: Path) -> None:
    master, slave = pty.openpty()
    environment = {**os.environ, "INFORCE_CACHE": str(tmp_path / "cache"), "HOME": str(tmp_path), "TERM": "dumb"}
    command = [sys.executable, "-m", "inforce.cli.main", "ask", "--about", "mexico", "--on", ON, "--lang", "es"]
    process = subprocess.Popen(command, stdin=slave, stdout=slave, stderr=slave, env=environment, cwd=tmp_path, close_fds=True)
    os.close(slave)
    shown, until = b"", time.monotonic() + 120
    for line in (b"?", b"4"):
        while not shown.endswith(b"> ") and time.monotonic() < until and select.select([master], [], [], 60)[0]:
            shown += os.read(master, 65536)
        os.write(master, line + b"\n")
        shown += b"\n"
    while time.monotonic() < until:
        try:
            more = os.read(master, 65536)
        except OSError:
            break
        if not more:
            break
        shown += more
    os.close(master)
    text = shown.decode().replace("\r", "")
    assert process.wait(60) == 0, text
    assert "La última vez, ¿desde dónde llegó y cómo?" in text
    assert "SUS RESPUESTAS" in text
    left = [path for path in tmp_path.rglob("*") if path.is_file() and "rulebook-" not in path.name]
    assert left == [], "an interview leaves no file"
