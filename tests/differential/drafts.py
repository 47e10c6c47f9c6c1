"""Draft rules: random provisions on the real vocabulary, written into a copy of the rulebook and loaded from there."""

from __future__ import annotations

import json
import shutil
import tempfile
from datetime import date, timedelta
from pathlib import Path
from random import Random

import inforce
from inforce.language import formula as f
from inforce.language.formula import Formula, Most
from inforce.language.syntax import to_text
from inforce.rulebook.book import default_folder
from tests.differential.people import a_day, facts_of

FAMILY = "draft"


def pair_of_days(book: inforce.Book, random: Random) -> Formula:
    """A relation between two days, one of them moved by calendar months, or its negation."""
    days = [fact.name for fact in facts_of(book) if fact.type == "date"]
    left, right = random.sample([*days, "on"], 2)
    atom = f.at_most_fact(left, right, random.choice([-216, -14, -1, 1, 1, 3, 6, 11, 12, 25, 192]), random.choice([0, 0, -1, 1, 10]))
    return f.negate(atom) if random.random() < 0.3 else atom


def relations_of(book: inforce.Book) -> list[Most]:
    """The relations between two days that the draft rules mention."""
    every = [atom for name, rule in book.library.provisions.items() if name.startswith(FAMILY) for atom in f.atoms(rule.text.formula)]
    return [atom for atom in dict.fromkeys(every) if isinstance(atom, Most) and atom.right is not None and atom.left != "on"]


def an_atom(book: inforce.Book, on: date, random: Random) -> Formula:
    """An atom of any kind; the ones that move days by calendar months are common, as they are where engines differ."""
    facts = [fact for fact in facts_of(book) if fact.days_since is None and not fact.open]
    if random.random() < 0.25:
        return pair_of_days(book, random)
    if random.random() < 0.05:
        return f.given(random.choice(facts).name)
    fact = random.choice(facts)
    if fact.type == "bool":
        return f.flag(fact.name)
    if fact.type == "set":
        return f.has(fact.name, random.choice(fact.values))
    if fact.is_choice:
        return f.one_of(fact.name, random.sample(fact.values, random.randint(1, min(3, len(fact.values)))))
    return f.at_most(fact.name, a_day(on, random).toordinal() if fact.type == "date" else random.randint(0, 5))


def a_formula(book: inforce.Book, on: date, random: Random, depth: int = 3) -> Formula:
    if depth == 0 or random.random() < 0.2:
        atom = an_atom(book, on, random)
        return f.negate(atom) if random.random() < 0.4 else atom
    parts = [a_formula(book, on, random, depth - 1) for _ in range(random.randint(2, 3))]
    made = random.choice([f.conjoin, f.disjoin])(*parts)
    return f.negate(made) if random.random() < 0.2 else made


def draft_book(book: inforce.Book, on: date, count: int, random: Random, *, edges: bool = False) -> inforce.Book:
    """The rulebook with `count` more provisions: some operative, some announced, some on hold in one state, some shielded by an earlier one.

    Args:
        edges: whether every rule is one comparison of two days, so that what happens at its edge shows in the outcome.
    """
    with tempfile.TemporaryDirectory() as folder:
        law = Path(folder) / "law"
        shutil.copytree(book.library.folder if book.library.folder.is_dir() else default_folder(), law)
        rules, acts, entries = [], [], []
        started: list[str] = []
        announced: list[str] = []
        for index in range(count):
            name = f"{FAMILY}/rule-{index}"
            shield = [f"{FAMILY}/rule-{random.randrange(index)}"] if index and not edges and random.random() < 0.5 else []
            formula = a_formula(book, on, random)
            if edges:
                formula = pair_of_days(book, random)
            text = to_text(formula)
            if index and not edges and random.random() < 0.3:
                text = f"({text}) and not reached({FAMILY}/rule-{random.randrange(index)})"
            rules.append(
                {
                    "id": name, "bearing": random.choice(["burden", "benefit"]), "title": {"en": name, "es": name},
                    "says": {"en": "A draft.", "es": "Un borrador."}, "text": text, "exempt_by": shield,
                    "discretion": {"modal": "may", "who": {"en": "an officer", "es": "un agente"}, "basis": "text"},
                    "authority": [{"cite": "Draft § 1", "date": "2012-01-02", "seen": "none"}], "horizon": "2026-06-01",
                }
            )  # fmt: skip
            entries.append({"id": name, "instruments": ["Draft"], "about": name})
            (announced if random.random() < 0.2 else started).append(name)
        begins: list[dict[str, object]] = [{"starts": started}]
        acts.append(_act("draft-statute", begins * bool(started) + [{"directs": announced}] * bool(announced)))
        held = [name for name in started if random.random() < 0.4]
        if held:
            place = random.choice(["state in {TX, CA}", "state is NY", "not us_citizen"])
            acts.append(_act("draft-order", [{"suspends": held, "place": place} if place.startswith("state") else {"suspends": held, "class": place}]))
        begun = [name for name in started if name not in held and random.random() < 0.4]
        if begun and not edges:  # on the day asked about nobody knows whether this one had taken effect
            around = {end: (on + timedelta(days=days)).isoformat() for end, days in (("from", -20), ("to", 20))}
            acts.append(_act("draft-stay", [{"suspends": begun}], effective=around, known="2012-01-02"))
        # JSON is YAML; one file of each kind
        (law / "provisions" / "draft.yaml").write_text(json.dumps(rules), encoding="utf-8")
        (law / "acts" / "draft.yaml").write_text(json.dumps(acts), encoding="utf-8")
        syllabus = law / "syllabus.yaml"
        lines = [f"- {json.dumps(entry)}\n" for entry in entries]
        syllabus.write_text(syllabus.read_text(encoding="utf-8") + "".join(lines), encoding="utf-8")
        return inforce.load(law)


def _act(name: str, does: list[dict[str, object]], **days: object) -> dict[str, object]:
    """An act that counts; `days` are those of it that are not its day of signing."""
    return {
        "id": name, "kind": "statute" if name == "draft-statute" else "court_order", "title": {"en": name, "es": name},
        "issuer": "Congress", "cite": name, "signed": "2012-01-02", "does": does, "sources": [{"seen": "draft"}], **days,
    }  # fmt: skip
