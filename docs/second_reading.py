"""The second reading of acts: which are drawn by a seed, and what a reader who had not seen the first reading found.

`python -m docs.second_reading draw SEED` draws twenty acts of each span of years and prints what the rulebook says of them, without what its
first reader wrote about the sources. A reader looks for each act in sources of their own and writes a round into `docs/second-readings/`:
one file a round, in which each aspect of each act `agrees`, is `wrong`, or was `not_found`. `docs/coverage.md` prints every round.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import inforce
from inforce.rulebook.act import Act, Effect
from inforce.rulebook.library import Library
from inforce.rulebook.yaml import parse

FOLDER = Path(__file__).parent / "second-readings"
SPANS = ((2017, 2020), (2021, 2024), (2025, 2026))
EACH = 20
ASPECTS = ("day", "verb", "scope", "manner", "cite", "words")
FINDINGS = ("agrees", "wrong", "not_found", "none")
"""`none`: the record makes no such statement (an act without a manner, an act without quoted words)."""


@dataclass(frozen=True, slots=True)
class Round:
    """One round: its seed, the day it was read, and what was found of each act."""

    name: str
    seed: int
    read: str
    findings: dict[str, dict[str, str]]

    @property
    def wrong(self) -> tuple[str, ...]:
        """The acts of which some aspect was found wrong."""
        return tuple(act for act, found in self.findings.items() if "wrong" in found.values())

    @property
    def looked_for(self) -> int:
        """How many acts were found in some source."""
        return sum(any(value in ("agrees", "wrong") for value in found.values()) for found in self.findings.values())


def draw(library: Library, seed: int) -> list[Act]:
    """Twenty acts of each span of years that do something to a status or uphold a rule; the same seed draws the same acts.

    >>> len(draw(inforce.load().library, 1))
    60
    """
    random, found = Random(seed), []
    for first, last in SPANS:
        able = sorted(act.id for act in library.acts.values() if act.does and act.seen != "none" and first <= act.signed.year <= last)
        found += [library.acts[name] for name in sorted(random.sample(able, min(EACH, len(able))))]
    return found


def scope_of(effect: Effect) -> str:
    """The scope as the record has it: part, place, class and its name."""
    said = [effect.part and f"part `{effect.part}`", effect.place and effect.place.text, effect.people and effect.people.text]
    return "; ".join(" ".join(part.split()) for part in (*said, effect.people_name.get("en")) if part) or "everywhere, everybody"


def rounds() -> list[Round]:
    """Every round read so far, oldest first.

    Raises:
        ValueError: a file names an act twice, leaves out an aspect, or uses another word for a finding.
    """
    found = []
    for path in sorted(FOLDER.glob("*.yaml")):
        data: Any = parse(path.read_text(encoding="utf-8"), path.name)
        findings: dict[str, dict[str, str]] = {}
        for record in data["records"]:
            aspects = {aspect: str(record[aspect]) for aspect in ASPECTS if aspect in record}
            if record["act"] in findings or aspects.keys() != set(ASPECTS) or not set(aspects.values()) <= set(FINDINGS):
                raise ValueError(f"{path.name}: the record of `{record['act']}` names each aspect once: {', '.join(ASPECTS)}")
            findings[record["act"]] = aspects
        found.append(Round(path.stem, int(data["seed"]), str(data["read"]), findings))
    return found


def table() -> Iterator[str]:
    """The rounds as lines of Markdown: the rate of acts found wrong, by aspect as well."""
    yield "| round | seed | read on | acts | found in a source | wrong | rate | wrong by aspect |"
    yield "|---|---|---|---|---|---|---|---|"
    for one in rounds():
        by_aspect = Counter(aspect for found in one.findings.values() for aspect, value in found.items() if value == "wrong")
        rate = f"{len(one.wrong) / one.looked_for:.1%}" if one.looked_for else "none found"
        words = ", ".join(f"{aspect} {count}" for aspect, count in by_aspect.items()) or "none"
        yield f"| {one.name} | {one.seed} | {one.read} | {len(one.findings)} | {one.looked_for} | {len(one.wrong)} | {rate} | {words} |"


def main(arguments: Sequence[str]) -> int:
    if len(arguments) != 2 or arguments[0] != "draw" or not arguments[1].isdigit():
        print("use: python -m docs.second_reading draw SEED", file=sys.stderr)
        return 2
    for act in draw(inforce.load().library, int(arguments[1])):
        days = f"signed {act.signed}, known {act.known}, effective {act.effective}"
        print(f"{act.id} | {act.kind} | {act.title['en']} | {act.cite} | {days}")
        for effect in act.does:
            manner = f", {effect.manner}" if effect.manner else ""
            print(f"    {effect.verb} {effect.target} on {effect.day}{manner}, scope: {scope_of(effect)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
