"""Generated Python: many formulas as one straight line of code for one person.

Every distinct node of the formulas becomes one assignment, so what provisions share is worked out once. A truth value
is an int of two bits: 1 can be true, 2 can be false; so 1 is true, 2 is false and 3 is the third value, not settled by
truth tables. Relations between two unknown days are not settled here even where they are known to hold.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from inforce.language.day import shift
from inforce.language.fact import Interval, Vocabulary
from inforce.language.formula import And, Constant, Flag, Formula, Given, Has, In, Most, Not, Or
from inforce.language.knowledge import Knowledge

TRUE, FALSE, UNKNOWN = 1, 2, 3
Program = Callable[[Knowledge], tuple[int, ...]]
CHUNK = 400
"""How many names one conjunction or disjunction line may join; longer ones are split."""


def most(left: Interval, right: Interval, months: int, days: int) -> int:
    """Whether `left` is at most `right` moved by months and days."""
    if left[1] <= shift(right[0], months, days):
        return TRUE
    return FALSE if left[0] > shift(right[1], months, days) else UNKNOWN


class _Writer:
    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.lines: list[str] = []
        self.names: dict[Formula, str] = {}
        self.facts: dict[str, str] = {}
        self.constants: dict[str, Any] = {"most": most}

    def fact(self, name: str) -> str:
        return self.facts.setdefault(name, f"f{len(self.facts)}")

    def constant(self, value: Any) -> str:
        name = f"c{len(self.constants)}"
        self.constants[name] = value
        return name

    def write(self, formula: Formula) -> str:
        """The name that holds the formula's value, after the lines that work it out."""
        found = self.names.get(formula)
        if found is None:
            code = self.code(formula)
            if code.isidentifier() or code.isdigit():
                found = code
            else:
                found = f"n{len(self.names)}"
                self.lines.append(f"{found} = {code}")
            self.names[formula] = found
        return found

    def code(self, formula: Formula) -> str:
        if isinstance(formula, Constant):
            return str(TRUE if formula.value else FALSE)
        if isinstance(formula, Not):
            part = self.write(formula.part)
            return f"SWAP[{part}]"
        if isinstance(formula, (And, Or)):
            parts = [self.write(part) for part in formula.parts]
            both, one = " & ".join(parts), " | ".join(parts)
            true, false = (both, one) if isinstance(formula, And) else (one, both)
            return f"({true}) & 1 | ({false}) & 2"
        return self.atom(formula)

    def atom(self, atom: Formula) -> str:
        if isinstance(atom, Flag):
            return f"TRUTH[{self.fact(atom.fact)}]"
        if isinstance(atom, Has):
            fact = self.fact(atom.fact)
            return f"3 if {fact} is None else 1 if {atom.value!r} in {fact}.has else 2 if {fact}.complete or {atom.value!r} in {fact}.lacks else 3"
        if isinstance(atom, In):
            fact, values = self.fact(atom.fact), self.constant(atom.values)
            return f"3 if {fact} is None else 1 if {fact} <= {values} else 2 if {fact}.isdisjoint({values}) else 3"
        if isinstance(atom, Given):
            return f"3 if {atom.fact!r} in open_given else 1 if {atom.fact!r} in given else 2"
        assert isinstance(atom, Most), atom
        fact = self.fact(atom.left)
        if atom.right is None:
            return f"3 if {fact} is None else 1 if {fact}[1] <= {atom.limit} else 2 if {fact}[0] > {atom.limit} else 3"
        spans = [self.constant(self.vocabulary[name].span) for name in (atom.left, atom.right)]
        other = self.fact(atom.right)
        return f"most({fact} or {spans[0]}, {other} or {spans[1]}, {atom.months}, {atom.days})"


def to_program(formulas: Iterable[Formula], vocabulary: Vocabulary) -> Program:
    """Compile formulas; the program gives their values in order.

    >>> from inforce.language.fact import Fact
    >>> from inforce.language.syntax import parse
    >>> facts = Vocabulary({n: Fact(n, "bool") for n in "ab"})
    >>> program = to_program([parse("a and b", facts).formula, parse("a or not b", facts).formula], facts)
    >>> program(Knowledge(facts, {"a": True}))  # b is unknown
    (3, 1)
    """
    writer = _Writer(vocabulary)
    results = [writer.write(formula) for formula in formulas]
    head = [f"{name} = get({fact!r})" for fact, name in writer.facts.items()]
    body = ["get, given, open_given = known.values.get, known.given, known.open_given", *head, *writer.lines]
    source = "def program(known):\n" + "\n".join("    " + line for line in body) + f"\n    return ({', '.join(results)},)\n"
    scope: dict[str, Any] = {**writer.constants, "SWAP": (0, FALSE, TRUE, UNKNOWN), "TRUTH": {True: TRUE, False: FALSE, None: UNKNOWN}}
    exec(compile(source, "<rulebook>", "exec"), scope)
    program: Program = scope["program"]
    return program


def first_true(values: Sequence[int], names: Sequence[str]) -> str | None:
    """The name whose value is true; None where none is settled as true."""
    return names[values.index(TRUE)] if TRUE in values else None
