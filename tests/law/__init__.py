"""The real rulebook under test: the docket with something left out or changed, and which golden cases speak of what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from inforce.kernel.clauses import Clauses
from inforce.kernel.queries import Person, find
from inforce.language.formula import FALSE, Formula, conjoin, disjoin, negate
from inforce.rulebook.act import ACT, CHANGING, Effect
from inforce.rulebook.golden import Case
from inforce.rulebook.library import Library
from inforce.rulebook.status import Docket, Moment, Partition

FOLDER = Path(__file__).parent
DAY = timedelta(days=1)


def effects(docket: Docket) -> list[Effect]:
    """Every effect of every act that can change a status, in the order of files."""
    return [effect for act in docket.seen.values() for effect in act.does if effect.verb in CHANGING]


def without(docket: Docket, left_out: Iterable[Effect]) -> Docket:
    """The docket as if some effects had never been written."""
    gone = set(map(id, left_out))
    acts = {name: replace(act, does=tuple(e for e in act.does if id(e) not in gone)) for name, act in docket.acts.items()}
    return Docket(acts, docket.unseen)


def provisions_behind(docket: Docket, target: str) -> tuple[str, ...]:
    """The provisions on which something done to a target can tell: the provision itself, or what the act does, and so on."""
    found: dict[str, None] = {}
    waiting, seen = [target], set()
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        if name.startswith(ACT):
            waiting.extend(effect.target for effect in docket.acts[name[len(ACT) :]].does)
        else:
            found[name] = None
    return tuple(sorted(found))


def meets(formula: Formula, library: Library, on: date) -> bool:
    """Whether the formula is true of somebody somewhere on a day."""
    if formula is FALSE:
        return False
    form = Clauses(library.vocabulary, (), [formula], on.toordinal())
    return find(Person(form, {}, suppose=False, open_given=frozenset(library.vocabulary)), formula) is not None


def differ(first: Partition, second: Partition, library: Library, on: date) -> bool:
    """Whether two partitions give somebody somewhere different statuses."""
    return any(
        meets(disjoin(conjoin(formula, negate(second[status])), conjoin(second[status], negate(formula))), library, on)
        for status, formula in first.items()
        if formula is not second[status]
    )


def tells_on(library: Library, effect: Effect, on: date, provision: str) -> bool:
    """Whether a provision's status on a day would be another for somebody somewhere had the effect not been written."""
    docket = library.docket
    now = Moment(docket, on).partition(provision)
    return differ(now, Moment(without(docket, [effect]), on).partition(provision), library, on)


def cases_of(cases: Iterable[Case]) -> dict[str, list[Case]]:
    """The golden cases that assert something of each provision."""
    found: dict[str, list[Case]] = {}
    for case in cases:
        for provision in {*case.want, *case.want_status}:
            found.setdefault(provision, []).append(case)
    return found


def read_list(name: str) -> dict[str, str]:
    """A list of exceptions: a line each, `what: reason`; a line that begins with # is a comment."""
    found: dict[str, str] = {}
    for line in _lines(FOLDER / name):
        what, mark, reason = line.partition(": ")
        assert mark, f"{name}: `{line}` gives no reason"
        assert reason.strip(), f"{name}: `{line}` gives no reason"
        assert what not in found, f"{name}: `{what}` stands twice"
        found[what] = reason.strip()
    return found


def _lines(path: Path) -> Iterator[str]:
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield line
