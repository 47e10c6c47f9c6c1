"""The session protocol: every line fits its schema, a broken message is one error, and the interview goes on."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import inforce
from inforce.interview.protocol import LONGEST, Protocol
from tests.cli.conftest import Run

SCHEMAS = Path(inforce.__file__).parent / "schema"
SERVER, CLIENT = (jsonschema.Draft202012Validator(json.loads((SCHEMAS / f"ask-{side}.json").read_text())) for side in ("server", "client"))
ON = "2017-02-22"


class Talk:
    """Sends messages and keeps what comes back; both sides are held against the schemas."""

    def __init__(self, book: inforce.Book, about: str = "mexico", **options: Any) -> None:
        self.protocol = Protocol(book.interview(about=about, on=ON, **options))
        self.line = self.protocol.stand()
        SERVER.validate(self.line)

    def say(self, message: dict[str, Any]) -> list[dict[str, Any]]:
        CLIENT.validate(message)
        return self.raw(json.dumps(message))

    def raw(self, text: str) -> list[dict[str, Any]]:
        lines = list(self.protocol.take(text))
        for line in lines:
            SERVER.validate(line)
        if lines:
            self.line = lines[-1]
        return lines


def test_an_interview_from_the_first_line_to_the_result(book: inforce.Book) -> None:
    talk = Talk(book)
    asked = []
    while "ask" in talk.line:
        asked.append(talk.line["ask"]["fact"])
        assert talk.line["ask"]["number"] == len(asked)
        talk.say({"answer": "land_mexico"} if asked[-1] == "entered_by" else {"decline": "unknown"})
    result = talk.line["result"]
    assert result["facts"] == {"entered_by": "land_mexico"}
    assert result["declined"] == asked[1:]
    held = [d["provision"] for d in result["determinations"] if d["outcome"] == "depends"]
    assert result["cards"]["depends"] == held
    assert held


def test_back_and_an_earlier_answer_anew(book: inforce.Book) -> None:
    talk = Talk(book)
    first = talk.line["ask"]["fact"]
    talk.say({"answer": "land_mexico"})
    talk.say({"back": True})
    assert talk.line["ask"]["fact"] == first
    talk.say({"answer": "air", "fact": first})
    assert talk.line.get("ask", {}).get("fact") != first
    talk.say({"back": first})
    assert talk.line["ask"]["fact"] == first
    (error, again) = talk.say({"back": True})
    assert error["error"]["code"] == "not-asked"
    assert again["ask"]["fact"] == first


def test_quit_ends_without_another_line(book: inforce.Book) -> None:
    talk = Talk(book)
    assert talk.say({"quit": True}) == []
    assert talk.protocol.is_over


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "the message is not JSON"),
        ("[" * 5000, "the message is not JSON"),
        ("[1]", "the message is not an object"),
        ("{}", "the message says not exactly one of `answer`, `decline`, `back`, `quit`"),
        ('{"answer": 1, "quit": true}', "the message says not exactly one of `answer`, `decline`, `back`, `quit`"),
        ('{"quit": false}', "`quit` takes true"),
        ('{"back": 3}', "`back` takes true, or a fact's name"),
        ('{"decline": "never"}', "`decline` takes `unknown` or `prefer_not`"),
        ('{"answer": null}', "`answer` takes a value"),
        ('{"answer": true, "fact": 3}', "`fact` takes a fact's name"),
        ('{"answer": true, "nonsense": 3}', "the message has a key that does not belong there: `nonsense`"),
        ('{"quit": true, "fact": "x"}', "the message has a key that does not belong there: `fact`"),
        ('{"answer": "\ufffd"}', "the message is not UTF-8"),
        ('{"answer": "' + "x" * LONGEST + '"}', f"the message has more than {LONGEST} characters"),
    ],
)
def test_a_broken_message_is_one_error_and_the_session_goes_on(book: inforce.Book, text: str, message: str) -> None:
    talk = Talk(book)
    before = talk.line
    error, again = talk.raw(text)
    assert error["error"] == {"code": "bad-message", "message": message, "help": 'write {"answer": ...}, {"decline": "unknown"}, {"back": true} or {"quit": true}'}
    assert again == before


def test_a_wrong_answer_is_one_error_that_repeats_no_value(book: inforce.Book) -> None:
    talk = Talk(book)
    before = talk.line
    error, again = talk.say({"answer": True})
    assert error["error"]["code"] == "wrong-type"
    assert again == before


def test_the_command_speaks_json_lines_where_the_input_is_no_terminal(run: Run) -> None:
    given = '{"answer": "land_mexico"}\nnonsense\n\n{"answer": false}\n'
    ran = run("ask", "--about", "mexico", "--on", ON, given=given)
    lines = [json.loads(line) for line in ran.out.splitlines()]
    for line in lines:
        SERVER.validate(line)
    assert ran.code == 0
    assert ran.err == ""
    kinds = [next(key for key in line if key not in ("version", "aside")) for line in lines]
    assert kinds[:4] == ["ask", "ask", "error", "ask"]


def test_a_line_that_never_ends_is_one_error(run: Run) -> None:
    ran = run("ask", "--json", "--about", "mexico", "--on", ON, given=b"x" * 600_000 + b'\n{"quit": true}\n')
    kinds = [next(key for key in json.loads(line) if key != "version") for line in ran.out.splitlines()]
    assert kinds == ["ask", "error", "ask"]


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (("--about", "nonsense"), "--about: unknown family `nonsense` [unknown-family]\n"),
        (("--on", "2011-01-01"), "--on: the rulebook begins on 2012-01-01; 2011-01-01 is before it [before-first-day]\n"),
        (("--lang", "fr"), "invalid value for `--lang`: `fr` is not one of `en`, `es` [bad-use]\n"),
    ],
)
def test_bad_use_is_one_clear_line(run: Run, arguments: tuple[str, ...], error: str) -> None:
    ran = run("ask", *arguments)
    assert ran.code == 2
    assert ran.out == ""
    assert ran.err.startswith(error)
