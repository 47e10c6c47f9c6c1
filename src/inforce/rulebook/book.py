"""The book: one rulebook loaded, asked from Python or through the command line.

>>> import inforce
>>> book = inforce.load()
>>> book.status("priority/2017/convicted", on="2017-02-22").status
'operative'
>>> answer = book.determine({"us_citizen": True}, on="2017-02-22")
>>> answer["protection/not-removable"].outcome
'reached'
>>> answer = book.determine({"us_citizen": False}, on="2017-02-22")  # nothing else is known
>>> answer["priority/2017/convicted"].outcome
'depends'
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from types import NoneType
from typing import Any

from inforce.language.error import ErrorGroup, InforceError, Where, nearest
from inforce.language.fact import Interval, Value, read_days
from inforce.language.knowledge import Knowledge
from inforce.language.program import first_true
from inforce.language.syntax import DAY, READING
from inforce.rulebook.determination import Determination, Determiner, Person, count_as_not_made, decide, first_found
from inforce.rulebook.frame import PLAIN_OUTCOMES, Frame
from inforce.rulebook.library import Library, Reader
from inforce.rulebook.provision import FIRST_DAY
from inforce.rulebook.standing import Reporter, Standing
from inforce.rulebook.status import Moment

Day = date | str


@dataclass(frozen=True)
class Answer(Mapping[str, Determination]):
    """The determinations of one case, in syllabus order: a mapping from provision id."""

    name: str | None
    on: date
    state: str | None
    rulebook: str
    determinations: tuple[Determination, ...]

    def __getitem__(self, provision: str) -> Determination:
        for determination in self.determinations:
            if determination.provision == provision:
                return determination
        raise NotAnswered(provision, self)

    def __iter__(self) -> Iterator[str]:
        return (determination.provision for determination in self.determinations)

    def __len__(self) -> int:
        return len(self.determinations)

    def __repr__(self) -> str:
        return f"<Answer on {self.on}: {len(self)} provisions, rulebook {self.rulebook}>"

    def to_json(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "on": self.on.isoformat(),
            "state": self.state,
            "rulebook": self.rulebook,
            "determinations": [determination.to_json() for determination in self.determinations],
        }


class NotAnswered(KeyError):
    """No provision of an answer has this id."""

    def __init__(self, provision: object, known: Iterable[str]) -> None:
        near = nearest(provision, known) if isinstance(provision, str) else None
        super().__init__(f"the answer has no provision `{str(provision)[:60]}`" + (f": {near}" if near else ""))


def as_interval(value: Value) -> Interval:
    """What is known of an ordered fact."""
    assert isinstance(value, tuple)
    return value


def default_folder() -> Path:
    """The rulebook that comes with the program: beside the package when installed, else in the checkout."""
    package = Path(__file__).resolve().parent.parent
    installed = package / "law"
    return installed if installed.is_dir() else package.parent.parent / "law"


class Book:
    """One rulebook, loaded and verified."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self._frames: dict[tuple[int, int], Frame] = {}
        self._kept: Reporter | None = None

    def __getstate__(self) -> dict[str, object]:
        """What was worked out on the way stays behind: it is worked out anew where it is needed."""
        return {**self.__dict__, "_frames": {}, "_kept": None}

    def __repr__(self) -> str:
        return f"<Book {self.library.version}: {len(self.library.encoded)} provisions, {len(self.library.acts)} acts>"

    # days and places

    def day(self, on: Day | None, what: str = "on") -> date:
        """A day as the caller gave it; today where none was given.

        Raises:
            InforceError: `bad-date`, or `before-first-day` for a day before 2012.
        """
        if on is None:
            return date.today()
        day = on
        if not isinstance(day, date):
            low, high = read_days(day, f"`{what}`")
            if low != high:
                raise InforceError("bad-date", f"`{what}` takes one day", help="dates are written YYYY-MM-DD")
            day = date.fromordinal(low)
        if isinstance(day, datetime):
            day = day.date()
        if day < FIRST_DAY:
            raise InforceError("before-first-day", f"the rulebook begins on {FIRST_DAY}; {day} is before it", help=f"ask about {FIRST_DAY} or later")
        return day

    def _state(self, state: str | None) -> str | None:
        if state is not None:
            self.library.vocabulary["state"].read(state)
        return state

    def frame(self, on: date, known_on: date | None) -> Frame:
        """The outcome formulas at a moment; moments between which no act begins or ends share them."""
        days = self.library.docket.days
        key = (bisect_right(days, on), bisect_right(days, known_on) if known_on else -1)
        found = self._frames.get(key)
        if found is None:
            found = self._frames[key] = Frame(self.library, Moment(self.library.docket, on, known_on))
        return found

    def _person(self, values: Mapping[str, Value], on: date, known_on: date | None, readings: Mapping[str, bool]) -> Person:
        """A person asked about, with the clauses of the day for all provisions."""
        theory, frame = self.library.theory, self.frame(on, known_on)
        form = theory.form(on.toordinal(), lambda: frame.rules(frame.order))
        return Person(theory, values, on, readings, form)

    # provisions

    def check_id(self, name: object) -> str:
        """The id of an encoded provision.

        Raises:
            InforceError: `not-encoded` for a syllabus id that is not encoded yet, `not-covered` for a subject of
                `beyond.yaml`, `unknown-provision` for any other word.
        """
        library = self.library
        if not isinstance(name, str):
            raise InforceError("unknown-provision", "a provision id is a word", help="`inforce status --queries` takes {id, on, state, known_on}")
        if name in library.provisions:
            return name
        if name in library.syllabus:
            raise InforceError("not-encoded", f"provision `{name}` is in the syllabus and not encoded yet", help="no answer can be given for it")
        if name in library.beyond:
            raise InforceError("not-covered", f"the rulebook does not cover `{name}`", help=f"it is regulated in {library.beyond[name].cites}; `inforce questions {name}` tells more")
        raise InforceError("unknown-provision", f"unknown provision `{name[:80]}`", help=nearest(name, {*library.provisions, *library.syllabus}) or "ids are listed in law/syllabus.yaml")

    def read_facts(self, facts: Mapping[str, Any], path: str = "facts") -> dict[str, Value]:
        """Read facts as given in a case; every fault is found.

        Raises:
            ErrorGroup: `unknown-fact`, `wrong-type`, ... each at its path in the data.
        """
        vocabulary, values, errors = self.library.vocabulary, {}, []
        for name, raw in facts.items():
            where = Where(f"{path}.{name}")
            try:
                if not isinstance(name, str):
                    raise InforceError("unknown-fact", "a fact's name is a word", help="facts are declared in law/facts.yaml")
                if name == "on" or name.startswith((READING, DAY)):
                    raise InforceError("unknown-fact", f"`{name}` is no fact of a person", help="give the day as `on`, a reading as --reading")
                value = vocabulary[name].read(raw)
                if value is not None:
                    values[name] = value
            except InforceError as error:
                errors.append(error.at(where))
        if errors:
            raise ErrorGroup(errors)
        return values

    def _derive(self, values: dict[str, Value], on: date) -> dict[str, Value]:
        """Turn derived numbers (days since entry) into what they say of their sources."""
        for fact in self.library.vocabulary.facts.values():
            if fact.days_since is None or fact.name not in values:
                continue
            low, high = as_interval(values[fact.name])
            source = self.library.vocabulary[fact.days_since]
            known_low, known_high = as_interval(values.get(source.name, source.span))
            interval = (max(known_low, on.toordinal() - high), min(known_high, on.toordinal() - low))
            if interval[0] > interval[1]:
                raise InforceError("contradiction", f"the facts `{source.name}`, `{fact.name}` are in conflict", help=f"`{fact.name}` is the day asked about less `{source.name}`")
            values = {**{name: value for name, value in values.items() if name != fact.name}, source.name: interval}
        return values

    def _readings(self, chosen: Mapping[str, str] | None) -> dict[str, bool]:
        readings = dict.fromkeys(self.library.readings, False)
        for name, choice in (chosen or {}).items():
            if name not in readings:
                raise InforceError("unknown-reading", f"unknown reading `{name[:60]}`", help=nearest(name, readings) or "readings are declared in law/readings.yaml")
            if choice not in ("default", "other"):
                raise InforceError("unknown-reading", f"reading `{name}` takes `default` or `other`", help=f"write --reading {name}=other")
            readings[name] = choice == "other"
        return readings

    # the questions

    def status(
        self, provision: str, *, on: Day | None = None, known_on: Day | None = None, state: str | None = None, facts: Mapping[str, Any] | None = None
    ) -> Standing:
        """The status of a provision on a day in a place, from the acts known by `known_on`.

        Raises:
            InforceError: `not-encoded`, `unknown-provision`, `before-first-day`, `unknown-state`, and what facts raise.
        """
        name = self.check_id(provision)
        day, known = self.day(on), self.day(known_on, "known_on") if known_on is not None else None
        values = self.read_facts(self._with_state(facts, state))
        values = self._derive(values, day)
        readings = {READING + r: other for r, other in self._readings(None).items()}
        fixed: dict[str, Value] = {"on": (day.toordinal(), day.toordinal()), **readings}
        said = Knowledge(self.library.vocabulary, {**values, **fixed}, values)
        reporter = self._reporter(day, known)
        place = reporter.situation(said).known_of("state")
        shown = next(iter(place)) if isinstance(place, frozenset) and len(place) == 1 else state
        return reporter.report(name, said, shown)

    def _reporter(self, on: date, known_on: date | None) -> Reporter:
        """Who reports the statuses of a moment; kept for the next who asks of the same."""
        kept = self._kept
        if kept is None or (kept.on, kept.known_on) != (on, known_on):
            kept = self._kept = Reporter(self.library, on, known_on, self.frame(on, known_on))
        return kept

    def _with_state(self, facts: Mapping[str, Any] | None, state: str | None) -> dict[str, Any]:
        if not isinstance(facts, (Mapping, NoneType)):
            raise InforceError("wrong-type", "`facts` takes a mapping from fact to value", help="write {}, where nothing is known")
        merged = dict(facts or {})
        if state is not None and merged.get("state") is None:
            merged["state"] = state
        return merged

    def determine(
        self,
        facts: Mapping[str, Any],
        *,
        on: Day | None = None,
        known_on: Day | None = None,
        state: str | None = None,
        readings: Mapping[str, str] | None = None,
        provisions: Iterable[str] | None = None,
        name: str | None = None,
        reasons: bool = True,
    ) -> Answer:
        """The outcome of every provision for a person on a day.

        Args:
            facts: what is known; a fact left out is unknown, never false.
            state: where the person is; a `state` among the facts wins.
            readings: points on which the other reading is chosen, as `{id: "other"}`.
            provisions: the ids asked for, in that order; all of the syllabus by default.
            reasons: whether to work out what the answer turns on; outcomes alone are faster.
        Raises:
            ErrorGroup, InforceError: bad input, with its path; `contradiction` names the facts in conflict.
        """
        day, known = self.day(on), self.day(known_on, "known_on") if known_on is not None else None
        if isinstance(provisions, str):
            raise InforceError("wrong-type", "`provisions` takes a list of ids", help=f"write [{provisions[:60]!r}]")
        names = [self.check_id(p) for p in provisions] if provisions is not None else list(self.library.encoded)
        values = self._derive(self.read_facts(self._with_state(facts, state)), day)
        frame = self.frame(day, known)
        person = self._person(values, day, known, self._readings(readings))
        determiner = Determiner(frame, person, values, reasons=reasons)
        place = person.known_of("state")
        shown = next(iter(place)) if isinstance(place, frozenset) and len(place) == 1 else None
        return Answer(name, day, shown, self.library.version, tuple(determiner.determine(p) for p in names))

    def outcomes(self, facts: Mapping[str, Any], *, on: Day | None = None, known_on: Day | None = None, state: str | None = None, readings: Mapping[str, str] | None = None) -> dict[str, str]:
        """The bare outcome of every provision, in syllabus order: by generated code where truth tables tell, else exactly."""
        day, known_day = self.day(on), self.day(known_on, "known_on") if known_on is not None else None
        values = self._derive(self.read_facts(self._with_state(facts, state)), day)
        chosen = self._readings(readings)
        frame = self.frame(day, known_day)
        library = self.library
        fixed: dict[str, Value] = {"on": (day.toordinal(), day.toordinal()), **{READING + name: other for name, other in chosen.items()}}
        known = Knowledge(library.vocabulary, {**count_as_not_made(library.vocabulary, values), **fixed}, values)
        person: Person | None = None
        if not library.theory.is_met(known):
            person = self._person(values, day, known_day, chosen)
            known = person.counted
        found: dict[str, str] = {}
        told = frame.program(known)
        width = len(PLAIN_OUTCOMES)
        for index, name in enumerate(frame.order):
            outcome = first_true(told[index * width : (index + 1) * width], PLAIN_OUTCOMES)
            if outcome is None:
                person = person or self._person(values, day, known_day, chosen)
                outcome = decide(frame.core(name), person)
            found[name] = outcome
        for name in frame.order:
            if parts := library.provisions[name].parts:
                found[name] = first_found({part: found[part] for part in (name, *parts)})[0]
        return found


def load(folder: Path | str | None = None) -> Book:
    """Load and verify a rulebook; the one that comes with the program by default.

    Raises:
        ErrorGroup: every fault of the rulebook; one that fails to load never answers.
    """
    return Book(Reader(Path(folder) if folder is not None else default_folder()).read())
