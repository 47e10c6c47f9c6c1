"""Frames: every provision's outcome as formulas over facts, on one day as known on one day.

A frame holds between two days on which any act begins, runs out or becomes known; the day asked about stays a fact in
its formulas (`entry_date > on - 14 days`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property

from inforce.language.formula import Atom, Formula, Ref, conjoin, disjoin, negate
from inforce.language.program import Program, to_program
from inforce.language.rewrite import replace_atoms
from inforce.rulebook.authority import Weights
from inforce.rulebook.library import Library
from inforce.rulebook.provision import Provision
from inforce.rulebook.status import Moment, Partition

OUTCOMES = ("reached", "exempt", "suspended", "pending", "no", "depends")
PLAIN_OUTCOMES = ("no", "reached", "exempt", "suspended", "pending")
"""The outcomes of somebody about whom everything is known, in the order of `Frame.core`."""
PARENT_ORDER = ("reached", "depends", "suspended", "pending", "exempt", "no")
"""The order in which the outcome of a provision with parts is looked for among its core and parts."""


class Frame:
    """The rulebook's provisions as outcome formulas, at one moment."""

    def __init__(self, library: Library, moment: Moment) -> None:
        self.library = library
        self.moment = moment
        self._text: dict[str, Formula] = {}
        self._reached: dict[str, Formula] = {}
        self._outcomes: dict[str, Mapping[str, Formula]] = {}
        self._if_operative: dict[str, Mapping[str, Formula]] = {}

    def provision(self, name: str) -> Provision:
        return self.library.provisions[name]

    def resolve(self, formula: Formula) -> Formula:
        """The formula with each reference replaced by what makes the other provision's outcome `reached`."""

        def one(atom: Atom) -> Formula:
            return self.reached(atom.provision) if isinstance(atom, Ref) else atom

        return replace_atoms(formula, one)

    def text(self, name: str) -> Formula:
        done = self._text.get(name)
        if done is None:
            done = self._text[name] = self.resolve(self.provision(name).text.formula)
        return done

    def partition(self, name: str) -> Partition:
        return {status: self.resolve(formula) for status, formula in self.moment.partition(name).items()}

    def shields(self, name: str) -> Mapping[str, Formula]:
        """Each exemption of the provision, with what makes it shield."""
        return {shield: self.reached(shield) for shield in self.provision(name).exempt_by}

    def core(self, name: str) -> Mapping[str, Formula]:
        """The outcome formulas of a provision by itself, its parts left aside; exactly one is true for every person."""
        done = self._outcomes.get(name)
        if done is None:
            text = self.text(name)
            status = self.partition(name)
            shield = disjoin(*self.shields(name).values())
            done = self._outcomes[name] = {
                "no": disjoin(negate(text), status["not_yet"], status["ended"]),
                "reached": conjoin(text, status["operative"], negate(shield)),
                "exempt": conjoin(text, status["operative"], shield),
                "suspended": conjoin(text, status["suspended"]),
                "pending": conjoin(text, status["announced"]),
            }
        return done

    def if_operative(self, name: str) -> Mapping[str, Formula]:
        """What would happen to those on whom the provision is on hold or pending, were it operative."""
        done = self._if_operative.get(name)
        if done is None:
            status = self.partition(name)
            waits = conjoin(self.text(name), disjoin(status["suspended"], status["announced"]))
            shield = disjoin(*self.shields(name).values())
            done = self._if_operative[name] = {"reached": conjoin(waits, negate(shield)), "exempt": conjoin(waits, shield)}
        return done

    def reached(self, name: str) -> Formula:
        """What makes the outcome `reached`; for a provision with parts, its core's or a part's."""
        done = self._reached.get(name)
        if done is None:
            parts = [self.reached(part) for part in self.provision(name).parts]
            done = self._reached[name] = disjoin(self.core(name)["reached"], *parts)
        return done

    def cores(self, names: Iterable[str]) -> tuple[str, ...]:
        """Provisions and their parts, parts of parts included, each once."""

        def of(name: str) -> tuple[str, ...]:
            return (name, *(core for part in self.provision(name).parts for core in of(part)))

        return tuple(dict.fromkeys(core for name in names for core in of(name)))

    def rules(self, names: Iterable[str]) -> tuple[Formula, ...]:
        """All that the rules of some provisions are at this moment: two days with the same can be asked about together."""
        return tuple(formula for core in self.cores(names) for its in (self.core(core), self.if_operative(core)) for formula in its.values())

    @cached_property
    def weights(self) -> Weights:
        """What weighs on each provision at this moment."""
        return Weights(self.library, self.moment)

    @cached_property
    def program(self) -> Program:
        """Every provision's outcomes by truth tables, as one piece of generated code: five values a provision."""
        return to_program((formula for name in self.order for formula in self.core(name).values()), self.library.vocabulary)

    @cached_property
    def order(self) -> tuple[str, ...]:
        """The syllabus provisions encoded, in its order."""
        return self.library.encoded
