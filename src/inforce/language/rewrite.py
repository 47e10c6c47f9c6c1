"""Rewrites: plain functions from formula to formula."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from inforce.language.formula import (
    And,
    Atom,
    Flag,
    Formula,
    Given,
    Has,
    In,
    Most,
    Not,
    Or,
    _most,
    conjoin,
    disjoin,
    flag,
    given,
    has,
    negate,
    one_of,
)


def replace_atoms(formula: Formula, replace: Callable[[Atom], Formula], memo: dict[Formula, Formula] | None = None) -> Formula:
    """The formula with every atom replaced; each distinct node is visited once, and once for all formulas of one memo."""
    memo = {} if memo is None else memo

    def walk(node: Formula) -> Formula:
        done = memo.get(node)
        if done is None:
            if isinstance(node, Atom):
                done = replace(node)
            elif isinstance(node, Not):
                done = negate(walk(node.part))
            elif isinstance(node, And):
                done = conjoin(*map(walk, node.parts))
            elif isinstance(node, Or):
                done = disjoin(*map(walk, node.parts))
            else:
                done = node
            memo[node] = done
        return done

    return walk(formula)


def rename(formula: Formula, names: Mapping[str, str]) -> Formula:
    """The formula about a second copy of some facts, under other names."""

    def one(atom: Atom) -> Formula:
        if isinstance(atom, Flag):
            return flag(names.get(atom.fact, atom.fact))
        if isinstance(atom, Has):
            return has(names.get(atom.fact, atom.fact), atom.value)
        if isinstance(atom, In):
            return one_of(names.get(atom.fact, atom.fact), atom.values)
        if isinstance(atom, Most):
            right = names.get(atom.right, atom.right) if atom.right is not None else None
            return _most(names.get(atom.left, atom.left), right, atom.months, atom.days, atom.limit)
        if isinstance(atom, Given):
            return given(names.get(atom.fact, atom.fact))
        return atom

    return replace_atoms(formula, one) if not formula.facts.isdisjoint(names) else formula
