"""This program held against an older one: random people on random days, whole determinations compared.

    python -m tests.against_old --old DIR --seed 1 --people 1000

DIR is a worktree of the old program; it runs in a process of its own, over the same law. People are known, half known,
known in part and blank; days, days of knowledge, places and readings are drawn too. Printed are the counts and each
difference, with all that is needed to ask again; exit 1 where there is one. What must be the same is in `KEPT`; of a
contradiction, its facts. Smallest sets (`because`, `settling`) may be others and are not compared.

The old program listed under `assumed` every finding that its formulas still named; now it is those the answer rests
on. So where the lists differ both programs are asked again with the finding made, in each way there is: one that only
the old list has must change nothing, by the old program's own answers; one that only the new list has must be seen to
change the answer. Of facts in conflict there may be several smallest sets: another one is right where the old program
names it too once it is told nothing else. And the shields are told that hold, by the old program's own answer of each,
where it had them by truth tables alone.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from random import Random
from time import perf_counter
from typing import IO, Any

ROOT = Path(__file__).resolve().parents[1]
KEPT = ("outcome", "if_operative", "status", "part", "assumed", "exempted_by", "readings")
GROUP = 8
"""How many people are asked about on one day; a day's formulas take longer to make than a person to answer."""


@dataclass
class Found:
    """What came of it."""

    people: int = 0
    determinations: int = 0
    contradictions: int = 0
    errors: Counter[str] = field(default_factory=Counter)
    """By code and program: what was answered by an error other than a contradiction."""
    told_apart: Counter[str] = field(default_factory=Counter)
    """What differs and is shown to be right by what the old program answers itself, when it is asked again."""
    differences: list[dict[str, Any]] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=lambda: {"old": 0.0, "new": 0.0})

    def report(self) -> str:
        kinds = Counter(difference["field"] for difference in self.differences)
        lines = [
            f"{self.determinations:,} determinations of {self.people:,} people, and {self.contradictions:,} people in contradiction, held against the old program",
            f"seconds: old {self.seconds['old']:.0f}, new {self.seconds['new']:.0f}",
            *(f"{kind}: {count}" for kind, count in sorted(self.told_apart.items())),
            *(f"error {kind}: {count}" for kind, count in sorted(self.errors.items())),
            "differences: " + (", ".join(f"{kind} {count}" for kind, count in kinds.most_common()) or "none"),
        ]
        return "\n".join(lines)


def answer(book: Any, question: Mapping[str, Any]) -> dict[str, Any]:
    """What the program says of a person: by provision what is kept, or the facts in conflict, or the error's code."""
    import inforce

    try:
        asked = {key: question[key] for key in ("on", "known_on", "readings")}
        answered = book.determine(question["facts"], reasons=False, provisions=question.get("provisions"), **asked)
    except inforce.InforceError as error:
        facts = getattr(error, "facts", None)
        return {"contradiction": sorted(facts)} if facts is not None else {"error": error.code, "says": error.message}
    return {one["provision"]: {key: one[key] for key in KEPT} for one in (d.to_json() for d in answered.determinations)}


def serve(law: str) -> None:
    """Answer questions, one a line, with whatever program this process imports."""
    import inforce

    book = inforce.load(Path(law))
    for line in sys.stdin:
        began = perf_counter()
        told = answer(book, json.loads(line))
        print(json.dumps([told, perf_counter() - began]), flush=True)


class Old:
    """The old program, in a process of its own."""

    def __init__(self, folder: Path, law: Path) -> None:
        environment = {**os.environ, "PYTHONPATH": str(folder / "src"), "INFORCE_CACHE": ""}
        command = [sys.executable, str(Path(__file__).resolve()), "--serve", str(law)]
        self.process = subprocess.Popen(
            command, cwd=folder, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def ask(self, question: Mapping[str, Any]) -> None:
        _pipe(self.process.stdin).write(json.dumps(question) + "\n")
        _pipe(self.process.stdin).flush()

    def told(self) -> tuple[dict[str, Any], float]:
        found: tuple[dict[str, Any], float] = json.loads(_pipe(self.process.stdout).readline())
        return found

    def end(self) -> None:
        _pipe(self.process.stdin).close()
        self.process.wait()
        _pipe(self.process.stdout).close()


def _pipe(stream: IO[str] | None) -> IO[str]:
    assert stream is not None
    return stream


def questions(book: Any, random: Random) -> Iterator[dict[str, Any]]:
    """People and days without end; the same for the same seed."""
    from inforce.language.formula import Has, Most, atoms
    from tests.differential.people import a_person, facts_of

    library = book.library
    names = {fact.name: fact.values for fact in facts_of(book) if not fact.name.startswith("day:")}
    turning = sorted({day + timedelta(days=apart) for day in library.docket.days for apart in (-1, 0)})
    while True:
        on = (
            random.choice(turning)
            if random.random() < 0.5
            else date(2012, 1, 1) + timedelta(days=random.randrange(15 * 365))
        )
        on = max(on, date(2012, 1, 1))
        known_on = on - timedelta(days=random.randrange(400)) if random.random() < 0.2 else None
        known_on = None if known_on is None or known_on < date(2012, 1, 1) else known_on
        frame = book.frame(on, known_on)
        formulas = frame.rules(frame.order)
        mentioned = frozenset().union(*(formula.facts for formula in formulas))
        every = dict.fromkeys(atom for formula in formulas for atom in atoms(formula))
        relations = [
            atom
            for atom in every
            if isinstance(atom, Most) and atom.left in names and (atom.right in names or atom.right == "on")
        ]
        words: dict[str, set[str]] = {}
        for atom in every:
            if isinstance(atom, Has):
                words.setdefault(atom.fact, set()).add(atom.value)
        of_it = {name: tuple(sorted(words.get(name, values))) for name, values in names.items() if name in mentioned}
        for _ in range(GROUP):
            kind = random.random()
            facts: dict[str, Any] = {}
            if kind < 0.9:
                facts = a_person(
                    book, of_it if kind < 0.7 else names, on, random, ranges=random.random() < 0.6, relations=relations
                )
            if kind >= 0.85:
                facts = dict(random.sample(sorted(facts.items()), min(len(facts), random.randrange(4))))
            if random.random() < 0.3:
                facts["state"] = random.choice(["TX", "CA", "LA", "NY", "WA", "IL"])
            readings = (
                {name: "other" for name in library.readings if random.random() < 0.3} if random.random() < 0.2 else {}
            )
            yield {
                "on": on.isoformat(),
                "known_on": known_on and known_on.isoformat(),
                "facts": facts,
                "readings": readings,
            }


def compare(old: Path, law: Path, seed: int, people: int, *, seconds: float | None = None) -> Found:
    """Ask both programs about the same people.

    Args:
        seconds: stop after so long, wherever it has come to.
    """
    import inforce

    book, other, found, began = inforce.load(law), Old(old, law), Found(), perf_counter()
    try:
        for number, question in enumerate(islice(questions(book, Random(seed)), people)):
            if seconds is not None and perf_counter() - began > seconds:
                break
            other.ask(question)
            started = perf_counter()
            new = answer(book, question)
            found.seconds["new"] += perf_counter() - started
            told, took = other.told()
            found.seconds["old"] += took
            differing = tell(found, book, other, number, question, told, json.loads(json.dumps(new)))
            for provision, before, now in differing:
                unshown = [*_unshown(book, other, question, provision, before, now)]
                for name in {*before} ^ {*now}:
                    kind = "only the old list" if name in before else "only the new list"
                    if name not in unshown:
                        found.told_apart[f"assumed in {kind}, shown to be right"] += 1
                        continue
                    what = {
                        "field": f"assumed in {kind}",
                        "provision": provision,
                        "old": before,
                        "new": now,
                        "finding": name,
                    }
                    found.differences.append({"number": number, **what, **question})
    finally:
        other.end()
    return found


def ways(book: Any, name: str, on: str, mentioned: Any) -> list[Any]:
    """Ways in which a finding can be made, as a case gives them."""
    fact = book.library.vocabulary[name]
    if fact.type == "bool":
        return [True]
    if fact.type == "set":
        return [{word: True} for word in mentioned]
    if fact.is_choice:
        return list(fact.values)
    if fact.type == "date":
        return [
            (date.fromisoformat(on) - timedelta(days=before)).isoformat()
            for before in (0, 1, 20, 100, 400, 1000, 2000, 4000, 8000)
        ]
    return [0, 1, 2, 5, 400]


def _unshown(
    book: Any, other: Old, question: Mapping[str, Any], provision: str, before: list[str], now: list[str]
) -> Iterator[str]:
    """The findings in one of two lists alone of which answers with the finding made do not show that the new list is
    right.

    That an answer that depends is settled once the finding is made shows nothing: the finding may bring along what
    settles it.
    """
    from inforce.language.formula import Has, atoms

    frame = book.frame(book.day(question["on"]), book.day(question["known_on"]) if question["known_on"] else None)
    formulas = [formula for core in frame.cores([provision]) for formula in frame.core(core).values()]
    for name in {*before} ^ {*now}:
        words = dict.fromkeys(a.value for f in formulas for a in atoms(f) if isinstance(a, Has) and a.fact == name)
        changed = False
        for made in (None, *ways(book, name, question["on"], words)):
            facts = question["facts"] if made is None else {**question["facts"], name: made}
            if isinstance(made, dict) and isinstance(listed := question["facts"].get(name), dict):
                facts[name] = {**listed, **made}
            asked = {**question, "facts": facts, "provisions": [provision]}
            other.ask(asked)
            told = [other.told()[0], json.loads(json.dumps(answer(book, asked)))]
            seen = [one[provision]["outcome"] if provision in one else None for one in told]
            if made is None:
                first = seen
            elif any(
                one is not None and one != was and not (name in before and was == "depends")
                for one, was in zip(seen, first, strict=True)
            ):
                changed = True
                break
        if changed is (name in before):
            yield name


def _is_conflict(other: Old, question: Mapping[str, Any], new: Mapping[str, Any]) -> bool:
    """Whether the old program names the same facts in conflict once nothing else is said."""
    if "contradiction" not in new:
        return False
    facts = {name: value for name, value in question["facts"].items() if name in new["contradiction"]}
    other.ask({**question, "facts": facts})
    return bool(other.told()[0] == new)


def _shields(book: Any, other: Old, question: Mapping[str, Any], said: Mapping[str, Any]) -> list[str]:
    """The shields that the old program says hold; where somebody is exempt and none is sure to, those that may."""
    shields = book.library.provisions[said["part"] or said["provision"]].exempt_by
    other.ask({**question, "provisions": shields})
    old = other.told()[0]
    sure = [shield for shield in shields if old[shield]["outcome"] == "reached"]
    return (
        sure
        if sure or said["outcome"] != "exempt"
        else [shield for shield in shields if old[shield]["outcome"] == "depends"]
    )


def tell(
    found: Found,
    book: Any,
    other: Old,
    number: int,
    question: Mapping[str, Any],
    old: dict[str, Any],
    new: dict[str, Any],
) -> list[tuple[str, list[str], list[str]]]:
    """Note what two answers differ in; given back are the provisions in whose findings assumed they do, with both
    lists."""
    differing: list[tuple[str, list[str], list[str]]] = []
    found.people += 1
    for name, told in (("old", old), ("new", new)):
        if (
            "error" in told and told["error"] != "contradiction"
        ):  # a derived number and its source: the same code without facts
            found.errors[f"{told['error']} ({name})"] += 1
    if "error" in old or "contradiction" in old or "error" in new or "contradiction" in new:
        found.contradictions += "contradiction" in new
        if old != new and _is_conflict(other, question, new):
            found.told_apart["another smallest set of facts in conflict, which the old program names too"] += 1
        elif old != new:
            found.differences.append(
                {
                    "number": number,
                    "field": "refused",
                    "provision": None,
                    "old": _short(old),
                    "new": _short(new),
                    **question,
                }
            )
        return differing
    for provision, said in new.items():
        found.determinations += 1
        for key in KEPT:
            if (
                key == "exempted_by"
                and old[provision][key] != said[key]
                and said[key] == _shields(book, other, question, {**said, "provision": provision})
            ):
                found.told_apart["exempted_by: the shields that the old program says hold"] += 1
            elif key == "assumed" and old[provision][key] != said[key]:
                differing.append((provision, old[provision][key], said[key]))
            elif old[provision][key] != said[key]:
                found.differences.append(
                    {
                        "number": number,
                        "field": key,
                        "provision": provision,
                        "old": old[provision][key],
                        "new": said[key],
                        **question,
                    }
                )
    return differing


def _short(told: dict[str, Any]) -> dict[str, Any]:
    return told if "error" in told or "contradiction" in told else {"answered": len(told)}


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m tests.against_old", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--old", type=Path, help="a worktree of the old program")
    parser.add_argument("--law", type=Path, default=ROOT / "law", help="the rulebook both read (default: this one)")
    parser.add_argument("--seed", type=int, default=1, help="what people and days are drawn from (default 1)")
    parser.add_argument(
        "--people",
        type=int,
        default=1000,
        help="how many people (default 1000); each is about a hundred determinations",
    )
    parser.add_argument("--seconds", type=float, help="stop after so long")
    parser.add_argument("--serve", help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.serve:
        serve(options.serve)
        return 0
    if options.old is None:
        parser.error("--old is needed: a worktree of the old program")
    found = compare(options.old.resolve(), options.law.resolve(), options.seed, options.people, seconds=options.seconds)
    for difference in found.differences:
        print(json.dumps(difference, ensure_ascii=False))
    print(f"seed {options.seed}: " + found.report())
    return 1 if found.differences else 0


if __name__ == "__main__":
    sys.exit(main())
