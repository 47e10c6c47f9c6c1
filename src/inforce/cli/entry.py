"""An entry: one item of a user's file, read key by key; every fault is kept with its path."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, TypeVar

from inforce.kernel.theory import Contradiction
from inforce.language.error import ErrorGroup, InforceError, Where, nearest
from inforce.rulebook.book import Book

T = TypeVar("T")


class Entry:
    """Reads one item of a document."""

    def __init__(self, book: Book, item: Any, path: str, keys: Iterable[str]) -> None:
        self.book = book
        self.path = path
        self.errors: list[InforceError] = []
        self.item: Mapping[str, Any] = item if isinstance(item, Mapping) else {}
        keys = tuple(keys)
        if not isinstance(item, Mapping):
            self._add(InforceError("wrong-type", "a mapping is expected", help="keys: " + ", ".join(keys)), None)
        for key in self.item:
            if key not in keys:
                self._add(InforceError("unknown-key", f"unknown key `{key[:60]}`", help=self._key_help(key, keys)), key)

    def _key_help(self, key: str, keys: tuple[str, ...]) -> str:
        if key in self.book.library.vocabulary and key not in keys:
            return "facts stand under `facts:`"
        return nearest(key, keys) or "keys: " + ", ".join(keys)

    def _where(self, key: str | None) -> Where | None:
        full = ".".join(part for part in (self.path, key) if part)
        return Where(full) if full else None

    def _add(self, error: InforceError, key: str | None) -> None:
        where = self._where(key)
        self.errors.append(error.at(where) if where is not None else error)

    def catch(self, key: str | None, read: Callable[[], T]) -> T | None:
        """What `read` gives, or None with its error kept at the key."""
        try:
            return read()
        except ErrorGroup as group:
            self.errors.extend(group.errors)
        except InforceError as error:
            self._add(error, key)
        return None

    def word(self, key: str) -> str | None:
        """A word; a number is taken as one."""
        raw = self.item.get(key)
        if raw is None or isinstance(raw, str):
            return raw
        if isinstance(raw, (int, float)) and not isinstance(raw, bool):
            return str(raw)
        self._add(InforceError("wrong-type", f"`{key}` takes a word", help="quote it"), key)
        return None

    def day(self, key: str, default: date | None) -> date | None:
        """A day; the default where the item has none."""
        raw = self.item.get(key)
        if raw is None:
            return default
        return self.catch(key, lambda: self.book.day(raw, key))

    def state(self, default: str | None) -> str | None:
        """The place; the default where the item gives none, neither beside its facts nor among them."""
        raw, facts = self.item.get("state"), self.item.get("facts")
        among = facts.get("state") if isinstance(facts, Mapping) else None
        if raw is None:
            return default if among is None else None
        if not isinstance(raw, str):
            self._add(InforceError("wrong-type", "`state` takes one state", help="states are written as USPS codes, as in TX"), "state")
            return None
        self.catch("state", lambda: self.book.library.vocabulary["state"].read(raw))
        if among is not None and among != raw:
            message = "`state` stands beside the facts and among them, and differs"
            self._add(InforceError("contradiction", message, help="keep one of them"), "state")
        return raw

    def facts(self) -> dict[str, Any]:
        """The facts as given, each checked by itself."""
        raw = self.item.get("facts")
        if raw is None:
            return {}
        if not isinstance(raw, Mapping):
            self._add(InforceError("wrong-type", "`facts` takes a mapping of facts to values", help="write {us_citizen: false, state: TX}"), "facts")
            return {}
        self.catch("facts", lambda: self.book.read_facts(raw, ".".join(part for part in (self.path, "facts") if part)))
        return dict(raw)

    def readings(self, default: Mapping[str, str]) -> dict[str, str]:
        """The readings chosen; the item's own win over the default."""
        raw = self.item.get("readings")
        if raw is None:
            return dict(default)
        if not isinstance(raw, Mapping):
            help = "write {daca-disqualifier: other}"
            self._add(InforceError("wrong-type", "`readings` takes a mapping of ids to `default` or `other`", help=help), "readings")
            return {}
        self.catch("readings", lambda: check_readings(self.book, raw, ".".join(part for part in (self.path, "readings") if part)))
        return {**default, **{str(key): str(value) for key, value in raw.items()}}

    def raise_any(self) -> None:
        """
        Raises:
            ErrorGroup: every fault found.
        """
        if self.errors:
            raise ErrorGroup(self.errors)

    def answer(self, work: Callable[[], T]) -> T:
        """What the book answers; a fault it finds is placed at the facts it names.

        Raises:
            InforceError: with its path.
        """
        try:
            return work()
        except Contradiction as error:
            key = f"facts.{error.facts[0]}" if len(error.facts) == 1 else "facts"
            where = self._where(key if "facts" in self.item else None)
            raise InforceError(error.code, error.message, where=where, help=error.help) from None
        except ErrorGroup:
            raise
        except InforceError as error:
            where = self._where("facts" if "facts" in self.item else None)
            raise (error.at(where) if where is not None else error) from None


def check_readings(book: Book, chosen: Mapping[str, Any], path: str) -> None:
    """Make sure that every reading chosen exists and takes the choice.

    Raises:
        ErrorGroup: `unknown-reading`, at its path.
    """
    known = book.library.readings
    is_flag = path.startswith("--")
    errors = []
    for name, choice in chosen.items():
        where = Where(path if is_flag else f"{path}.{name}")
        if name not in known:
            help = nearest(str(name), known) or "readings: " + ", ".join(known)
            errors.append(InforceError("unknown-reading", f"unknown reading `{str(name)[:60]}`", where=where, help=help))
        elif choice not in ("default", "other"):
            help = f"write {name}=other" if is_flag else f"write {name}: other"
            errors.append(InforceError("unknown-reading", f"reading `{name}` takes `default` or `other`", where=where, help=help))
    if errors:
        raise ErrorGroup(errors)
