"""Spanish."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from inforce.backends.text.base import Tongue

MONTHS = ("enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre")


def day(on: date) -> str:
    """
    >>> day(date(2017, 2, 20))
    '20 de febrero de 2017'
    """
    return f"{on.day} de {MONTHS[on.month - 1]} de {on.year}"


def amount(months: int, days: int) -> str:
    """
    >>> amount(24, 0), amount(18, 0), amount(0, 1)
    ('2 años', '18 meses', '1 día')
    """
    parts = []
    if months and months % 12 == 0:
        parts.append(_count(months // 12, "año", "años"))
    elif months:
        parts.append(_count(months, "mes", "meses"))
    if days or not parts:
        parts.append(_count(days, "día", "días"))
    return " y ".join(parts)


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def join(parts: Sequence[str], either: bool) -> str:
    """
    >>> join(["uno", "otro"], True), join(["Francia", "Italia"], False)
    ('uno u otro', 'Francia e Italia')
    """
    if len(parts) < 2:
        return parts[0]
    last = parts[-1].lower()
    word = ("u" if last.startswith(("o", "ho")) else "o") if either else ("e" if last.startswith(("i", "hi")) else "y")
    return f"{', '.join(parts[:-1])} {word} {parts[-1]}"


TONGUE = Tongue("es", day, amount, join)
