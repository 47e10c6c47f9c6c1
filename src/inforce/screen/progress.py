"""Progress: one line on standard error that says how far the work is, how fast it goes and how long it takes yet."""

from __future__ import annotations

import time
from collections.abc import Callable
from math import ceil
from typing import TextIO

EVERY = 0.2
"""Seconds between two lines."""
Seen = Callable[[int], None]
"""Is told how many rows have been read so far."""


def silent(rows: int) -> None:
    """Say nothing."""


class Progress:
    """Rewrites one line of a terminal. It names counts only, never what a row holds."""

    def __init__(self, stream: TextIO, total: int | None = None, clock: Callable[[], float] = time.monotonic) -> None:
        self.stream = stream
        self.total = total
        self.clock = clock
        self.began = clock()
        self.last = self.began - EVERY
        self.width = 0

    def __call__(self, rows: int) -> None:
        now = self.clock()
        if now - self.last >= EVERY:
            self.last = now
            self._put(self.line(rows, now - self.began))

    def line(self, rows: int, seconds: float) -> str:
        """What is said after so many rows and seconds.

        >>> import io
        >>> Progress(io.StringIO(), 1_000_000).line(250_000, 5)
        '250,000 of 1,000,000 rows (25 %), 50,000 rows/s, 15 s left'
        >>> Progress(io.StringIO(), 1_000_000).line(0, 0)
        '0 of 1,000,000 rows'
        """
        if not rows:
            return f"0 of {self.total:,} rows" if self.total else "0 rows"
        rate = rows / seconds if seconds > 0 else 0.0
        speed = f"{rate:,.0f} rows/s"
        if not self.total or not rate:
            return f"{rows:,} rows, {speed}"
        left = max(0, self.total - rows) / rate
        return f"{rows:,} of {self.total:,} rows ({min(100, 100 * rows // self.total)} %), {speed}, {duration(left)} left"

    def end(self) -> None:
        """Take the line away."""
        if self.width:
            self._put("")
            self.stream.write("\r")
            self.stream.flush()
            self.width = 0

    def _put(self, text: str) -> None:
        self.stream.write("\r" + text.ljust(self.width))
        self.stream.flush()
        self.width = max(self.width, len(text))


def duration(seconds: float) -> str:
    """A time to wait, in words.

    >>> duration(15), duration(150), duration(7500)
    ('15 s', '3 min', '2 h 5 min')
    """
    if seconds < 90:
        return f"{seconds:.0f} s"
    minutes = ceil(seconds / 60)
    return f"{minutes} min" if minutes < 90 else f"{minutes // 60} h {minutes % 60} min"
