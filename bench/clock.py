"""Clocks: work measured in turns, so that a machine's other load falls on all of it alike."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from statistics import median
from time import perf_counter, process_time


@dataclass
class Times:
    """What one piece of work took, run by run: on the wall, and of the cores (all threads together)."""

    wall: list[float] = field(default_factory=list)
    cores: list[float] = field(default_factory=list)

    def add(self, wall: float, cores: float) -> None:
        self.wall.append(wall)
        self.cores.append(cores)

    def over(self, other: Times) -> tuple[float, float]:
        """The ratios of the medians: of time on the wall, and of time of the cores."""
        return median(self.wall) / median(other.wall), median(self.cores) / median(other.cores)


def once(work: Callable[[], object]) -> tuple[float, float]:
    """The time that work takes, on the wall and of the cores of this process."""
    wall, cores = perf_counter(), process_time()
    work()
    return perf_counter() - wall, process_time() - cores


def in_turns(works: Mapping[str, Callable[[], object]], runs: int) -> dict[str, Times]:
    """A B C, A B C, ... after one round that is not counted."""
    found = {name: Times() for name in works}
    for run in range(runs + 1):
        for name, work in works.items():
            took = once(work)
            if run:
                found[name].add(*took)
    return found


def load() -> str:
    """What else the machine is doing: how many processes wanted a core over the last minute."""
    return f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"
