"""The second reading of acts: which are drawn by a seed, and what a reader who had not seen the first reading found.

`python -m docs.second_reading draw SEED` lists twenty acts of each span of years, each with its file and its citation and nothing else, for a
reader who then looks for each in sources of their own and must not open the file. `record SEED` prints what the rulebook says of the same
acts, to be held against what was found; what the first reader wrote about sources is in neither. `begin SEED` prints a round to be filled in
and kept in `docs/second-readings/`, one file a round. `docs/coverage.md` prints every round, with its seed, its list and its rate.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import urlsplit

import inforce
from inforce.rulebook.act import CHANGING, NEVER, Act, Effect
from inforce.rulebook.library import Library
from inforce.rulebook.provision import SEEN
from inforce.rulebook.yaml import parse, read_text

FOLDER = Path(__file__).parent / "second-readings"
SPANS = ((2017, 2020), (2021, 2024), (2025, 2026))
EACH = 20
VERBS = frozenset({*CHANGING, "upholds"})
"""What changes a status or carries authority; a review does neither."""
ASPECTS = ("day", "verb", "scope", "manner", "cite", "words")
FINDINGS = ("agrees", "wrong", "not_found", "none")
"""`none`: the record makes no such statement (an act without a manner, an act without quoted words)."""
ROUND = {"seed", "read", "records"}
RECORD = {"act", "url", "seen", "read", "note", *ASPECTS}
AIM = 0.02
"""The share of wrong records to come down to."""


class BadRound(ValueError):
    """A round that cannot be read."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What was found of one act: each aspect, the source that was looked at, how far it was seen, and the day."""

    act: str
    found: Mapping[str, str]
    url: str | None
    """The address of the source; a few words where it has none, as for a file of a repository."""
    seen: str | None
    read: str
    note: str | None = None

    @property
    def host(self) -> str | None:
        """The host of the source; None where it has no address."""
        return host_of(self.url)

    @property
    def is_wrong(self) -> bool:
        """Whether some aspect is."""
        return "wrong" in self.found.values()

    @property
    def was_found(self) -> bool:
        """Whether some source says anything of it."""
        return any(value in ("agrees", "wrong") for value in self.found.values())


@dataclass(frozen=True, slots=True)
class Round:
    """One round: its seed, the version of the rulebook of which it was drawn (where that was kept), the day on which it was finished, and what was found."""

    name: str
    seed: int
    rulebook: str | None
    read: str
    readings: tuple[Reading, ...]

    @property
    def wrong(self) -> tuple[str, ...]:
        """The acts of which some aspect was found wrong."""
        return tuple(one.act for one in self.readings if one.is_wrong)

    @property
    def found(self) -> int:
        """How many acts were found in some source; the others count for nothing."""
        return sum(one.was_found for one in self.readings)

    @property
    def rate(self) -> float | None:
        """The share of wrong records among those found; None where none was."""
        return len(self.wrong) / self.found if self.found else None


def host_of(url: str | None) -> str | None:
    """The host of an address, without `www.`."""
    return (urlsplit(url).hostname or "").removeprefix("www.") or None if url else None


def draw(library: Library, seed: int) -> list[Act]:
    """Twenty acts of each span of years that change a status or uphold a rule; the same seed draws the same acts of the same rulebook.

    >>> len(draw(inforce.load().library, 1))
    60
    """
    random, found = Random(seed), []
    for first, last in SPANS:
        acts = library.acts.values()
        able = sorted(act.id for act in acts if act.seen != "none" and first <= act.signed.year <= last and any(effect.verb in VERBS for effect in act.does))
        found += [library.acts[name] for name in sorted(random.sample(able, min(EACH, len(able))))]
    return found


def rounds(folder: Path = FOLDER) -> list[Round]:
    """Every round read so far, in the order of their files' names.

    Raises:
        BadRound: a file lacks a key or has one that is unknown; a record leaves out an aspect, uses another word for a finding, or names no
            source for what it found; an act stands twice.
    """
    return [read_round(path) for path in sorted(folder.glob("*.yaml"))]


def read_round(path: Path) -> Round:
    """
    Raises:
        BadRound: as `rounds`.
    """
    data: Any = parse(read_text(path), path.name)
    if not isinstance(data, Mapping) or set(data) - {"rulebook"} != ROUND:
        raise BadRound(f"{path.name}: a round has the keys {', '.join(sorted(ROUND))}, and `rulebook`, the version of which it was drawn")
    if not str(data["seed"]).isdigit() or not _is_day(data["read"]):
        raise BadRound(f"{path.name}: `seed` is a number and `read` a day")
    readings = tuple(_reading(record, path.name, data["read"]) for record in data["records"])
    names = [one.act for one in readings]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise BadRound(f"{path.name}: {', '.join(twice)} stands twice")
    return Round(path.stem, int(data["seed"]), data.get("rulebook"), data["read"], readings)


def _reading(record: Mapping[str, Any], file: str, day: str) -> Reading:
    where = f"{file}: `{record.get('act')}`"
    if set(record) - RECORD or not {"act", *ASPECTS} <= set(record):
        raise BadRound(f"{where}: a record names the act and each aspect: {', '.join(ASPECTS)}; beside them url, seen, read and note")
    found = {aspect: str(record[aspect]) for aspect in ASPECTS}
    if wrong := sorted(set(found.values()) - set(FINDINGS)):
        raise BadRound(f"{where}: `{wrong[0]}` is no finding: {', '.join(FINDINGS)}")
    made = Reading(str(record["act"]), found, record.get("url") or None, record.get("seen"), record.get("read") or day, record.get("note"))
    if not _is_day(made.read) or made.read > day:
        raise BadRound(f"{where}: `read` is a day, and not after the round's own")
    if made.seen not in (None, *SEEN) or (made.was_found and (made.url is None or made.seen not in ("primary", "secondary"))):
        raise BadRound(f"{where}: in which source was it found? `url` is its address, and `seen` primary or secondary")
    if made.is_wrong and not made.note:
        raise BadRound(f"{where}: what does the source say? `note` tells it where an aspect is wrong")
    return made


def _is_day(text: Any) -> bool:
    return isinstance(text, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", text) is not None


def misdrawn(library: Library, one: Round) -> list[str]:
    """Acts that a round left out or put in, against what its seed draws; nothing for a round of another version of the rulebook."""
    if one.rulebook != library.version:  # or it was not kept
        return []
    return sorted({act.id for act in draw(library, one.seed)} ^ {reading.act for reading in one.readings})


def lines(library: Library, every: Sequence[Round]) -> Iterator[str]:
    """The rounds as lines of Markdown: the rate of each, by span and aspect, and its list."""
    if not every:
        yield "No second reading by a seed has been finished yet."
        return
    yield f"A record is wrong where any aspect of it is; the rate is that of the records which some source spoke of. The aim is {AIM:.0%}."
    yield ""
    yield "| round | seed | of rulebook | read on | records | found | on another host | wrong | rate | " + " | ".join(f"{first} to {last}" for first, last in SPANS) + " | wrong by aspect |"
    yield "|" + "---|" * (10 + len(SPANS))
    for one in every:
        by_aspect = Counter(aspect for reading in one.readings for aspect in ASPECTS if reading.found[aspect] == "wrong")
        counts = " | ".join(_of_span(library, one, span) for span in SPANS)
        other = sum(_is_elsewhere(library, reading) for reading in one.readings)
        version = f"`{one.rulebook}`" if one.rulebook else "not kept"
        rate = "none found" if one.rate is None else f"{one.rate:.1%}"
        aspects = ", ".join(f"{aspect} {count}" for aspect, count in by_aspect.items()) or "none"
        yield f"| {one.name} | {one.seed} | {version} | {one.read} | {len(one.readings)} | {one.found} | {other} | {len(one.wrong)} | {rate} | {counts} | {aspects} |"
    for one in every:
        yield ""
        yield f"### Round {one.name}"
        yield ""
        yield "| act | " + " | ".join(ASPECTS) + " | source | seen | read | note |"
        yield "|" + "---|" * (len(ASPECTS) + 5)
        for reading in one.readings:
            found = " | ".join(reading.found[aspect].replace("_", " ") for aspect in ASPECTS)
            note = " ".join((reading.note or "").replace("|", "\\|").split())
            yield f"| `{reading.act}` | {found} | {reading.host or reading.url or ''} | {reading.seen or 'none'} | {reading.read} | {note} |"


def _of_span(library: Library, one: Round, span: tuple[int, int]) -> str:
    """How many records of a span of years were wrong, of those found; an act that was taken out since counts in none."""
    among = [reading for reading in one.readings if reading.act in library.acts and span[0] <= library.acts[reading.act].signed.year <= span[1]]
    return f"{sum(reading.is_wrong for reading in among)} of {sum(reading.was_found for reading in among)}"


def _is_elsewhere(library: Library, reading: Reading) -> bool:
    """Whether it was found on a host on which the first reader had read nothing of the act."""
    if not reading.was_found or reading.host is None or reading.act not in library.acts:
        return False
    return reading.host not in {host_of(source.url) for source in library.acts[reading.act].sources}


def listed(act: Act) -> str:
    """An act as a reader gets it who must not see the first reading."""
    return f"{act.id} | {act.where.file} | {act.cite}"


def recorded(act: Act) -> Iterator[str]:
    """What the rulebook says of an act, without what its first reader wrote about sources."""
    yield f"{act.id} | {act.kind} | {act.title['en']} | {act.cite} | signed {act.signed}, known {act.known}, effective {_day(act.effective, act.latest)}"
    for effect in act.does:
        yield f"    {effect.verb} {effect.target} on {_day(effect.day, effect.latest)}{f', {effect.manner}' if effect.manner else ''}, scope: {_scope(effect)}"
    for words in {source.words for source in act.sources if source.words}:
        yield f"    words: {words}"


def _scope(effect: Effect) -> str:
    """Where and for whom it holds, and which part of the rule it is about, each by its formula and its name."""
    parts = [written.text for written in (effect.place, effect.people, effect.segment) if written is not None]
    names = [name["en"] for name in (effect.place_name, effect.people_name) if name]
    told = "; ".join(parts) or "everywhere, everybody"
    return " ".join(f"{told}{f' ({chr(59).join(names)})' if names else ''}{f', of the part `{effect.part}`' if effect.part else ''}".split())


def _day(first: date, last: date) -> str:
    """A day, or what is known of it."""
    if first == last:
        return first.isoformat()
    return f"{first} or later" if last == NEVER else f"{first} to {last}"


def begun(library: Library, seed: int) -> Iterator[str]:
    """A round to be filled in: every `?` takes a finding, and every record that was found its source."""
    yield f"seed: {seed}"
    yield f"rulebook: {library.version}"
    yield f"read: {date.today()}"
    yield "records:"
    for act in draw(library, seed):
        manner = "'?'" if any(effect.manner for effect in act.does) else "none"
        words = "'?'" if any(source.words for source in act.sources) else "none"
        yield f"  - {{act: {act.id}, day: '?', verb: '?', scope: '?', manner: {manner}, cite: '?', words: {words}, url: null, seen: none, read: null, note: null}}"


def main(arguments: Sequence[str]) -> int:
    if len(arguments) != 2 or arguments[0] not in ("draw", "record", "begin") or not arguments[1].isdigit():
        print("use: python -m docs.second_reading draw|record|begin SEED", file=sys.stderr)
        return 2
    library, seed = inforce.load().library, int(arguments[1])
    if arguments[0] == "begin":
        print("\n".join(begun(library, seed)))
        return 0
    for act in draw(library, seed):
        print(listed(act) if arguments[0] == "draw" else "\n".join(recorded(act)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
