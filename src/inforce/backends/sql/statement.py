"""The statement: one row a person, one column an outcome, in steps that a reader can follow.

`person` reads the table and counts findings that nobody reported as not made; `closed` adds what the constraints force;
each `step` works out conditions that several rules share; `outcome` gives each provision's outcome by itself; the last
SELECT joins provisions with their parts. NULL is the third value throughout.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from sqlglot import exp

from inforce.backends.forced import Clause, as_formula
from inforce.backends.sql.base import Dialect, Expression, Reader, case, column, join, named, table_named, text
from inforce.backends.sql.fragment import check, check_name, refuse
from inforce.backends.sql.known import Known, Source, closed_name
from inforce.backends.sql.layout import Column, Layout
from inforce.backends.sql.plan import Plan, Rule
from inforce.backends.sql.steps import Steps
from inforce.language.error import InforceError
from inforce.language.formula import FALSE, TRUE, And, Atom, Formula, Given, Has, Not, Or, atoms, conjoin, disjoin, negate
from inforce.rulebook.frame import PARENT_ORDER, PLAIN_OUTCOMES

CONTRADICTORY = "contradictory"
WAITING = " if operative"
WITH_PARTS = " with parts"
CLASH = "columns in conflict"
Conditions = Mapping[str, Formula]


@dataclass(frozen=True)
class Statement:
    """One SQL statement: what it says, in which dialect, and the table it reads."""

    sql: str
    dialect: str
    header: tuple[str, ...]
    columns: tuple[Column, ...]
    layout: Layout
    create_table: str

    @property
    def text(self) -> str:
        """The statement under its header of comments."""
        return "\n".join(f"-- {line}".rstrip() for line in self.header) + "\n" + self.sql + ";\n"


class Composer:
    """Puts the statement of a plan together."""

    def __init__(self, plan: Plan, layout: Layout, dialect: Dialect, *, state: str | None = None) -> None:
        self.plan = plan
        self.layout = layout
        self.dialect = dialect
        self.state = state
        """Where a person is whose row names no state."""
        self.known = Known(plan, layout)

    @cached_property
    def outcomes(self) -> dict[str, Conditions]:
        return {name: self._certain(rule, rule.outcomes) for name, rule in self.plan.rules.items()}

    @cached_property
    def waiting(self) -> dict[str, Conditions]:
        return {name: self._certain(rule, rule.if_operative) for name, rule in self.plan.rules.items()}

    def _certain(self, rule: Rule, formulas: Conditions) -> Conditions:
        check(formulas.values(), f"provision `{rule.provision}`", rule.where)
        return {name: made for name, formula in formulas.items() if (made := self.known.certain(formula)) is not FALSE}

    @cached_property
    def contradictory(self) -> Formula:
        """What shows that a row breaks a constraint."""
        able = [c for c in self.plan.constraints if all(self.layout.holds(fact) for fact in c.facts if fact not in self.fixed) and self._is_at_hand(c)]
        check(able, "the constraints")
        return disjoin(*(_inward(self.known.certain(constraint, False)) for constraint in able))

    @property
    def fixed(self) -> frozenset[str]:
        return frozenset(self.plan.everybody.given)

    def _is_at_hand(self, constraint: Formula) -> bool:
        """Whether the rules use every column that the constraint is about, so that no further column is needed."""
        names = {c.name for c in self._rule_columns}
        return all(self._names(atom) <= names for atom in atoms(constraint) if not atom.facts <= self.fixed)

    def _names(self, atom: Atom) -> set[str]:
        values = (atom.value,) if isinstance(atom, Has) else self.plan.vocabulary[next(iter(atom.facts))].values
        return {c.name for fact in atom.facts for c in self.layout.columns(fact, values)}

    @cached_property
    def _rule_atoms(self) -> tuple[Atom, ...]:
        formulas = [f for group in (*self.outcomes.values(), *self.waiting.values()) for f in group.values()]
        return tuple(dict.fromkeys(atom for formula in formulas for atom in atoms(formula)))

    @cached_property
    def _rule_columns(self) -> tuple[Column, ...]:
        return self.known.columns(self._rule_atoms)

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """The columns of the table that the statement reads, keys left aside."""
        found = tuple(c for c in self._rule_columns if not self._is_worked_out(c.name))
        if self._counted is not None:
            found = (*found, *(c for c in self.layout.columns(self._counted) if c not in found))
        return found

    def _is_worked_out(self, name: str) -> bool:
        """Whether it is a date that the table tells by the days since alone."""
        return self._counted is not None and name == self.plan.vocabulary[self._counted].days_since and not self._holds_column(name)

    @cached_property
    def _counted(self) -> str | None:
        """The number of days since a date, where the table has it and the statement uses the date."""
        used = {name for atom in self._rule_atoms for name in atom.facts} | {c.name for c in self._rule_columns}
        for fact in self.plan.vocabulary.facts.values():
            if fact.days_since is not None and self.layout.facts is not None and fact.name in self.layout.facts:
                if self.layout.ranges:
                    refuse("derived-range", f"fact `{fact.name}`")
                if fact.days_since in used:
                    return fact.name
        return None

    @cached_property
    def steps(self) -> Steps:
        roots = [f for group in (*self.outcomes.values(), *self.waiting.values()) for f in group.values()]
        names: dict[Formula, str] = {}
        for formula, name in self.plan.names.items():
            names.setdefault(self.known.certain(formula), name)
            names.setdefault(self.known.certain(formula, False), f"not {name}")
        return Steps(tuple(roots), names)

    # the steps of the statement

    def compose(self) -> exp.Select:
        """The whole statement as an expression."""
        keys = [column(key) for key in self.layout.keys]
        self._check_names()
        reader = Reader(self.layout, self.dialect, {})
        made: list[tuple[str, exp.Select, str]] = []
        made.append(("person", self._person(reader), "the table; a finding that nobody reported counts as not made"))
        closed = self._closed()
        if closed is not None:
            made.append(("closed", closed, "what the constraints force of what is not said"))
        at_hand: dict[Formula, str] = {**self._closed_columns, **self._given_columns}
        last = made[-1][0]
        reader = Reader(self.layout, self.dialect, at_hand, self.steps.pieces)
        made.append(("checked", exp.select(exp.Star(), named(self._broken(reader), CONTRADICTORY)).from_(last), "whether a row breaks a constraint"))
        last = made[-1][0]
        levels = self.steps.levels
        for index, level in enumerate(levels):
            new = [named(reader.write(formula), self.steps.columns[formula]) for formula in level]
            made.append((f"step_{index + 1}", exp.select(exp.Star(), *new).from_(last), "conditions that rules share"))
            at_hand |= {formula: self.steps.columns[formula] for formula in level}
            last = made[-1][0]
        own: list[Expression] = []
        for name in self.plan.rules:
            own.append(named(self._outcome(reader, self.outcomes[name], PLAIN_OUTCOMES), name))
            own.append(named(self._outcome(reader, self.waiting[name], ("reached", "exempt")), name + WAITING))
        made.append(("outcome", exp.select(*keys, column(CONTRADICTORY), *own).from_(last), "each rule by itself; NULL where truth tables do not settle it"))
        last = made[-1][0]
        with_parts = [name for name in self.plan.asked.provisions if self.plan.rules[name].parts]
        if with_parts:
            joined = [named(self._joined(name), name + WITH_PARTS) for name in with_parts]
            made.append(("whole", exp.select(exp.Star(), *joined).from_(last), "a rule with its parts: the first outcome in the rulebook's order"))
            last = made[-1][0]
        answers: list[Expression] = []
        for name in self.plan.asked.provisions:
            answers.append(named(_unless_contradictory(column(name + WITH_PARTS if name in with_parts else name)), name))
            waits = self._joined_waiting(name) if name in with_parts else column(name + WAITING)
            answers.append(named(_unless_contradictory(waits), name + WAITING))
        final = exp.select(*[key.copy() for key in keys], *answers, column(CONTRADICTORY)).from_(last)
        for name, select, says in made:
            select.comments = [says]
            final = final.with_(name, as_=select, materialized=True if self.dialect.materialized else None, copy=False)
        return final

    def _broken(self, reader: Reader) -> Expression:
        """Whether the facts of a row are shown to be in conflict."""
        found = [reader.read(self.contradictory)] if self.contradictory is not FALSE else []
        found += [column(CLASH)] if self._clashes() else []
        return exp.func("COALESCE", join(found, all=False), exp.false()) if found else exp.false()

    def _check_names(self) -> None:
        limits = self.dialect.limits
        for name in (*self.layout.keys, *(c.name for c in self.columns), *self.steps.columns.values()):
            check_name(name, limits)
        for name in self.plan.rules:
            check_name(name + WAITING, limits)
        taken = [c.name.casefold() for c in self.columns]
        for key in self.layout.keys:
            if key.casefold() in (*taken, CONTRADICTORY) or [k.casefold() for k in self.layout.keys].count(key.casefold()) > 1:
                raise InforceError("bad-use", f"the key `{key[:60]}` is the name of another column", help="call the column that names a row otherwise")

    def _person(self, reader: Reader) -> exp.Select:
        names = {c.name: column(c.name) for c in self.columns}
        found: list[Expression] = [column(key) for key in self.layout.keys]
        findings = {closed_name(s.atom, {}): s for s in self._sources() if s.finding}
        for name, source in findings.items():
            if source.in_table or source.true:
                names[name] = named(self._finding(reader, source), name)
        if self._counted is not None:
            date_name = self.plan.vocabulary[self._counted].days_since
            assert date_name is not None
            made = self.dialect.add_number(self.dialect.day(self.plan.asked.on.toordinal()), exp.Neg(this=exp.cast(column(self._counted), "INT")))
            names[date_name] = named(exp.func("COALESCE", column(date_name), made) if self._holds_column(date_name) else made, date_name)
        if self.state is not None and "state" in names:
            names["state"] = named(exp.func("COALESCE", column("state"), text(self.state)), "state")
        found += names.values()
        found += [named(reader.write(atom), name) for atom, name in self._given_columns.items()]
        found += [named(join(clashes, all=False), CLASH)] if (clashes := self._clashes()) else []
        return exp.select(*found).from_(table_named(self.layout.table))

    def _clashes(self) -> list[Expression]:
        """What columns of one fact say against each other: a range that ends before it starts, a date and the days since it."""
        names = {c.name for c in self.columns}
        found: list[Expression] = []
        for fact in self.plan.vocabulary.facts.values():
            if f"{fact.name}.from" in names:
                found.append(exp.GT(this=column(f"{fact.name}.from"), expression=column(f"{fact.name}.to")))
        if self._counted is not None:
            source = self.plan.vocabulary[self._counted].days_since
            if source in names:
                made = self.dialect.add_number(self.dialect.day(self.plan.asked.on.toordinal()), exp.Neg(this=exp.cast(column(self._counted), "INT")))
                found.append(exp.NEQ(this=column(source), expression=made))
        return found

    @cached_property
    def _given_columns(self) -> dict[Formula, str]:
        """Whether something is said of a fact whose own column is filled in further on."""
        found = list(self._rule_atoms)
        found += [atom for s in self._sources() for clause in (*s.true, *s.false) for atom, _ in clause]
        found += atoms(self.contradictory)
        types = self.plan.vocabulary
        return {atom: repr(atom)[1:-1] for atom in dict.fromkeys(found) if isinstance(atom, Given) and types[atom.fact].type in ("bool", "set")}

    def _holds_column(self, fact: str) -> bool:
        return self.layout.facts is None or fact in self.layout.facts

    def _finding(self, reader: Reader, source: Source) -> Expression:
        values: list[Expression] = [reader.atom(source.atom, True)] if source.in_table else []
        if source.true:
            values.append(case((self._any(reader, source.true), exp.true())))
        return exp.func("COALESCE", *values, exp.false())

    def _any(self, reader: Reader, conditions: tuple[Clause, ...]) -> Expression:
        """One of the conditions at least, each all of its literals."""
        parts = []
        for clause in conditions:
            literals = sorted((as_formula(literal) for literal in clause), key=repr)
            parts.append(join([reader.write(literal) for literal in literals], all=True))
        return join(parts, all=False)

    def _sources(self) -> list[Source]:
        """The sources of what the rules mention, and of findings that force some of it."""
        found = {atom: self.known.source(atom) for atom in self._rule_atoms}
        for source in list(found.values()):
            for clause in (*source.true, *source.false):
                found |= {atom: self.known.source(atom) for atom, _ in clause if self.known.is_finding(atom)}
        return list(found.values())

    @cached_property
    def _closed_sources(self) -> dict[str, Source]:
        found: dict[str, Source] = {}
        for source in self._sources():
            if not source.finding and (source.true or source.false):
                found[closed_name(source.atom, found)] = source
        return found

    @cached_property
    def _closed_columns(self) -> dict[Formula, str]:
        return {source.atom: name for name, source in self._closed_sources.items()}

    def _closed(self) -> exp.Select | None:
        if not self._closed_sources:
            return None
        names: dict[str, Expression] = {c.name: column(c.name) for c in (*self.columns, *self._rule_columns)}
        for source in self._sources():
            if source.finding:
                names.setdefault(closed_name(source.atom, {}), column(closed_name(source.atom, {})))
        reader = Reader(self.layout, self.dialect, self._given_columns)
        for name, source in self._closed_sources.items():
            names[name] = named(self._forced(reader, source), name)
        names |= {name: column(name) for name in (*self._given_columns.values(), *([CLASH] if self._clashes() else []))}
        keys = [column(key) for key in self.layout.keys]
        return exp.select(*keys, *names.values()).from_("person")

    def _forced(self, reader: Reader, source: Source) -> Expression:
        branches = [(self._any(reader, conditions), value) for conditions, value in ((source.true, exp.true()), (source.false, exp.false())) if conditions]
        forced = case(*branches)
        return exp.func("COALESCE", reader.atom(source.atom, True), forced) if source.in_table else forced

    def _outcome(self, reader: Reader, conditions: Conditions, order: tuple[str, ...]) -> Expression:
        branches = []
        for outcome in order:
            formula = conditions.get(outcome)
            if formula is TRUE:
                return text(outcome)
            if formula is not None:
                branches.append((reader.read(formula), text(outcome)))
        return case(*branches) if branches else exp.cast(exp.null(), "TEXT")

    def _joined(self, name: str) -> Expression:
        """The outcome of a provision with its parts: the first in the rulebook's order; undecided while an earlier one could be."""
        names = (name, *self.plan.rules[name].parts)
        branches: list[tuple[Expression, Expression]] = []
        for outcome in PARENT_ORDER:
            if outcome == "depends":
                branches.append((join([exp.Is(this=column(part), expression=exp.null()) for part in names], all=False), exp.null()))
            else:
                branches.append((exp.In(this=text(outcome), expressions=[column(part) for part in names]), text(outcome)))
        return case(*branches)

    def _joined_waiting(self, name: str) -> Expression:
        """What would happen were it operative, of the part that gives the outcome."""
        parts = self.plan.rules[name].parts
        return case(
            *(
                (exp.and_(exp.EQ(this=column(name + WITH_PARTS), expression=text(outcome)), exp.EQ(this=column(part), expression=text(outcome))), column(part + WAITING))
                for outcome in ("suspended", "pending")
                for part in (name, *parts)
            )
        )


def _inward(formula: Formula) -> Formula:
    """The same formula with negations moved inward to the atoms, which reads better where a constraint is denied."""
    if not isinstance(formula, Not):
        return formula
    part = formula.part
    if isinstance(part, And):
        return disjoin(*(_inward(negate(each)) for each in part.parts))
    if isinstance(part, Or):
        parts = [_inward(negate(each)) for each in part.parts]
        denied = {negate(each) for each in parts}
        return conjoin(*(disjoin(*(p for p in each.parts if p not in denied)) if isinstance(each, Or) else each for each in parts))
    return formula


def _unless_contradictory(value: Expression) -> Expression:
    return case((exp.not_(column(CONTRADICTORY)), value))
