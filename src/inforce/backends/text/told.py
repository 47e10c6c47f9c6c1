"""What is told: headings, sentences and items of a list, in order; a front end lays them out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["head", "say", "item"]
Level = Literal["short", "medium", "full"]
LEVELS: tuple[Level, ...] = ("short", "medium", "full")


@dataclass(frozen=True, slots=True)
class Told:
    """A heading, a sentence, or an item of a list and how deep it stands in it."""

    kind: Kind
    text: str
    depth: int = 0

    def to_json(self) -> dict[str, str | int]:
        return {"kind": self.kind, "text": self.text, "depth": self.depth}


@dataclass
class Telling:
    """Collects what is told."""

    told: list[Told] = field(default_factory=list)

    def head(self, text: str) -> None:
        self.told.append(Told("head", text))

    def say(self, text: str) -> None:
        self.told.append(Told("say", text))

    def item(self, text: str, depth: int = 0) -> None:
        self.told.append(Told("item", text, depth))
