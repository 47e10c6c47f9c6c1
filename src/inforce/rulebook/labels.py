"""Labels: the words for facts that come with a rulebook; nothing in them changes an answer."""

from __future__ import annotations

from typing import Any

from inforce.kernel.syntax import DAY
from inforce.rulebook.act import Act
from inforce.rulebook.library import Library
from inforce.rulebook.tree import Map, read_text
from inforce.rulebook.yaml import parse

FILE = "labels.yaml"


def load_labels(library: Library) -> dict[str, Any]:
    """The words for facts of a rulebook, days of its acts among them. A fact whose values are places has their names."""
    days = {name: {"label": day_words(library.acts[name[len(DAY) :]])} for name in library.vocabulary.days}
    path = library.folder / FILE
    if not path.is_file():
        return days
    data = parse(read_text(path), f"{library.folder.name}/{FILE}")
    if not isinstance(data, Map):
        return days
    for name, words in data.items():
        fact = library.vocabulary.facts.get(name)
        if fact is not None and fact.type == "enum" and isinstance(words, Map) and library.places.keys() >= set(fact.values):
            words["values"] = {value: library.places[value] for value in fact.values}
    return {**data, **days}


def day_words(act: Act) -> dict[str, str]:
    """In each language, what the day of an act is that is known only in part."""
    if act.printed_ends:
        return {
            "en": f"the day on which the period set by “{act.title['en']}” ran out ({act.cite}; a notice or the docket shows it)",
            "es": f"el día en que terminó el plazo fijado por «{act.title['es']}» ({act.cite}; lo muestra un aviso o el expediente)",
        }
    return {
        "en": f"the day on which “{act.title['en']}” took effect ({act.cite}; the docket shows it)",
        "es": f"el día en que entró en vigor «{act.title['es']}» ({act.cite}; lo muestra el expediente)",
    }


def day_question(act: Act) -> dict[str, str]:
    """In each language, the question for such a day; nobody is asked it."""
    en, es = act.title["en"], act.title["es"]
    if act.printed_ends:
        return {"en": f"On which day did this period end: {en}?", "es": f"¿Qué día terminó este período: {es}?"}
    return {"en": f"On which day did this take effect: {en}?", "es": f"¿Qué día entró en vigor: {es}?"}


def noun(labels: dict[str, Any], fact: str, lang: str) -> str:
    """The noun for a fact; its name in words where the rulebook has none.

    >>> noun({}, "entry_date", "en")
    'entry date'
    """
    words = labels.get(fact)
    label = words.get("label") if isinstance(words, dict) else None
    return str(label[lang]) if isinstance(label, dict) and lang in label else fact.replace("_", " ")
