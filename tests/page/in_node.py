"""The evaluator in node, held against Python: `python -m tests.page.in_node` asks whole determinations of people known, half known and blank.

    python -m tests.page.in_node --known 1000 --partly 500 --blank 500 --seed 20170220
    python -m tests.page.in_node --known 20 --fault dropped

The command ends with 1 where an answer differs; with `--fault` a fault is planted in the browser's script first.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
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
"""By kind of people, how much is known of them: one of these shares of the facts."""
BATCH = 100
SECONDS = 3600
FAULTS = {
    "dropped": ("    kept = fewer;\n", ""),
    "tied": ("this.solver.add([...unless, first, -second]);", ""),
    "neighbours": ("if (holds) return this.values[inner(-literal)] & this.valid;", "if (holds) return this.values[inner(-literal)];"),
    "core": ("cores.every((core) => core.has(fact))", "!cores.length"),
    "learnt": ("seen[each >> 1] || level[each >> 1] === 0)", "true)"),
    "bounds": ("high = Math.min(high, known[1]);", ""),
    "finding": ("for (const word of words) if (listed.get(word) === undefined) literals.push(-held.get(word));", ""),
}
"""Faults to plant in the script, as what stands there and what is put in its place; each must be seen in the answers."""
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


def in_node(library: Library, cases: Sequence[Sequence[Any]], script: str | None = None) -> list[dict[str, Any]]:
    """Call methods of the book, as `tests.page.evaluator.ask` does."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        rulebook = to_json(library, parts=("rules", "acts", "asking"), asking=read_asking(library).to_json())
        (folder / "rulebook.json").write_text(json.dumps(rulebook), encoding="utf-8")
        (folder / "run.js").write_text((script or kernel_script()) + RUN, encoding="utf-8")
        found: list[dict[str, Any]] = []
        for start in range(0, len(cases), BATCH):
            (folder / "cases.json").write_text(json.dumps(cases[start : start + BATCH]), encoding="utf-8")
            command = ["node", "run.js", "rulebook.json", "cases.json"]
            done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=SECONDS)
            assert not done.returncode, done.stderr
            found += json.loads(done.stdout)
        return found


def planted(right: str, wrong: str) -> str:
    """The script with a fault."""
    script = kernel_script()
    right = right.replace("    ", "")  # the script stands without what sets lines in
    assert script.count(right) == 1, right
    return script.replace(right, wrong)


def differing(wanted: dict[str, Any], found: dict[str, Any]) -> list[str]:
    """The fields in which two answers differ."""
    if "answer" in wanted and "answer" in found and "determinations" in wanted["answer"]:
        if wanted["answer"] == found["answer"]:
            return []
        pairs = zip(wanted["answer"]["determinations"], found["answer"]["determinations"], strict=True)
        return [f"{one['provision']} {key}: {one[key]} {other[key]}" for one, other in pairs for key in one if one[key] != other[key]] or ["more than determinations"]
    return [f"{key}: {value} {found.get(key)}" for key, value in wanted.items() if found.get(key) != value]


def drawn(book: inforce.Book, kind: str, count: int, seed: int, provisions: int | None = None) -> list[list[Any]]:
    """Whole determinations to ask of some people, day by day."""
    from tests.page.people import people

    random = Random(f"{kind} {seed}")
    cases: list[list[Any]] = []
    for facts, options in islice(people(book, random, SHARES[kind], drawn_from=max(40, count // 10), days=8), count):
        if provisions is not None:
            options["provisions"] = random.sample(book.library.encoded, provisions)
        cases.append(["determine", facts, options])
    return sorted(cases, key=lambda case: str(case[2]["on"]))


def differences(book: inforce.Book, cases: Sequence[list[Any]], script: str | None = None) -> Iterator[tuple[list[Any], list[str], float]]:
    """Each case with the fields in which the browser's answer is not Python's, and how many milliseconds the browser took."""
    from tests.page.test_same_answers import determinations

    wanted = determinations(book)
    for start in range(0, len(cases), BATCH):
        batch = cases[start : start + BATCH]
        for case, its in zip(batch, in_node(book.library, batch, script), strict=True):
            yield case, differing(wanted(case), its), its.get("ms", 0.0)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.page.in_node", description="Hold the browser's whole determinations against Python's.")
    for kind, shares in SHARES.items():
        parser.add_argument(f"--{kind}", type=int, default=0, metavar="COUNT", help=f"how many people of whom the share known is one of {shares}")
    parser.add_argument("--seed", type=int, default=20170220)
    parser.add_argument("--provisions", type=int, default=None, help="so many drawn for each person; all by default")
    parser.add_argument("--fault", choices=FAULTS, help="plant a fault first")
    options = parser.parse_args()
    script = planted(*FAULTS[options.fault]) if options.fault else None
    book, wrong = inforce.load(), 0
    for kind in SHARES:
        cases = drawn(book, kind, getattr(options, kind), options.seed, options.provisions)
        times, differ = [], 0
        for case, problems, ms in differences(book, cases, script):
            times += [ms] if ms else []
            if problems:
                differ += 1
                if differ < 4:
                    print(json.dumps(case), *problems[:8], sep="\n  ", flush=True)
        wrong += differ
        if cases:
            times = sorted(times) or [0.0]
            print(f"{kind}: seed {options.seed}, {len(cases)} people, {len(times)} of whom can be, {differ} differ; ms in node: median {times[len(times) // 2]:.0f}, worst {times[-1]:.0f}", flush=True)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
