"""The evaluator in node, for quick comparison with Python: `python -m tests.page.in_node known|partly|blank COUNT [SEED] [PROVISIONS]`."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import inforce
from inforce.backends.json import to_json
from inforce.page.script import kernel_script
from inforce.rulebook.asking import read_asking
from inforce.rulebook.library import Library

SHARES = {"known": (0.9, 1.0), "partly": (0.2, 0.5, 0.8), "blank": (0.0, 0.05)}
RUN = """
const { readFileSync } = require("fs");
const [held, cases] = process.argv.slice(2).map((path) => JSON.parse(readFileSync(path)));
const book = Object.assign(Inforce.load(held), { asking: held.asking });
const found = cases.map(([what, ...given]) => {
  const from = process.hrtime.bigint();
  try {
    return { answer: book[what](...given), ms: Number(process.hrtime.bigint() - from) / 1e6 };
  } catch (error) {
    const { code, facts, errors, message, stack } = error;
    return { error: code ?? stack, facts: facts ?? null, errors: errors?.map(({ code, where }) => [code, where]) ?? null, message };
  }
});
process.stdout.write(JSON.stringify(found));
"""


def in_node(library: Library, cases: Sequence[Sequence[Any]]) -> list[dict[str, Any]]:
    """Call methods of the book, as `tests.page.evaluator.ask` does."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        rulebook = to_json(library, parts=("rules", "acts", "asking"), asking=read_asking(library).to_json())
        (folder / "rulebook.json").write_text(json.dumps(rulebook), encoding="utf-8")
        (folder / "cases.json").write_text(json.dumps(cases), encoding="utf-8")
        (folder / "run.js").write_text(kernel_script() + RUN, encoding="utf-8")
        done = subprocess.run(["node", "run.js", "rulebook.json", "cases.json"], cwd=folder, capture_output=True, text=True, check=False)
        assert not done.returncode, done.stderr
        found: list[dict[str, Any]] = json.loads(done.stdout)
        return found


def differing(wanted: dict[str, Any], found: dict[str, Any]) -> list[str]:
    """The fields in which two answers differ."""
    if "answer" in wanted and "answer" in found and "determinations" in wanted["answer"]:
        pairs = zip(wanted["answer"]["determinations"], found["answer"]["determinations"], strict=True)
        return [f"{one['provision']} {key}: {one[key]} {other[key]}" for one, other in pairs for key in one if one[key] != other[key]]
    return [f"{key}: {value} {found.get(key)}" for key, value in wanted.items() if found.get(key) != value]


def main(kind: str, count: str, seed: str = "20170220", provisions: str = "6") -> None:
    from tests.page.people import people
    from tests.page.test_same_answers import determinations

    book = inforce.load()
    random = Random(int(seed))
    cases: list[list[Any]] = []
    for facts, options in islice(people(book, random, SHARES[kind], drawn_from=40, days=8), int(count)):
        if provisions != "all":
            options["provisions"] = random.sample(book.library.encoded, int(provisions))
        cases.append(["determine", facts, options])
    found, wrong, answered = in_node(book.library, cases), 0, 0
    ask = determinations(book)
    for case, its in zip(cases, found, strict=True):
        wanted = ask(case)
        answered += "answer" in wanted
        problems = differing(wanted, its)
        if problems:
            wrong += 1
            if wrong < 6:
                print(json.dumps(case), *problems[:8], sep="\n  ")
    times = sorted(its["ms"] for its in found if "ms" in its)
    print(f"{kind}: seed {seed}, {count} cases, {answered} answered, {wrong} differ; ms median {times[len(times) // 2]:.0f}, worst {times[-1]:.0f}")


if __name__ == "__main__":
    main(*sys.argv[1:])
