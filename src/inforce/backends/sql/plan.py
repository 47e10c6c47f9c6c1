"""Plans: what a statement answers, as formulas over facts, with the day and the readings filled in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from inforce.language.error import Where
from inforce.language.evaluate import residual
from inforce.language.fact import Value, Vocabulary
from inforce.language.formula import FALSE, TRUE, Formula, disjoin
from inforce.language.knowledge import Knowledge
from inforce.language.syntax import READING
from inforce.rulebook.book import Book
from inforce.rulebook.frame import Frame


@dataclass(frozen=True, slots=True)
class Rule:
    """One provision: the formulas of its outcomes and of what would happen were it operative, its parts left aside."""

    provision: str
    outcomes: Mapping[str, Formula]
    if_operative: Mapping[str, Formula]
    parts: tuple[str, ...] = ()
    where: Where | None = None


@dataclass(frozen=True)
class Asked:
    """What is asked: provisions, a day, what was known, a place and the readings chosen.

    Args:
        readings: every reading of the rulebook, and whether the other one is taken.
    """

    provisions: tuple[str, ...]
    on: date
    known_on: date | None = None
    state: str | None = None
    readings: Mapping[str, bool] = field(default_factory=dict)


@dataclass(frozen=True)
class Plan:
    """The rules asked for and their parts; what every person keeps to; the names that formulas have in the rulebook."""

    asked: Asked
    version: str
    vocabulary: Vocabulary
    rules: Mapping[str, Rule]
    names: Mapping[Formula, str]
    everybody: Knowledge
    """What holds of everybody on the day, with the order of days that every person keeps."""
    open_constraints: tuple[Formula, ...]
    """What is left of the constraints after that."""
    constraints: tuple[Formula, ...]
    """The constraints on that day, whole: a row that breaks one is contradictory."""


def plan(book: Book, asked: Asked) -> Plan:
    """Fill the day, the place and the readings into the formulas of the provisions."""
    library = book.library
    frame = book.frame(asked.on, asked.known_on)
    fixed: dict[str, Value] = {"on": (asked.on.toordinal(), asked.on.toordinal())}
    fixed |= {READING + name: asked.readings.get(name, False) for name in library.readings}
    given: tuple[str, ...] = ()
    if asked.state is not None:
        fixed["state"], given = frozenset({asked.state}), ("state",)
    nothing_said = Knowledge(library.vocabulary, fixed, given, open_given=frozenset(library.vocabulary) - {*given})
    situation = library.theory.close(nothing_said)
    filling = _Filling(frame, situation.known)
    wanted: dict[str, None] = {}
    for name in asked.provisions:
        wanted |= dict.fromkeys((*frame.provision(name).parts, name))
    rules = {name: filling.rule(name) for name in wanted}
    memo: dict[Formula, Formula] = {}
    whole = [residual(constraint.formula, nothing_said, memo) for constraint in library.theory.constraints]
    return Plan(
        asked,
        library.version,
        library.vocabulary,
        rules,
        filling.names(rules),
        situation.known,
        situation.open,
        tuple(formula for formula in dict.fromkeys(whole) if formula is not TRUE),
    )


class _Filling:
    """Fills what is known of everybody into formulas, and remembers what they are called."""

    def __init__(self, frame: Frame, known: Knowledge) -> None:
        self.frame = frame
        self.known = known
        self._memo: dict[Formula, Formula] = {}

    def fill(self, formula: Formula) -> Formula:
        return residual(formula, self.known, self._memo)

    def rule(self, name: str) -> Rule:
        outcomes = {outcome: self.fill(formula) for outcome, formula in self.frame.core(name).items()}
        waiting = {outcome: self.fill(formula) for outcome, formula in self.frame.if_operative(name).items()}
        provision = self.frame.provision(name)
        return Rule(name, _possible(outcomes), _possible(waiting), tuple(provision.parts), provision.where)

    def names(self, rules: Iterable[str]) -> dict[Formula, str]:
        """What formulas are called: a definition, another provision reached, a provision's text, its shields."""
        names: dict[Formula, str] = {}
        library = self.frame.library
        for name, definition in library.definitions.items():
            names.setdefault(self.fill(self.frame.resolve(definition.written.formula)), name)
        for name in library.provisions:
            names.setdefault(self.fill(self.frame.reached(name)), f"{name} reached")
        for name in rules:
            names.setdefault(self.fill(self.frame.text(name)), f"{name} text")
            names.setdefault(self.fill(disjoin(*self.frame.shields(name).values())), f"{name} shielded")
        return {formula: name for formula, name in names.items() if formula is not TRUE and formula is not FALSE}


def _possible(formulas: Mapping[str, Formula]) -> dict[str, Formula]:
    return {name: formula for name, formula in formulas.items() if formula is not FALSE}
