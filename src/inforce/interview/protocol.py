"""The session protocol: an interview in JSON lines, for other front ends.

The server writes one object a line: `ask` (the next question), `result` (nothing is left to ask), or `error` (what was wrong; the
line after it repeats where things stand). The client writes one object a line: `answer`, `decline`, `back` or `quit`.
The shapes are `schema/ask-server.json` and `schema/ask-client.json`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from inforce.interview.result import cards
from inforce.interview.session import DECLINES, Session
from inforce.language.error import ErrorGroup, InforceError

VERSION = 1
LONGEST = 65_536
"""How many characters one message may have."""
VERBS = ("answer", "decline", "back", "quit")
Line = dict[str, Any]


def error_line(error: InforceError) -> Line:
    """An error as a message."""
    errors = error.errors if isinstance(error, ErrorGroup) else (error,)
    helps = list(dict.fromkeys(one.help for one in errors if one.help))
    return {"version": VERSION, "error": {"code": errors[0].code, "message": "; ".join(one.message for one in errors), "help": "; ".join(helps) or None}}


class Protocol:
    """Speaks for one session; `is_over` after `quit`."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.is_over = False

    def stand(self) -> Line:
        """Where things stand: the question that is open, or the result."""
        ask = self.session.next()
        if ask is not None:
            return {"version": VERSION, "ask": ask.to_json(), "aside": list(self.session.aside)}
        return {"version": VERSION, "result": self.result()}

    def result(self) -> Line:
        session, answer = self.session, self.session.result()
        return {
            "about": session.about,
            "facts": session.facts,
            "declined": list(session.declined),
            "aside": list(session.aside),
            "cards": {card: [d.provision for d in members] for card, members in cards(answer).items()},
            **answer.to_json(),
            "notice": {
                "en": "Legal information, not legal advice.",
                "es": "Información legal, no asesoría legal.",
            },
        }

    def take(self, text: str) -> Iterator[Line]:
        """Take one message; gives what is to be written. A message that is wrong changes nothing."""
        try:
            self._do(read_message(text))
        except InforceError as error:
            yield error_line(error)
        if not self.is_over:
            try:
                yield self.stand()
            except InforceError as error:
                yield error_line(error)

    def _do(self, message: Line) -> None:
        verb = next(key for key in message if key in VERBS)
        value, fact = message[verb], message.get("fact")
        if verb == "answer":
            self.session.answer(value, fact)
        elif verb == "decline":
            self.session.decline(value, fact)
        elif verb == "back":
            if self.session.back(None if value is True else value) is None:
                raise InforceError("not-asked", "there is no question before this one", help="answer the question, or quit")
        else:
            self.is_over = True


def read_message(text: str) -> Line:
    """Read one message of the client.

    Raises:
        InforceError: `bad-message`.
    """
    help = 'write {"answer": ...}, {"decline": "unknown"}, {"back": true} or {"quit": true}'

    def bad_message(what: str) -> InforceError:
        return InforceError("bad-message", what, help=help)

    if len(text) > LONGEST:
        raise bad_message(f"the message has more than {LONGEST} characters")
    if "\ufffd" in text:
        raise bad_message("the message is not UTF-8")
    try:
        message = json.loads(text)
    except (ValueError, RecursionError):
        raise bad_message("the message is not JSON") from None
    if not isinstance(message, dict):
        raise bad_message("the message is not an object")
    verbs = [key for key in message if key in VERBS]
    if len(verbs) != 1:
        raise bad_message("the message says not exactly one of `answer`, `decline`, `back`, `quit`")
    unknown = [key for key in message if key not in (*VERBS, "fact")]
    verb = verbs[0]
    if unknown or ("fact" in message and verb not in ("answer", "decline")):
        raise bad_message(f"the message has a key that does not belong there: `{str(unknown[0] if unknown else 'fact')[:40]}`")
    if not isinstance(message.get("fact", ""), str):
        raise bad_message("`fact` takes a fact's name")
    value = message[verb]
    if verb == "decline" and value not in DECLINES:
        raise bad_message("`decline` takes `unknown` or `prefer_not`")
    if verb == "back" and not (value is True or isinstance(value, str)):
        raise bad_message("`back` takes true, or a fact's name")
    if verb == "quit" and value is not True:
        raise bad_message("`quit` takes true")
    if verb == "answer" and value is None:
        raise bad_message("`answer` takes a value")
    return message
