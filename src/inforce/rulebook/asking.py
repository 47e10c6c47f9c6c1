"""Asking: how each fact is asked of a person, why, on which paper it is found, and how common its answers are.

Nothing here changes an answer. `law/asking.yaml` holds the questions, `law/documents.yaml` the papers, `law/figures/population.yaml`
the published figures that tell how common an answer is; no share is ever typed in, each is worked out from figures.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from inforce.language.error import nearest
from inforce.language.fact import Fact, Vocabulary
from inforce.language.syntax import DAY, READING
from inforce.rulebook.labels import day_question, load_labels
from inforce.rulebook.library import Library
from inforce.rulebook.provision import Words
from inforce.rulebook.record import LANGUAGES, Faults, Record, mappings_of, records_of
from inforce.rulebook.tree import Map, read_text
from inforce.rulebook.yaml import parse

PARTIAL = ("year", "month", "range", "some", "not_these")
"""What of a fact can be known in part."""
PER_THOUSAND = "in 1,000 people"
KEYS = ("ask", "why", "sensitive", "documents", "answers", "partial", "after", "asked", "common")


@dataclass(frozen=True, slots=True)
class Document:
    """A paper on which a person finds a fact: what it is called, and what it looks like or where it comes from."""

    id: str
    name: Words
    note: Words

    def to_json(self) -> dict[str, Any]:
        return {"id": self.id, "name": dict(self.name), "note": dict(self.note)}


DOCKET = Document(
    "docket",
    {"en": "the docket of the case, or the notice itself", "es": "el expediente del caso, o el aviso mismo"},
    {
        "en": "the court's list of what was filed and ordered, day by day; a notice stands in the Federal Register",
        "es": "la lista del tribunal de lo presentado y ordenado, día por día; los avisos están en el Registro Federal (Federal Register)",
    },
)
"""Where the day of an act is found that is known only in part."""
WHY_A_DAY = {
    "en": "Whether the rule was in force turns on this day, and no source that was read gives it.",
    "es": "De este día depende si la regla estaba vigente, y ninguna fuente leída lo da.",
}


@dataclass(frozen=True, slots=True)
class Common:
    """How common the answers to a question are, among people without authorization, by published figures.

    Args:
        shares: the share of people for some values (`true` for a bool); the rest is spread evenly over the other values.
        bands: for a day in a person's life, the share of people for whom it lies at least so many years back, band by band.
    """

    shares: Mapping[str, float] = field(default_factory=dict)
    bands: tuple[tuple[int, float], ...] = ()
    figures: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        return {"shares": dict(self.shares), "bands": [list(band) for band in self.bands], "figures": list(self.figures)}


@dataclass(frozen=True, slots=True)
class Question:
    """How one fact is asked.

    Args:
        sensitive: 0 plain, 1 delicate, 2 very.
        after: facts asked before this one where they matter too.
        asked: false for what is worked out, or known to officials alone.
        common: None where no figure tells; all answers are then alike.
    """

    fact: str
    ask: Words
    why: Words
    sensitive: int = 0
    documents: tuple[Document, ...] = ()
    answers: Mapping[str, Words] = field(default_factory=dict)
    partial: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    asked: bool = True
    common: Common | None = None

    def to_json(self) -> dict[str, Any]:
        return {
            "fact": self.fact,
            "ask": dict(self.ask),
            "why": dict(self.why),
            "sensitive": self.sensitive,
            "documents": [document.id for document in self.documents],
            "answers": {value: dict(words) for value, words in self.answers.items()},
            "partial": list(self.partial),
            "after": list(self.after),
            "asked": self.asked,
            "common": self.common.to_json() if self.common is not None else None,
        }


@dataclass(frozen=True)
class Asking:
    """The questions of a rulebook, by fact; a fact without one is asked by its name and note."""

    vocabulary: Vocabulary
    questions: Mapping[str, Question]
    documents: Mapping[str, Document]

    def __getitem__(self, fact: str) -> Question:
        found = self.questions.get(fact)
        return found if found is not None else plain_question(self.vocabulary[fact])

    def to_json(self) -> dict[str, Any]:
        """Everything the browser needs to ask the same questions."""
        return {
            "documents": {name: document.to_json() for name, document in self.documents.items()},
            "questions": {name: self[name].to_json() for name in self.vocabulary if not name.startswith((READING, DAY))},
        }


def plain_question(fact: Fact) -> Question:
    """A question for a fact of which a rulebook does not say how it is asked."""
    words = dict.fromkeys(LANGUAGES, fact.note or fact.name.replace("_", " "))
    asked = fact.days_since is None and not fact.open
    return Question(fact.name, words, {}, partial=default_partial(fact), asked=asked)


def default_partial(fact: Fact) -> tuple[str, ...]:
    if fact.type == "date":
        return ("year", "month", "range")
    return {"int": ("range",), "set": ("some",)}.get(fact.type, ("not_these",) if fact.is_choice else ())


def read_asking(library: Library) -> Asking:
    """The questions of a rulebook; none where it has no `asking.yaml`.

    Raises:
        ErrorGroup: every fault of the files, each with its place.
    """
    faults, folder = Faults(), library.folder
    documents = {document.id: document for document in map(_document, records_of(_load(folder, "documents.yaml", faults), _name(folder, "documents.yaml"), "document", faults))}
    figures = _figures(folder, faults)
    labels = faults.catch(lambda: load_labels(library)) or {}
    questions: dict[str, Question] = {}
    for name, record in mappings_of(_load(folder, "asking.yaml", faults), _name(folder, "asking.yaml"), "question", faults).items():
        if name not in library.vocabulary or name.startswith((READING, DAY)):
            record.fault("unknown-fact", f"there is no fact `{name[:60]}`", None, nearest(name, library.vocabulary) or "facts are declared in law/facts.yaml")
            continue
        questions[name] = _question(record, library.vocabulary, documents, figures, _value_words(labels, name))
    faults.raise_any()
    for name in library.vocabulary.days:
        questions[name] = Question(name, day_question(library.acts[name[len(DAY) :]]), WHY_A_DAY, documents=(DOCKET,), asked=False)
    return Asking(library.vocabulary, questions, documents)


def _name(folder: Path, file: str) -> str:
    return f"{folder.name}/{file}"


def _load(folder: Path, file: str, faults: Faults) -> Any:
    path = folder / file
    return faults.catch(lambda: parse(read_text(path, _name(folder, file)), _name(folder, file))) if path.is_file() else None


def _document(record: Record) -> Document:
    record.allow(("id", "en", "es", "note"))
    return Document(record.text("id"), {language: record.text(language) for language in LANGUAGES}, record.sentences("note"))


def _value_words(labels: Mapping[str, Any], name: str) -> dict[str, Words]:
    found = labels.get(name)
    values = found.get("values") if isinstance(found, Map) else None
    return {value: dict(words) for value, words in values.items() if isinstance(words, dict)} if isinstance(values, dict) else {}


def _figures(folder: Path, faults: Faults) -> dict[str, tuple[int, str]]:
    """The value and unit of each figure, by id."""
    file = "figures/population.yaml"
    found: dict[str, tuple[int, str]] = {}
    for record in records_of(_load(folder, file, faults), _name(folder, file), "figure", faults):
        record.allow(("id", "what", "value", "unit", "day", "published", "source", "url", "confidence", "note"))
        value = record.data.get("value")
        if not isinstance(value, int) or isinstance(value, bool):
            record.fault("wrong-type", "`value` takes a whole number", "value", "write it without separators")
            value = 0
        for key in ("what", "day", "source"):
            record.text(key)
        record.choice("confidence", ("primary", "secondary", "derived", "doubtful"))
        found[record.text("id")] = (value, record.text("unit"))
    return found


def _question(
    record: Record, vocabulary: Vocabulary, documents: Mapping[str, Document], figures: Mapping[str, tuple[int, str]], labels: Mapping[str, Words]
) -> Question:
    record.allow(KEYS)
    name = next(iter(record.what.split("`")[1:2]))
    fact = vocabulary[name]
    papers = []
    for word in record.words("documents"):
        if word in documents:
            papers.append(documents[word])
        else:
            record.fault("unknown-document", f"there is no document `{word[:60]}`", "documents", nearest(word, documents) or "documents are listed in law/documents.yaml")
    for word in (*record.words("after"),):
        if word not in vocabulary:
            record.fault("unknown-fact", f"there is no fact `{word[:60]}`", "after", nearest(word, vocabulary) or "facts are declared in law/facts.yaml")
    partial = record.words("partial")
    for word in partial:
        if word not in PARTIAL:
            record.fault("unknown-value", f"`partial` has no value `{word[:40]}`", "partial", "values: " + ", ".join(PARTIAL))
    sensitive = record.data.get("sensitive")
    if sensitive not in (0, 1, 2) or isinstance(sensitive, bool):
        record.fault("unknown-value", "`sensitive` takes 0, 1 or 2", "sensitive", "0 plain, 1 delicate, 2 very")
        sensitive = 0
    return Question(
        name,
        record.sentences("ask", required=True),
        record.sentences("why", required=True),
        sensitive,
        tuple(papers),
        _answers(record, fact, labels),
        partial,
        record.words("after"),
        record.flag("asked", True),
        _common(record, fact, figures),
    )


def _answers(record: Record, fact: Fact, labels: Mapping[str, Words]) -> dict[str, Words]:
    own = record.data.get("answers")
    found = {value: labels[value] for value in fact.values if value in labels}
    if own is None:
        return found
    if not isinstance(own, Map):
        record.fault("wrong-type", "`answers` takes a mapping of values to words", "answers", "write {value: {en: ..., es: ...}}")
        return found
    words = Record(own, record.what, record.faults)
    for value in own:
        if value not in fact.values:
            record.fault("unknown-value", f"fact `{fact.name}` has no value `{value[:40]}`", "answers", nearest(value, fact.values))
        else:
            found[value] = words.sentences(value, required=True)
    return {value: found[value] for value in fact.values if value in found}


def _common(record: Record, fact: Fact, figures: Mapping[str, tuple[int, str]]) -> Common | None:
    raw = record.data.get("common")
    if raw == "even" and isinstance(raw, str):
        return None
    if not isinstance(raw, Map):
        record.fault("unknown-value", "`common` takes `even`, or figures", "common", "write even, or {of: figure, values: {value: figure}}")
        return None
    given = Record(raw, record.what, record.faults)
    given.allow(("of", "values", "since", "bands"))
    used: list[str] = []

    def figure(name: object) -> tuple[int, str]:
        if not isinstance(name, str) or name not in figures:
            record.fault("unknown-figure", f"there is no figure `{str(name)[:60]}`", "common", nearest(str(name), figures) or "figures are in law/figures/population.yaml")
            return (0, PER_THOUSAND)
        used.append(name)
        return figures[name]

    def share(name: object) -> float:
        value, unit = figure(name)
        base = 1000 if unit == PER_THOUSAND else whole
        if base < value or base <= 0:
            record.fault("bad-number", f"`{name}` is more than the whole it is a part of", "common", "name the whole as `of:`")
            return 0.0
        return value / base

    whole = figure(raw["of"])[0] if "of" in raw else 0
    shares: dict[str, float] = {}
    allowed = ("true",) if fact.type == "bool" else fact.values
    for value, name in _mapping(raw.get("values")).items():
        if value not in allowed:
            record.fault("unknown-value", f"fact `{fact.name}` has no value `{value[:40]}`", "common", nearest(value, allowed))
        else:
            shares[value] = share(name)
    since = sorted((int(years), share(name)) for years, name in _mapping(raw.get("since")).items() if years.isdecimal())
    bands = sorted((int(years), share(name)) for years, name in _mapping(raw.get("bands")).items() if years.isdecimal())
    if since:  # shares that are added up from the longest on: the difference is each band's own
        points = [(0, 1.0), *since]
        bands = [(years, here - after) for (years, here), after in zip(points, [*(s for _, s in points[1:]), 0.0], strict=True)]
    return Common(shares, tuple(bands), tuple(used))


def _mapping(raw: Any) -> Mapping[str, Any]:
    return raw if isinstance(raw, Map) else {}


