"""Days in relation are narrowed in the browser's script as in Python, and what goes around in a circle is seen by both."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Hashable
from random import Random

from inforce.kernel.days import Relation, is_circle, narrow
from inforce.page.script import FOLDER

SEED, COUNT = 20170220, 400
RUN = """
const cases = JSON.parse(require("fs").readFileSync(0));
const found = cases.map(([spans, rows]) => {
  const relations = rows.map(([left, right, months, days, holds]) => ({ left, right, months, days, holds }));
  const narrowed = new Map(spans.entries());
  return [isCircle(relations), narrow(narrowed, relations) ? [...narrowed.values()] : null];
});
console.log(JSON.stringify(found));
"""


def test_random_relations_are_narrowed_alike() -> None:
    random, cases = Random(SEED), []
    for _ in range(COUNT):
        days = random.randint(2, 4)
        spans = [[random.choice([675334, 735000, 736000]), random.choice([803533, 736500, 737000])] for _ in range(days)]
        moved = [0, 0, 6, 12, -12, 24, 216], [0, 1, -1, 14, -14, -365, 6570, -6570]
        rows = [
            [random.randrange(days), random.randrange(days), random.choice(moved[0]), random.choice(moved[1]), random.random() < 0.5]
            for _ in range(random.randint(1, 6))
        ]
        cases.append([spans, rows])
    script = "".join((FOLDER / "kernel" / f"{name}.js").read_text(encoding="utf-8") for name in ("day", "days"))
    done = subprocess.run(["node", "-e", script + RUN], input=json.dumps(cases), capture_output=True, text=True, check=True, timeout=60)
    circles = 0
    for (spans, rows), found in zip(cases, json.loads(done.stdout), strict=True):
        relations = [Relation(*row, (number,)) for number, row in enumerate(rows)]
        narrowed: dict[Hashable, tuple[int, int]] = {day: (low, high) for day, (low, high) in enumerate(spans)}
        circle, fits = is_circle(relations), narrow(narrowed, relations)
        assert found == [circle, [list(span) for span in narrowed.values()] if fits else None], (SEED, spans, rows)
        circles += circle
    assert circles > COUNT // 10
