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


TONGUE = Tongue(
    "es",
    {
        "everyone": "cualquier persona",
        "nobody": "ninguna persona",
        "all_of": "todo esto:",
        "any_of": "al menos algo de esto:",
        "not_so": "esto no es así: {}",
        "is_so": "{}",
        "is_not_so": "no: {}",
        "is": "{}: {}",
        "is_not": "{}: no {}",
        "reached": "esta regla alcanza a la persona: {} ({})",
        "not_reached": "esta regla no alcanza a la persona: {} ({})",
        "given": "se sabe algo de este dato: {}",
        "not_given": "no se sabe nada de este dato: {}",
        "other_reading": "según la otra lectura de {}",
        "default_reading": "según la lectura usual de {}",
        "at_most": "{} como máximo",
        "or_more": "{} o más",
        "or_later": "{} o después",
        "or_earlier": "{} o antes",
        "before": "antes del {}",
        "by_the_day": "a más tardar el día consultado",
        "after_the_day": "después del día consultado",
        "ago_or_more": "{} o más antes del día consultado",
        "ago_more_than": "más de {} antes del día consultado",
        "ago_less_than": "menos de {} antes del día consultado",
        "ago_or_less": "{} o menos antes del día consultado",
        "younger": "menos de {} años de edad el día consultado",
        "or_older": "{} años de edad o más el día consultado",
        "before_turning": "antes de cumplir la persona {} años",
        "after_turning": "no antes de cumplir la persona {} años",
        "by_then": "no después del {}",
        "after_then": "después del {}",
        "before_then": "antes del {}",
        "from_then": "no antes del {}",
        "within": "a más tardar {} después del {}",
        "beyond": "más de {} después del {}",
    },
    day,
    amount,
    join,
)
