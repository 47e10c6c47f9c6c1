"""Mutants of the law: one small wrong change each, and whether a golden case notices."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from inforce.language.error import InforceError
from inforce.language.formula import Ref, atoms, negate
from inforce.rulebook.act import ACT, Effect
from inforce.rulebook.book import Book
from inforce.rulebook.golden import Case
from inforce.rulebook.library import Library
from inforce.rulebook.provision import FIRST_DAY, Provision
from inforce.rulebook.status import Docket, Moment
from tests.law import DAY, differ, provisions_behind

WITH_REASONS = {"depends_on", "settling", "because"}
"""What a case may want that is worked out only with reasons; outcomes alone are compared here."""
KINDS = ("a day earlier", "a day later", "wider", "no shield", "not")


@dataclass(frozen=True)
class Mutant:
    """One change to the law, and the provisions on which it can tell."""

    kind: str
    label: str
    provisions: tuple[str, ...]
    library: Library
    near: date | None = None


def mutants(library: Library) -> Iterator[Mutant]:
    """Every mutant, in the order of the rulebook; those that change no status anywhere are left out."""
    users = users_of(library)
    for act in library.acts.values():
        for effect in act.does:
            if effect.day > FIRST_DAY:
                yield from of_effect(library, effect, users)
    for provision in library.provisions.values():
        yield from of_provision(library, provision, users)


def of_effect(library: Library, effect: Effect, users: Mapping[str, tuple[str, ...]]) -> Iterator[Mutant]:
    """An effect a day earlier, a day later, and without its place, its class or its part."""
    name = f"{effect.act} {effect.verb} {effect.target} on {effect.day}"
    behind = provisions_behind(library.docket, effect.target)
    touched = tuple(dict.fromkeys(user for provision in behind for user in users[provision]))
    changes: list[tuple[str, dict[str, Any], date]] = [
        ("a day earlier", {"day": effect.day - DAY, "known": min(effect.known, effect.day - DAY)}, effect.day - DAY),
        ("a day later", {"day": effect.day + DAY}, effect.day),
    ]
    changes += [("wider", {part: None}, effect.day) for part in ("place", "people", "segment") if getattr(effect, part) is not None]
    for kind, change, day in changes:
        if effect.until is not None and change.get("day", effect.day) >= effect.until:
            continue
        changed = with_effect(library, effect, replace(effect, **change))
        if any(differ(Moment(library.docket, day).partition(p), Moment(changed.docket, day).partition(p), library, day) for p in behind):
            yield Mutant(kind, f"{name}{''.join(f', no {part}' for part in change if kind == 'wider')}", touched, changed, effect.day)


def of_provision(library: Library, provision: Provision, users: Mapping[str, tuple[str, ...]]) -> Iterator[Mutant]:
    """A provision without one of its shields, and with its text turned round."""
    for shield in provision.exempt_by:
        changed = replace(provision, exempt_by=tuple(name for name in provision.exempt_by if name != shield))
        yield Mutant("no shield", f"{provision.id} without {shield}", users[provision.id], with_provision(library, changed))
    turned = replace(provision, text=replace(provision.text, formula=negate(provision.text.formula)))
    yield Mutant("not", f"not {provision.id}", users[provision.id], with_provision(library, turned))


def with_effect(library: Library, old: Effect, new: Effect) -> Library:
    """The law with one effect put in another's place."""
    act = library.acts[old.act]
    acts = {**library.acts, act.id: replace(act, does=tuple(new if effect is old else effect for effect in act.does))}
    return replace(library, acts=acts, docket=Docket(acts, library.docket.unseen))


def with_provision(library: Library, new: Provision) -> Library:
    """The law with one provision changed."""
    return replace(library, provisions={**library.provisions, new.id: new})


def users_of(library: Library) -> dict[str, tuple[str, ...]]:
    """Each provision with those that it can tell on at once: itself, those it shields, those whose text names it, and the whole it is part of."""
    found: dict[str, dict[str, None]] = {name: {name: None} for name in library.provisions}
    for provision in library.provisions.values():
        named = (atom.provision for atom in atoms(provision.text.formula) if isinstance(atom, Ref))
        for other in (*provision.exempt_by, *provision.parts, *named):
            found[other][provision.id] = None
    return {name: tuple(users) for name, users in found.items()}


def notices(mutant: Mutant, cases: Mapping[str, Iterable[Case]]) -> Case | None:
    """The first golden case of the touched provisions that fails under the mutant, those nearest its day first."""
    book = Book(mutant.library)
    near = mutant.near or FIRST_DAY
    chosen = {id(case): case for provision in mutant.provisions for case in cases.get(provision, ())}
    for case in sorted(chosen.values(), key=lambda case: abs((date.fromisoformat(case.on) - near).days) if mutant.near else 0):
        if not passes(case, book, mutant.provisions):
            return case
    return None


def passes(case: Case, book: Book, provisions: Iterable[str]) -> bool:
    """Whether what the case wants of these provisions still holds."""
    wanted = [name for name in provisions if name in case.want]
    try:
        for name in provisions:
            if name in case.want_status:
                got = book.status(name, on=case.on, known_on=case.known_on, state=case.state, facts=case.facts)
                if "status" in case.want_status[name] and got.status != case.want_status[name]["status"]:
                    return False
        if wanted:
            answer = book.determine(
                case.facts, on=case.on, known_on=case.known_on, state=case.state, readings=case.readings, provisions=wanted, reasons=False
            )
            return all(agrees(answer[name].to_json(), case.want[name]) for name in wanted)
    except InforceError:
        return False
    return True


def agrees(got: Mapping[str, Any], want: Any) -> bool:
    """Whether a determination is what a case wants of it, what needs reasons left aside."""
    for name, value in (want if isinstance(want, dict) else {"outcome": want}).items():
        if name in WITH_REASONS:
            continue
        wanted = None if value in (None, "null") and name in ("if_operative", "status", "part") else value
        shown = sorted(got[name]) if isinstance(got[name], list) else got[name]
        if shown != (sorted(wanted) if isinstance(wanted, list) else wanted):
            return False
    return True


__all__ = ["ACT", "KINDS", "Mutant", "mutants", "notices", "passes"]
