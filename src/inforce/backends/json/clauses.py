"""The form as JSON: the clauses of one day, for a reader that has a solver of its own; `docs/kernel.md` says what each part means."""

from __future__ import annotations

from typing import Any

from inforce.kernel.clauses import Clauses


def form_to_json(form: Clauses) -> dict[str, Any]:
    """Everything a solver and the questions need; literals are whole numbers, negative where denied.

    >>> from inforce.language.fact import Fact, Vocabulary
    >>> from inforce.language.formula import at_most, flag, implies
    >>> facts = Vocabulary({"minor": Fact("minor", "bool"), "age": Fact("age", "int")})
    >>> made = form_to_json(Clauses(facts, [implies(flag("minor"), at_most("age", 17))], []))
    >>> made["flags"], made["cuts"]
    ({'minor': 2}, {'age': [[17, 3]]})
    """
    return {
        "on": form.on,
        "true": form.true,
        "variables": form.top,
        "flags": dict(form.flags),
        "given": dict(form.there),
        "members": {fact: dict(words) for fact, words in form.members.items()},
        "blocks": {fact: [[literal, sorted(block)] for literal, block in blocks] for fact, blocks in form.blocks.items()},
        "cuts": {fact: [list(pair) for pair in zip(*cuts, strict=True)] for fact, cuts in form.cuts.items()},
        "relations": [[atom.left, atom.right, atom.months, atom.days, literal] for atom, literal in form.relations.items()],
        "gates": [[made, list(parts)] for made, parts in form.gates],
        "constraints": list(form.constraints),
        "clauses": [list(clause) for clause in form.written],
    }
