"""What a row says of each atom: its own columns, what the constraints force, and findings that count as not made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from inforce.backends.forced import Clause, Forced, Forcing
from inforce.backends.sql.certain import Memo, certain, settle
from inforce.backends.sql.fragment import refuse
from inforce.backends.sql.layout import Column, Layout
from inforce.backends.sql.plan import Plan
from inforce.language.formula import FALSE, Atom, Flag, Formula, Given, Has, Most, atoms
from inforce.language.rewrite import replace_atoms
from inforce.language.syntax import to_text


@dataclass(frozen=True, slots=True)
class Source:
    """Where the truth of an atom comes from in one row."""

    atom: Atom
    in_table: bool
    finding: bool
    """Whether it counts as not made where nothing is said."""
    true: tuple[Clause, ...] = ()
    false: tuple[Clause, ...] = ()

    @property
    def is_plain(self) -> bool:
        """Whether it is read off the table and nothing else."""
        return self.in_table and not (self.finding or self.true or self.false)

    @property
    def is_unknown(self) -> bool:
        return not (self.in_table or self.finding or self.true or self.false)


@dataclass
class Known:
    """The sources of every atom that the formulas of a plan mention, over one layout."""

    plan: Plan
    layout: Layout
    _sources: dict[Atom, Source] = field(default_factory=dict)
    _memo: Memo = field(default_factory=dict)

    @cached_property
    def forcing(self) -> Forcing:
        return Forcing(self.plan.vocabulary, self.plan.open_constraints, self.plan.everybody)

    def in_table(self, atom: Atom) -> bool:
        if isinstance(atom, Has):
            return self.layout.holds(atom.fact, atom.value)
        return all(self.layout.holds(fact) for fact in atom.facts)

    def is_finding(self, atom: Atom) -> bool:
        """Whether the atom is about a finding that counts as not made until somebody says that it was."""
        return isinstance(atom, (Flag, Has)) and self.plan.vocabulary[atom.fact].off_ramp

    def source(self, atom: Atom) -> Source:
        done = self._sources.get(atom)
        if done is None:
            done = self._sources[atom] = self._find(atom)
        return done

    def _find(self, atom: Atom) -> Source:
        in_table, finding = self.in_table(atom), self.is_finding(atom)
        if isinstance(atom, Given) or (isinstance(atom, Most) and atom.right is not None):
            return Source(atom, in_table, finding)
        forced = {holds: self.forcing.of((atom, holds)) for holds in (True, False)}
        if finding and not forced[True].whole:
            refuse("finding", f"fact `{next(iter(atom.facts))}`")
        return Source(atom, in_table, finding, self._usable(forced[True], finding), () if finding else self._usable(forced[False], finding))

    def _usable(self, forced: Forced, finding: bool) -> tuple[Clause, ...]:
        """The conditions that rows of this table can meet, without the literals that every row meets."""
        kept: dict[Clause, None] = {}
        for clause in forced.conditions:
            left = set()
            for atom, holds in clause:
                if self.in_table(atom) or (self.is_finding(atom) and not finding and self.source(atom).true):
                    if finding and self.is_finding(atom) and not holds:
                        break  # a finding that nobody reported forces no other finding
                    left.add((atom, holds))
                elif holds or not (self.is_finding(atom) or isinstance(atom, Given)):
                    break  # nothing will ever be known of it
            else:
                if left:
                    kept[frozenset(left)] = None
        return tuple(kept)

    def given(self) -> dict[str, bool]:
        """Facts that are given for nobody, as the table has no column for them."""
        return {name: False for name in self.plan.vocabulary if not self.layout.holds(name) and name not in self.plan.everybody.given}

    def settle(self, formula: Formula) -> Formula:
        """The formula without what holds of everybody or nobody in this table."""

        def one(atom: Atom) -> Formula:
            source = self.source(atom)
            return FALSE if source.finding and not source.in_table and not source.true else atom

        return replace_atoms(settle(formula, self.plan.vocabulary, self.given()), one)

    def certain(self, formula: Formula, holds: bool = True) -> Formula:
        """What makes the formula certainly true, or certainly false, for a row."""
        settled = self.settle(formula)
        unknown = {atom for atom in atoms(settled) if self.source(atom).is_unknown}
        return certain(settled, unknown, self._memo, holds)

    def columns(self, used: Iterable[Atom]) -> tuple[Column, ...]:
        """The columns of the table that atoms are read from, and those that force them, in the order of the vocabulary."""
        wanted: dict[str, set[str]] = {}
        for atom in used:
            source = self.source(atom)
            mentioned = [a for clause in (*source.true, *source.false) for a, _ in clause]
            mentioned += [a for other in mentioned for clause in self.source(other).true if self.is_finding(other) for a, _ in clause]
            for each in [*([atom] if source.in_table else []), *mentioned]:
                if self.in_table(each):
                    for fact in each.facts:
                        values = {each.value} if isinstance(each, Has) else set(self.plan.vocabulary[fact].values) if isinstance(each, Given) else set()
                        wanted.setdefault(fact, set()).update(values)
        found: list[Column] = []
        for name, declared in self.plan.vocabulary.facts.items():
            if name in wanted:
                order = (*declared.values, *sorted(wanted[name] - set(declared.values)))
                found += self.layout.columns(name, [value for value in order if value in wanted[name]])
        return tuple(found)


def closed_name(atom: Atom, taken: Mapping[str, object]) -> str:
    """The name of the column that holds what is known of an atom in the end."""
    if isinstance(atom, Flag):
        return atom.fact
    if isinstance(atom, Has):
        return f"{atom.fact}:{atom.value}"
    name = to_text(atom)
    if len(name.encode()) <= 63:
        return name
    fact = next(iter(atom.facts))
    count = 1
    while (name := f"{fact} among {count}") in taken:
        count += 1
    return name
