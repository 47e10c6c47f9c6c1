"""A crew: processes that decide patterns beside this one, for a machine with more than one core.

Each is this program's own Python, spoken to over its standard input and output. It gets a decider once and tasks after that, opens no
file, and ends when its input does. It takes its code from where this process does, never from the folder one stands in. No crew is
called for few patterns, since a process takes longer to start than they take to decide.
"""

from __future__ import annotations

import atexit
import os
import pickle
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import IO, Any

from inforce.backends.code_path import safe_places
from inforce.screen.decider import Decider, Found, Task

MANY = 400
"""Fewer patterns are decided in this process."""
PORTION = 50
"""Patterns sent at a time, so that no process waits long for another."""
START = "import sys; sys.path[:] = sys.argv[1:]; from inforce.screen.crew import main; main()"
"""What a process runs. Its Python is isolated (`-I`), since `python -m` looks for every module in the folder one stands in first."""


class _Hand:
    """One process and the pipes to it."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-I", "-c", START, *safe_places(sys.path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True
        )
        self.told: Decider | None = None

    def decide(self, decider: Decider, tasks: Sequence[Task]) -> list[Found]:
        news = None if self.told is decider else decider
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        pickle.dump((news, decider.table, list(tasks)), self.process.stdin, protocol=pickle.HIGHEST_PROTOCOL)
        self.process.stdin.flush()
        self.told = decider
        found: list[Found] = pickle.load(self.process.stdout)
        return found

    def end(self) -> None:
        self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                pipe.close()


class Crew:
    """Processes, one for each core, started when first needed."""

    def __init__(self) -> None:
        self.hands: list[_Hand] = []
        self.most: int | None = None
        """How many processes at most; one for each core where none is said."""

    def decide(self, decider: Decider, tasks: Sequence[Task]) -> list[Found]:
        """Every task's answer, in order; here where the tasks are few or there is one core."""
        size = self.most or (len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1)
        if len(tasks) < MANY or size < 2:
            return [decider.decide(task) for task in tasks]
        if not self.hands:
            atexit.register(self.end)
            self.hands = [_Hand() for _ in range(size)]
        portions = [tasks[first : first + PORTION] for first in range(0, len(tasks), PORTION)]
        waiting = list(enumerate(portions))[::-1]
        found: dict[int, list[Found]] = {}

        def work(hand: _Hand) -> None:
            while waiting:
                try:
                    place, portion = waiting.pop()
                except IndexError:
                    return
                found[place] = hand.decide(decider, portion)

        try:
            with ThreadPoolExecutor(len(self.hands)) as pool:
                for done in [pool.submit(work, hand) for hand in self.hands]:
                    done.result()
        except BaseException:
            self.end()
            raise
        return [one for place in range(len(portions)) for one in found[place]]

    def end(self) -> None:
        """Stop every process."""
        for hand in self.hands:
            hand.end()
        self.hands = []


CREW = Crew()
"""The crew of this process; screeners share it."""


def serve(given: IO[bytes], told: IO[bytes]) -> None:
    """Decide what is asked until there is no more."""
    decider: Decider | None = None
    while True:
        try:
            news, table, tasks = pickle.load(given)
        except EOFError:
            return
        decider = news or decider
        assert decider is not None
        if table != decider.table:
            decider.forget()
            decider.table = table
        found: Any = [decider.decide(task) for task in tasks]
        pickle.dump(found, told, protocol=pickle.HIGHEST_PROTOCOL)
        told.flush()


def main() -> None:
    """Serve over standard input and output."""
    serve(sys.stdin.buffer, sys.stdout.buffer)
