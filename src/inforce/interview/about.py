"""What an interview can be about: families of interest, each a set of provisions of the syllabus."""

from __future__ import annotations

from collections.abc import Iterable

from inforce.language.error import InforceError, nearest

FAMILIES: dict[str, tuple[str, ...]] = {
    "all": ("",),
    "arrest": ("priority/",),
    "hearing": (
        "process/expedited-removal/", "process/credible-fear", "process/reinstatement", "process/administrative-removal",
        "process/immigration-judge", "process/unaccompanied-child", "process/title-42", "process/alien-enemies-2025",
    ),
    "detention": ("custody/",),
    "mexico": ("process/contiguous-return/", "process/metering"),
    "protections": ("protection/",),
}  # fmt: skip
"""Each family of interest, with how the ids of its provisions begin: arrest priorities, removal without a hearing, detention, return to Mexico, protections."""


def provisions_of(about: str, encoded: Iterable[str]) -> tuple[str, ...]:
    """The provisions a family of interest is about, in the order of the syllabus.

    A family of the syllabus (`officer`), or one provision's id, is taken too.

    Raises:
        InforceError: `unknown-family`.
    """
    encoded = tuple(encoded)
    starts = FAMILIES.get(about) or (about, f"{about}/")
    found = tuple(
        name for name in encoded if any(name.startswith(start) if start.endswith("/") or not start else name == start or name.startswith(f"{start}/") for start in starts)
    )
    if not found:
        known = (*FAMILIES, *dict.fromkeys(name.split("/", 1)[0] for name in encoded))
        raise InforceError("unknown-family", f"unknown family `{about[:60]}`", help=nearest(about, known) or "families: " + ", ".join(FAMILIES))
    return found
