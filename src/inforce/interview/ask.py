"""An ask: one question as it is put, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from inforce.language.error import InforceError
from inforce.language.fact import Fact, Value, Vocabulary
from inforce.language.syntax import ON
from inforce.rulebook.asking import Document, Question
from inforce.rulebook.book import Book
from inforce.rulebook.provision import Words

DAY = "on"
"""The day asked about, which is a question like any other, put first."""


@dataclass(frozen=True, slots=True)
class Ask:
    """The next question.

    Args:
        kind: how it is answered: bool, date, int, enum, set, country or state.
        never: whether "never" is an answer: for a day that need not be there.
        values: the answers to choose from, with their words.
        number: which question of this interview it is, from 1.
    """

    fact: str
    kind: str
    never: bool
    question: Question
    values: Mapping[str, Words]
    number: int = 1

    @property
    def documents(self) -> tuple[Document, ...]:
        return self.question.documents

    def to_json(self) -> dict[str, Any]:
        """The shape of `ask` in the session protocol; documented by `schema/ask-server.json`."""
        question = self.question
        return {
            "fact": self.fact,
            "kind": self.kind,
            "never": self.never,
            "number": self.number,
            "ask": dict(question.ask),
            "why": dict(question.why),
            "sensitive": question.sensitive,
            "partial": list(question.partial),
            "values": [{"value": value, "words": dict(words)} for value, words in self.values.items()],
            "documents": [document.to_json() for document in question.documents],
        }


def ask_of(book: Book, question: Question, number: int = 1) -> Ask:
    """The question about a fact of a rulebook, with the words for its values."""
    fact = question.fact
    if fact == ON.name:
        return Ask(DAY, "date", False, question, {}, number)
    declared = book.library.vocabulary[fact]
    return Ask(fact, declared.type, declared.off_ramp and declared.type == "date", question, _values(book, declared, question), number)


def _values(book: Book, fact: Fact, question: Question) -> dict[str, Words]:
    if fact.type == "country":
        return {code: book.library.countries[code] for code in fact.values}
    return {value: question.answers.get(value) or {"en": value.replace("_", " "), "es": value.replace("_", " ")} for value in fact.values}


def read_answer(vocabulary: Vocabulary, fact: str, raw: object) -> Value | None:
    """Read an answer as it would stand in a case file; `false` for a day that need not be there says that it is not.

    Raises:
        InforceError: what the kind of fact raises for a value it does not take.
    """
    declared = vocabulary[fact]
    if raw is False and declared.off_ramp and declared.is_ordered:
        return None
    value = declared.read(raw)
    if value is None:
        raise InforceError("wrong-type", f"fact `{fact}` takes an answer that says something", help="decline the question to leave it unknown")
    return value
