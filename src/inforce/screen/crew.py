"""A crew: processes that decide patterns beside this one, for a machine with more than one core.

Each is this program's own Python, spoken to over its standard input and output. It gets a decider once and tasks after that, opens no
file, and ends when its input does. It takes its code from where this process does, never from the folder one stands in. No crew is
called for few patterns, since a process takes longer to start than they take to decide.

A process that is killed costs time alone: what it was deciding is decided again by another, and by this one where no other is left.
"""

from __future__ import annotations

import atexit
import os
import pickle
import signal
import subprocess
import sys
import threading
import warnings
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from typing import IO

from inforce.backends.code_path import safe_places
from inforce.language.error import InforceError, as_inforce_error
from inforce.screen.decider import Decider, Found, Task

MANY = 400
"""Fewer patterns are decided in this process."""
PORTION = 50
"""Patterns sent at a time, so that no process waits long for another."""
LOSSES = 2
"""How many processes a portion may cost. One that costs more would end this process too, were it decided here."""
START = "import sys; sys.path[:] = sys.argv[1:]; from inforce.screen.crew import main; main()"
"""What a process runs. Its Python is isolated (`-I`), since `python -m` looks for every module in the folder one stands in first."""


class WorkerLost(RuntimeWarning):
    """A process of the crew was killed, or ended by itself; the work goes on without it."""


class _Gone(Exception):
    """The process has ended."""


@dataclass
class _Portion:
    """Tasks that are sent together, with their place among all and the number of processes that ended over them."""

    place: int
    tasks: Sequence[Task]
    losses: int = 0


class _Hand:
    """One process and the pipes to it."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-I", "-c", START, *safe_places(sys.path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True
        )
        self.is_up = False
        """Whether it has said that it stands ready."""
        self.is_gone = False
        self.told: Decider | None = None

    def decide(self, decider: Decider, tasks: Sequence[Task]) -> list[Found]:
        """
        Raises:
            _Gone: the process has ended.
            InforceError: a fault that it met.
        """
        given, told = self.process.stdin, self.process.stdout
        assert given is not None
        assert told is not None
        try:
            if not self.is_up:
                pickle.load(told)
                self.is_up = True
            pickle.dump((None if self.told is decider else decider, decider.table, list(tasks)), given, protocol=pickle.HIGHEST_PROTOCOL)
            given.flush()
            self.told = decider
            answer: list[Found] | tuple[str, str, str | None] = pickle.load(told)
        except (OSError, EOFError, ValueError, pickle.UnpicklingError):  # a pipe that is cut off, or cut off in the middle
            raise _Gone from None
        if isinstance(answer, tuple):
            code, message, help = answer
            raise InforceError(code, message, help=help)
        return answer

    def fate(self) -> str:
        """How the process ended, in words; one that has not, though its pipe is of no use, is ended."""
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(1)  # the pipe is cut off a moment before the process is gone
        self.end()
        code = self.process.returncode
        if code >= 0:
            return f"ended by itself with code {code}"
        return f"was ended by {_NAMES.get(-code, f'signal {-code}')}"

    def end(self) -> None:
        self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                with suppress(OSError):  # what could not be sent is not sent now
                    pipe.close()


_NAMES = {one.value: one.name for one in signal.Signals}


class Crew:
    """Processes, one for each core, started when first needed."""

    def __init__(self) -> None:
        self.hands: list[_Hand] = []
        self.most: int | None = None
        """How many processes at most; one for each core where none is said."""
        self._busy = threading.Lock()
        self._registered = False

    def decide(self, decider: Decider, tasks: Sequence[Task]) -> list[Found]:
        """Every task's answer, in order; here where the tasks are few or there is one core.

        Warns:
            WorkerLost: for each process that ended; its tasks are decided all the same.
        Raises:
            InforceError: `engine-failed` where the same tasks cost two processes.
        """
        size = self.most or (len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1)
        if len(tasks) < MANY or size < 2 or not self._busy.acquire(blocking=False):  # pipes serve one thread at a time
            return [decider.decide(task) for task in tasks]
        try:
            self._start(size)
            return self._shared(decider, tasks)
        except BaseException:
            self.end()
            raise
        finally:
            self._busy.release()

    def _start(self, size: int) -> None:
        """Bring the crew to its size; a machine that starts no more processes has a smaller one."""
        if not self._registered:
            atexit.register(self.end)
            self._registered = True
        with suppress(OSError):
            while len(self.hands) < size and sys.executable:
                self.hands.append(_Hand())

    def _shared(self, decider: Decider, tasks: Sequence[Task]) -> list[Found]:
        waiting = [_Portion(first, tasks[first : first + PORTION]) for first in range(0, len(tasks), PORTION)][::-1]
        found: dict[int, list[Found]] = {}
        fates: list[str] = []
        stopping = threading.Event()

        def work(hand: _Hand) -> None:
            while not stopping.is_set():
                try:
                    portion = waiting.pop()
                except IndexError:
                    return
                try:
                    found[portion.place] = hand.decide(decider, portion.tasks)
                except _Gone:
                    hand.is_gone = True
                    if stopping.is_set():
                        return
                    fates.append(hand.fate())
                    portion.losses += hand.is_up  # one that never stood ready did not end over its tasks
                    if portion.losses == LOSSES:
                        stopping.set()
                        message = f"{LOSSES} worker processes ended over the same cases; the last {fates[-1]}"
                        raise InforceError("engine-failed", message, help="see that there is memory enough, or screen the roster in parts") from None
                    waiting.append(portion)
                    return

        while waiting and self.hands:
            with ThreadPoolExecutor(len(self.hands)) as pool:
                try:
                    for done in [pool.submit(work, hand) for hand in self.hands]:
                        done.result()
                except BaseException:
                    stopping.set()
                    self.end()  # before the pool is left: that waits for what the processes do
                    raise
            if not any(hand.is_up for hand in self.hands):
                self.most = 1  # none can be started here; it is not tried again
            self.hands = [hand for hand in self.hands if not hand.is_gone]
            for fate in fates:
                warnings.warn(f"a worker process {fate}; what it was deciding is decided again", WorkerLost, stacklevel=2)
            fates.clear()
        for portion in waiting:
            found[portion.place] = [decider.decide(task) for task in portion.tasks]
        return [one for place in sorted(found) for one in found[place]]

    def end(self) -> None:
        """Stop every process."""
        for hand in self.hands:
            hand.end()
        self.hands = []


CREW = Crew()
"""The crew of this process; screeners share it."""


def serve(given: IO[bytes], told: IO[bytes]) -> None:
    """Say that one stands ready, and decide what is asked until there is no more."""
    decider: Decider | None = None
    pickle.dump(None, told)
    told.flush()
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
        pickle.dump(_answer(decider, tasks), told, protocol=pickle.HIGHEST_PROTOCOL)
        told.flush()


def _answer(decider: Decider, tasks: Sequence[Task]) -> list[Found] | tuple[str, str, str | None]:
    """Every task's answer, or the fault that was met: a fault that ended the process would look like a process that was killed."""
    try:
        return [decider.decide(task) for task in tasks]
    except Exception as error:
        fault = as_inforce_error(error)
        return fault.code, fault.message, fault.help


def main() -> None:
    """Serve over standard input and output, which is for answers alone."""
    told = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    serve(sys.stdin.buffer, told)
