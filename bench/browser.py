"""`python -m bench.browser`: how long the next question takes in the browser, at a sixth of this machine's speed, from an answer to the question.

The questions and answers are those of the interviews that `tests/page/test_same_questions.py` makes; the browser is asked each anew.
"""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import sync_playwright
from tests.browser import chromium
from tests.page.evaluator import open_evaluator
from tests.page.test_same_questions import ASKED, interviews

import inforce
from inforce.interview.problem import read_problem

NEXT = """
([on, names, given]) => {
  const interview = new window.Inforce.Interview(window.book, window.book.asking.questions, on, names);
  const times = [];
  const began = performance.now();
  interview.next([]);
  const opened = performance.now() - began;
  for (const answers of given) {
    for (let count = 1; count <= answers.length; count++) {
      const from = performance.now();
      interview.next(answers.slice(0, count));
      times.push(performance.now() - from);
    }
  }
  return [opened, times];
}
"""


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.browser", description=__doc__)
    parser.add_argument("--people", type=int, default=20, help="how many people for each subject (default 20)")
    parser.add_argument("--slower", type=float, default=6.0, help="how many times slower than this machine (default 6)")
    options = parser.parse_args()
    book = inforce.load()
    print(f"{options.people} people for each subject, at 1/{options.slower:g} of the speed; milliseconds from an answer to the next question")
    print("| about | questions | half | 95 in 100 | most | opening |\n|---|---|---|---|---|---|")
    every: list[float] = []
    with sync_playwright() as playwright, chromium(playwright) as browser, TemporaryDirectory() as folder:
        for about, on in ASKED:
            problem = read_problem(book, about, on)
            given = interviews(problem, options.people)
            tab = open_evaluator(browser.new_page(), Path(folder), book.library)
            tab.context.new_cdp_session(tab).send("Emulation.setCPUThrottlingRate", {"rate": options.slower})
            opened, times = tab.evaluate(NEXT, [date.fromordinal(problem.on).isoformat(), list(problem.outcomes), given])
            every += times
            print(f"| {about} {on} | {row(times)} | {opened:.0f} |", flush=True)
            tab.close()
    print(f"| all | {row(every)} | |")
    return 0


def row(times: list[float]) -> str:
    ordered = sorted(times)
    return f"{len(ordered)} | {ordered[len(ordered) // 2]:.1f} | {ordered[int(len(ordered) * 0.95)]:.1f} | {ordered[-1]:.1f}"


if __name__ == "__main__":
    sys.exit(main())
