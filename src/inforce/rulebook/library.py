"""The library: everything under law/ read, linked and verified; a rulebook with a fault never answers."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
from functools import partial
from pathlib import Path
from typing import Any

from inforce.kernel.theory import Constraint, Theory
from inforce.language.error import InforceError, Where, nearest
from inforce.language.fact import Fact, Vocabulary
from inforce.language.formula import Formula, Ref, atoms
from inforce.language.syntax import ON, READING, Written
from inforce.language.syntax import parse as parse_formula
from inforce.rulebook import cache
from inforce.rulebook.act import ACT, DECIDING, Act, Search, read_act, read_effects, read_search, unknown_days
from inforce.rulebook.beyond import Beyond, read_beyond
from inforce.rulebook.provision import Provision, Words, read_provision
from inforce.rulebook.record import LANGUAGES, Faults, Record, mappings_of, records_of
from inforce.rulebook.status import Docket
from inforce.rulebook.tree import Map, read_text

FACT_TYPES = ("bool", "date", "int", "enum", "set", "country", "state")


@dataclass(frozen=True, slots=True)
class SyllabusEntry:
    """A provision the rulebook must hold."""

    id: str
    instruments: tuple[str, ...]
    about: str


@dataclass(frozen=True, slots=True)
class Reading:
    """A point on which careful readers differ, with both readings."""

    id: str
    point: Words
    default: Words
    other: Words


@dataclass(frozen=True, slots=True)
class Definition:
    """A named formula."""

    id: str
    written: Written
    cite: str | None
    says: Words


@dataclass(frozen=True)
class Library:
    """The law as data: vocabulary, constraints, readings, syllabus, definitions, provisions and acts."""

    folder: Path
    version: str
    vocabulary: Vocabulary
    theory: Theory
    readings: Mapping[str, Reading]
    syllabus: Mapping[str, SyllabusEntry]
    definitions: Mapping[str, Definition]
    provisions: Mapping[str, Provision]
    acts: Mapping[str, Act]
    places: Mapping[str, Words]
    countries: Mapping[str, Words]
    docket: Docket = field(compare=False)
    searches: tuple[Search, ...] = ()
    is_draft: bool = False
    """Whether the acts of this rulebook that nobody saw are its own proposals, and count."""

    courts: tuple[tuple[str, ...], ...] = ()
    """The courts by rank, the highest first; each rank as patterns of their names."""

    aggregators: tuple[str, ...] = ()
    """Hosts that are neither issuer, court, reporter nor counsel, as patterns."""
    spoken: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = field(default_factory=dict)
    """Things that words speak of: by name the patterns that name them, and the facts that read them."""
    place_facts: frozenset[str] = frozenset()
    """The facts that tell a place; none where the rulebook does not say."""
    beyond: Mapping[str, Beyond] = field(default_factory=dict)
    """What people ask and no provision is about, by id."""

    def rank(self, court: str | None) -> int:
        """How high a court stands; 0 is the highest, and one that is not listed comes last."""
        for rank, patterns in enumerate(self.courts):
            if court is not None and any(fnmatchcase(court, pattern) for pattern in patterns):
                return rank
        return len(self.courts)

    @property
    def encoded(self) -> tuple[str, ...]:
        """The ids of the syllabus that are encoded, in its order."""
        return tuple(name for name in self.syllabus if name in self.provisions)


def law_files(folder: Path) -> list[Path]:
    """The files of a rulebook, in a fixed order."""
    return sorted(path for path in folder.rglob("*.yaml") if path.is_file())


def digest(folder: Path) -> str:
    """A name for exactly this content of a rulebook."""
    total = hashlib.sha256(folder.name.encode())
    for path in law_files(folder):
        total.update(path.relative_to(folder).as_posix().encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


class _Definitions(Mapping[str, Formula]):
    """Definitions parsed when first used, so that one may use another whatever the order of files."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader

    def __contains__(self, name: object) -> bool:
        return name in self.reader.definition_records

    def __iter__(self) -> Iterator[str]:
        return iter(self.reader.definition_records)

    def __len__(self) -> int:
        return len(self.reader.definition_records)

    def __getitem__(self, name: str) -> Formula:
        return self.reader.definition(name).written.formula


class Reader:
    """Reads a rulebook's folder; every fault is kept with its place and all are shown together."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._files: dict[str, dict[str, Record]] = {}
        self.faults = Faults()
        self.cached: dict[str, Any] | None = None
        self._parsed: dict[str, Any] = {}
        self.definition_records: dict[str, Record] = {}
        self._definitions: dict[str, Definition] = {}
        self._open_definitions: list[str] = []
        self.vocabulary = Vocabulary({})

    def read(self) -> Library:
        """Read, link and verify everything.

        Raises:
            ErrorGroup: every fault found, in the order of files and lines.
        """
        if not (self.folder / "facts.yaml").is_file():
            raise InforceError("no-rulebook", "there is no rulebook here", where=Where(str(self.folder)), help="a rulebook is a folder with facts.yaml, provisions/ and acts/")
        version = digest(self.folder)
        self.cached = cache.load(version)
        countries = self._words("countries.yaml")
        places = self._mappings("places.yaml", "place")
        readings = self._readings()
        self.vocabulary = self._vocabulary(places, countries, readings)
        syllabus = self._syllabus()
        for record in self._folder_records("definitions", "definition"):
            self._unique(record, self.definition_records, "definition")
        constraints = self._constraints()
        for name in self.definition_records:
            self.faults.catch(partial(self.definition, name))
        provisions: dict[str, Provision] = {}
        seen: dict[str, Record] = {}
        for record in self._folder_records("provisions", "provision"):
            if self._unique(record, seen, "provision") and (provision := read_provision(record, self._parse)) is not None:
                provisions[provision.id] = provision
        acts = self._acts()
        self.vocabulary = replace(self.vocabulary, days=self._days(acts))
        library = Library(
            self.folder,
            version[:12],
            self.vocabulary,
            Theory(self.vocabulary, constraints),
            readings,
            syllabus,
            dict(self._definitions),
            provisions,
            acts,
            {name: _names(data) for code, place in places.items() for name, data in ((code, place.data), *_districts(place))},
            countries,
            Docket(acts),
            self._searches(),
            self._is_draft(acts),
            tuple(record.words("courts") for record in self._mappings("courts.yaml", "rank").values()),
            tuple(host for record in self._mappings("hosts.yaml", "kind of host").values() for host in record.words("aggregators")),
            {name: (record.words("en"), record.words("facts")) for name, record in self._mappings("spoken.yaml", "thing").items()},
            frozenset(name for name, record in self._mappings("facts.yaml", "fact").items() if record.flag("place")),
            self._beyond(frozenset({*provisions, *syllabus})),
        )
        library = replace(library, acts=link(library, self.faults, frozenset(seen)))
        unseen = frozenset(name for name, act in acts.items() if act.seen == "none" and not library.is_draft)
        library = replace(library, docket=Docket(library.acts, unseen))
        self.faults.raise_any()
        if self.cached is None:
            cache.store(version, self._parsed)
        return library

    # single files

    def _name(self, path: Path) -> str:
        return f"{self.folder.name}/{path.relative_to(self.folder).as_posix()}"

    def _load(self, name: str) -> Any:
        path = self.folder / name
        if not path.is_file():
            return None
        file = self._name(path)
        if self.cached is not None and file in self.cached:
            return self.cached[file]
        from inforce.rulebook.yaml import parse  # only where nothing is cached: reading YAML is the slow part

        self._parsed[file] = self.faults.catch(lambda: parse(read_text(path, file), file))
        return self._parsed[file]

    def _words(self, name: str) -> dict[str, Words]:
        return {key: {word: str(text) for word, text in record.data.items()} for key, record in self._mappings(name, "name").items()}

    def _mappings(self, name: str, what: str) -> dict[str, Record]:
        """The records of a file by name; read once, so that a fault of it is told once."""
        if name not in self._files:
            self._files[name] = mappings_of(self._load(name), self._name(self.folder / name), what, self.faults)
        return self._files[name]

    def _folder_records(self, folder: str, what: str) -> list[Record]:
        found: list[Record] = []
        for path in law_files(self.folder / folder):
            data = self._load(path.relative_to(self.folder).as_posix())
            found.extend(records_of(data, self._name(path), what, self.faults))
        return found

    def _unique(self, record: Record, seen: dict[str, Record], what: str) -> bool:
        name = record.data.get("id")
        if not isinstance(name, str):
            record.missing("id")
            return False
        if name in seen:
            record.fault("repeated-id", f"the id stands in {seen[name].where()} too", "id", f"give each {what} an id of its own")
            return False
        seen[name] = record
        return True

    def _parse(self, text: str, where: Where) -> Written | None:
        return self.faults.catch(lambda: parse_formula(text, self.vocabulary, _Definitions(self), where))

    def _vocabulary(self, places: Mapping[str, Record], countries: Mapping[str, Words], readings: Mapping[str, Reading]) -> Vocabulary:
        facts: dict[str, Fact] = {}
        circuits = {name: frozenset(place.words("states")) for name, place in places.items()}
        districts = [code for place in places.values() for code, _ in _districts(place)]
        states = tuple(sorted(frozenset().union(*circuits.values()))) if circuits else ()
        for name, record in self._mappings("facts.yaml", "fact").items():
            record.allow(("type", "values", "note", "off_ramp", "open", "days_since", "values_from", "place"))
            kind: Any = record.choice("type", ("bool", "date", "int", "enum", "set", "country", "state"))
            values = {"country": tuple(countries), "state": states}.get(kind, record.words("values"))
            if record.data.get("values_from") is not None:
                record.choice("values_from", ("districts",))
                values = tuple(districts)
            facts[name] = Fact(name, kind, values, record.flag("off_ramp"), record.flag("open"), record.text("note", None) or None, record.text("days_since", None) or None)
        facts[ON.name] = ON
        for name in readings:
            facts[READING + name] = Fact(READING + name, "bool")
        return Vocabulary(facts, circuits)

    def _readings(self) -> dict[str, Reading]:
        found: dict[str, Reading] = {}
        seen: dict[str, Record] = {}
        for record in records_of(self._load("readings.yaml"), self._name(self.folder / "readings.yaml"), "reading", self.faults):
            record.allow(("id", "point", "default", "other"))
            if self._unique(record, seen, "reading"):
                name = record.text("id")
                found[name] = Reading(name, *(record.sentences(key, required=True) for key in ("point", "default", "other")))
        return found

    def _syllabus(self) -> dict[str, SyllabusEntry]:
        found: dict[str, SyllabusEntry] = {}
        seen: dict[str, Record] = {}
        for record in records_of(self._load("syllabus.yaml"), self._name(self.folder / "syllabus.yaml"), "syllabus entry", self.faults):
            if self._unique(record, seen, "syllabus entry"):
                name = record.text("id")
                found[name] = SyllabusEntry(name, record.words("instruments"), record.text("about"))
        return found

    def _constraints(self) -> list[Constraint]:
        found: list[Constraint] = []
        for record in records_of(self._load("constraints.yaml"), self._name(self.folder / "constraints.yaml"), "constraint", self.faults):
            record.allow(("says", "formulas"))
            says = record.text("says")
            for text in record.words("formulas"):
                written = self._parse(text, record.where("formulas"))
                if written is not None:
                    found.append(Constraint(says, written.formula, record.where()))
        return found

    def definition(self, name: str) -> Definition:
        """One definition, parsed with those it uses.

        Raises:
            InforceError: `definition-cycle`, or what its formula raises.
        """
        if name in self._definitions:
            return self._definitions[name]
        record = self.definition_records[name]
        if name in self._open_definitions:
            cycle = " -> ".join([*self._open_definitions[self._open_definitions.index(name) :], name])
            raise InforceError("definition-cycle", f"definitions use each other: {cycle}", where=record.where(), help="write one of them out")
        self._open_definitions.append(name)
        try:
            record.allow(("id", "formula", "cite", "says", "note", "url", "seen", "read"))
            written = parse_formula(record.text("formula"), self.vocabulary, _Definitions(self), record.where("formula"))
        finally:
            self._open_definitions.pop()
        made = Definition(name, written, record.text("cite", None) or None, record.sentences("says"))
        self._definitions[name] = made
        return made

    def _days(self, acts: Mapping[str, Act]) -> dict[str, Fact]:
        for act in acts.values():
            if len(act.days_in_part) + any(e.through is not None and e.to is None for e in act.does) > 1:
                self.faults.add("two-days", f"act `{act.id}` has two days that are not known, and each needs a name", act.where, "write one of them as an act of its own")
        return unknown_days(acts)

    def _searches(self) -> tuple[Search, ...]:
        found = (read_search(record) for record in self._folder_records("searches", "search"))
        return tuple(search for search in found if search is not None)

    def _beyond(self, provisions: frozenset[str]) -> dict[str, Beyond]:
        seen: dict[str, Record] = {}
        found: dict[str, Beyond] = {}
        for record in records_of(self._load("beyond.yaml"), self._name(self.folder / "beyond.yaml"), "subject", self.faults):
            if not self._unique(record, seen, "subject"):
                continue
            one = read_beyond(record)
            if one.id in provisions:
                record.fault("repeated-id", "a provision has this id, so the rulebook does cover it", "id", "remove the subject, or give it another id")
            found[one.id] = one
        return found

    def _is_draft(self, acts: Mapping[str, Act]) -> bool:
        """What `rulebook.yaml` says; a rulebook in which no act was seen is a draft as it stands."""
        data = self._load("rulebook.yaml")
        if data is None:
            return not any(act.seen in ("primary", "secondary") for act in acts.values())
        file = self._name(self.folder / "rulebook.yaml")
        if not isinstance(data, Map):
            self.faults.add("wrong-type", "the file holds a mapping", Where(file, 1), "write `draft: true`")
            return False
        record = Record(data, "rulebook", self.faults)
        record.allow(("draft", "note"))
        return record.flag("draft")

    def _acts(self) -> dict[str, Act]:
        records = self._folder_records("acts", "act")
        acts: dict[str, Act] = {}
        seen: dict[str, Record] = {}
        for record in records:
            if "extend" not in record.data and self._unique(record, seen, "act") and (act := read_act(record, self._parse)) is not None:
                acts[act.id] = act
        for record in records:
            if "extend" in record.data:
                record.allow(("extend", "does", "fulfils", "sources", "checks", "about", "note"))
                name = record.text("extend")
                if name not in acts:
                    if name not in seen:
                        record.fault("unknown-act", f"there is no act `{name}` to extend", "extend", nearest(name, acts))
                    continue
                act = acts[name].with_effects(read_effects(record, acts[name], self._parse))
                acts[name] = replace(act, fulfils=act.fulfils + record.words("fulfils"), about=act.about + record.words("about"))
        return acts


def link(library: Library, faults: Faults, declared: frozenset[str]) -> dict[str, Act]:
    """Resolve every reference; returns the acts with the segments of provisions put in place.

    Args:
        declared: ids that stand in a file, also those whose record has a fault of its own.
    """
    provisions, acts = library.provisions, library.acts
    known_ids = {*provisions, *library.syllabus}
    conditions = {e.waits_for.id for act in acts.values() for e in act.does if e.waits_for is not None}
    for provision in provisions.values():
        if not provision.is_shield and provision.id not in library.syllabus:
            faults.add("unknown-provision", f"provision `{provision.id}` is not in the syllabus", provision.where, nearest(provision.id, library.syllabus) or "a shield's id starts with `shield/`")
        for name in (*provision.exempt_by, *provision.parts, *provision.sections, *references(provision.text.formula)):
            if name not in declared:
                help = "it is in the syllabus and not yet encoded" if name in library.syllabus else nearest(name, known_ids)
                faults.add("dangling-reference", f"provision `{provision.id}` refers to `{name}`, which is not encoded", provision.where, help)
    _check_cycles(library, faults)
    linked: dict[str, Act] = {}
    for act in acts.values():
        effects = []
        for effect in act.does:
            if effect.target.startswith(ACT):
                if effect.target[len(ACT) :] not in acts:
                    faults.add("unknown-act", f"act `{act.id}` {effect.verb} `{effect.target}`, which does not exist", effect.where, nearest(effect.target[len(ACT) :], acts))
                elif effect.verb in ("directs", "starts", "upholds"):
                    faults.add("bad-effect", f"act `{act.id}`: `{effect.verb}` is for provisions, not acts", effect.where, "use limits, suspends, ends or reviews")
                elif effect.manner in DECIDING and not any(e.verb == "reviews" for e in acts[effect.target[len(ACT) :]].does):
                    faults.add("bad-effect", f"act `{act.id}`: `{effect.manner}` is for a review, and `{effect.target}` reviews nothing", effect.where, "name the act with `reviews:`")
            elif effect.verb == "reviews" or effect.manner in DECIDING:
                faults.add("bad-effect", f"act `{act.id}`: `{effect.verb}` is for an act here, not for a provision", effect.where, "name the act under review as `act/ID`")
            elif effect.target not in declared:
                help = "it is in the syllabus and not yet encoded" if effect.target in library.syllabus else nearest(effect.target, known_ids)
                faults.add("unknown-provision", f"act `{act.id}` {effect.verb} `{effect.target}`, which is not encoded", effect.where, help)
            elif effect.part is not None and effect.target in provisions:
                segments = provisions[effect.target].segments
                if effect.part not in segments:
                    faults.add("unknown-part", f"provision `{effect.target}` has no part `{effect.part}`", effect.where, nearest(effect.part, segments) or "declare it under `segments:`")
                else:
                    effect = replace(effect, segment=segments[effect.part])
            for before in effect.after:
                if before not in acts:
                    faults.add("unknown-act", f"act `{act.id}` {effect.verb} `{effect.target}` after `{before}`, which does not exist", effect.where, nearest(before, acts))
            if effect.reading is not None and effect.reading[0] not in library.readings:
                faults.add("unknown-reading", f"act `{act.id}` names an unknown reading `{effect.reading[0]}`", effect.where, nearest(effect.reading[0], library.readings))
            effects.append(effect)
        for condition in act.fulfils:
            if condition not in conditions:
                faults.add("unknown-condition", f"act `{act.id}` fulfils `{condition}`, which nothing waits for", act.where, nearest(condition, conditions))
        linked[act.id] = replace(act, does=tuple(effects))
    for search in library.searches:
        for name in search.about:
            if name not in known_ids:
                faults.add("unknown-provision", f"a search is about `{name}`, which is not encoded", None, nearest(name, known_ids))
    for provision in provisions.values():
        held = provision.held_back_by
        if held is not None and held.act is not None and held.act not in acts:
            faults.add("unknown-act", f"provision `{provision.id}` is held back by `{held.act}`, which does not exist", provision.where, nearest(held.act, acts))
    _check_acts(library, linked, faults)
    return linked


def _districts(circuit: Record) -> tuple[tuple[str, Map], ...]:
    """The federal judicial districts of a circuit: the code of each, and what is written of it."""
    found = [pair for record in circuit.records("districts", f"{circuit.what}, districts") for pair in record.data.items()]
    return tuple((code, data) for code, data in found if isinstance(data, Map))


def _names(place: Map) -> Words:
    return {key: str(value) for key, value in place.items() if key in LANGUAGES}


def references(formula: Formula) -> tuple[str, ...]:
    """The provisions a formula refers to."""
    return tuple(atom.provision for atom in atoms(formula) if isinstance(atom, Ref))


def _check_cycles(library: Library, faults: Faults) -> None:
    done: set[str] = set()

    def visit(name: str, path: tuple[str, ...]) -> None:
        if name in path:
            cycle = " -> ".join([*path[path.index(name) :], name])
            faults.add("reference-cycle", f"provisions refer to each other: {cycle}", library.provisions[name].where, "a reference must not lead back")
            done.add(name)
            return
        if name in done or name not in library.provisions:
            return
        provision = library.provisions[name]
        formulas = [provision.text.formula, *(segment.formula for segment in provision.segments.values())]
        for following in (*provision.exempt_by, *provision.parts, *(ref for formula in formulas for ref in references(formula))):
            visit(following, (*path, name))
        done.add(name)

    for name in library.provisions:
        visit(name, ())


def _check_acts(library: Library, acts: Mapping[str, Act], faults: Faults) -> None:
    """Acts must not act upon each other in a circle, nor end or suspend what has not begun."""
    done: set[str] = set()

    def visit(name: str, path: tuple[str, ...]) -> None:
        if name in path:
            names = path[path.index(name) :]
            cycle = " -> ".join([*names, name])
            places = ", ".join(str(acts[n].where) for n in names[1:])
            faults.add("act-cycle", f"acts act upon each other in a circle: {cycle}", acts[name].where, f"see also {places}" if places else None)
            done.add(name)
            return
        if name in done or name not in acts:
            return
        for effect in acts[name].does:
            if effect.target.startswith(ACT):
                visit(effect.target[len(ACT) :], (*path, name))
        done.add(name)

    for name in acts:
        visit(name, ())
    begun: dict[str, Any] = {}
    for act in acts.values():
        for effect in act.does:
            if effect.verb in ("starts", "directs"):
                begun[effect.target] = min(effect.day, begun.get(effect.target, effect.day))
    for act in acts.values():
        for effect in act.does:
            if effect.verb not in ("ends", "suspends", "limits", "reviews"):
                continue
            if effect.target.startswith(ACT):
                target = acts.get(effect.target[len(ACT) :])
                if target is None:
                    continue
                first = min((e.day for e in target.does), default=target.effective)
                if effect.day < min(first, target.signed):
                    faults.add("day-out-of-order", f"act `{act.id}` {effect.verb} `{effect.target}` on {effect.day}, before that act of {min(first, target.signed)}", effect.where, "correct one of the days")
                elif effect.verb == "suspends" and not target.does and not target.about:
                    faults.add("stay-of-nothing", f"act `{act.id}` suspends `{effect.target}`, which does nothing", effect.where, "name the act that is stayed")
            elif effect.target in library.provisions:
                if effect.target not in begun:
                    faults.add("never-started", f"act `{act.id}` {effect.verb} `{effect.target}`, which nothing starts or directs", effect.where, "add the act that started it")
                elif effect.day < begun[effect.target]:
                    faults.add("day-out-of-order", f"act `{act.id}` {effect.verb} `{effect.target}` on {effect.day}, before it began on {begun[effect.target]}", effect.where, "correct one of the days")
    for name, provision in library.provisions.items():
        if name not in begun and not provision.parts:
            faults.add("never-started", f"nothing starts or directs provision `{name}`", provision.where, "add the act that does, under law/acts/")
