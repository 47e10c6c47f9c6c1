"""The mapping: which column became which fact, by a profile or by the reviewed table; shown, saved and used again."""

from __future__ import annotations

from collections.abc import Mapping as Table
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from inforce.backends.text.catalogue import sentence
from inforce.backends.whole import PRIVATE, put_whole
from inforce.language.error import InforceError, Where, nearest
from inforce.language.fact import Vocabulary
from inforce.screen.roster.column import Column
from inforce.screen.roster.day import ORDERS
from inforce.screen.roster.header import Header, repeated, shown
from inforce.screen.roster.profile import Profile, write_profile
from inforce.screen.roster.synonyms import synonyms
from inforce.screen.roster.target import find_target
from inforce.screen.roster.words import fold

BY_VALUES = "by-values:"
"""How the role of a column begins whose values decide what it is."""


@dataclass(frozen=True)
class Unmapped:
    """A column that is not read, and why; `suggestion` is a target with a name like its own."""

    name: str
    why: str
    suggestion: str | None = None


@dataclass(frozen=True)
class Mapping:
    """What becomes of every column of a roster, in the order of its header."""

    header: Header
    columns: tuple[Column, ...]
    unmapped: tuple[Unmapped, ...]
    settings: Table[str, str | None] = field(default_factory=dict)
    """How the file is read: its encoding, delimiter, sheet."""
    notes: tuple[tuple[str, Table[str, object]], ...] = ()
    """What else is said when the mapping is shown: sentences of the catalogue with their values."""
    profile: str | None = None

    @property
    def facts(self) -> tuple[str, ...]:
        """The facts that something is read of, in the order of the columns."""
        names: dict[str, None] = {}
        for column in self.columns:
            for output in column.outputs:
                names[fact_of(output)] = None
        return tuple(names)

    @property
    def key(self) -> Column | None:
        return next((column for column in self.columns if column.role == "key"), None)

    @property
    def on(self) -> Column | None:
        return next((column for column in self.columns if column.role == "on"), None)

    @property
    def kept(self) -> tuple[Column, ...]:
        return tuple(column for column in self.columns if column.role == "keep")

    @property
    def reading(self) -> tuple[Column, ...]:
        """The columns that say something of facts."""
        return tuple(column for column in self.columns if column.role is None)

    def to_yaml(self) -> str:
        """The mapping as a profile for rosters with this header."""
        return write_profile(self.columns, self.header.names, [column.name for column in self.unmapped if column.name], self.settings, self.profile)

    def to_json(self) -> dict[str, object]:
        """The mapping for machines: what each column became, and why the others are not read."""
        return {
            "columns": [{"column": column.name, "says": column.says, "why": column.why} for column in self.columns],
            "unmapped": [{"column": column.name, "why": column.why, "suggestion": column.suggestion} for column in self.unmapped],
            "settings": dict(self.settings),
        }

    def save(self, path: Path) -> None:
        """Write the profile, whole and private.

        Raises:
            InforceError: `no-output`.
        """
        put_whole(path, self.to_yaml(), mode=PRIVATE)

    def lines(self, lang: str = "en") -> list[str]:
        """The mapping in words, a line for each column."""
        from inforce.screen.roster.tell import mapping_lines

        return mapping_lines(self, lang)


def fact_of(output: str) -> str:
    """The fact that a physical column is about.

    >>> [fact_of(name) for name in ("us_citizen", "convictions:felony", "entry_date.from", "entry_manner=paroled")]
    ['us_citizen', 'convictions', 'entry_date', 'entry_manner']
    """
    return output.partition(":")[0].partition("=")[0].partition(".")[0]


def make_mapping(
    header: Header,
    vocabulary: Vocabulary,
    where: Where,
    *,
    profile: Profile | None = None,
    key: str | None = None,
    keep: Sequence[str] = (),
    dates: Table[str, str] | None = None,
) -> Mapping:
    """Map the columns of a header; columns whose values must decide are mapped by `survey`.

    Raises:
        InforceError: `changed-header`, `no-header`, `unknown-column`, `repeated-column`.
    """
    columns: dict[int, Column] = {}
    unmapped: dict[int, Unmapped] = {}
    notes: list[tuple[str, Table[str, object]]] = []
    if profile is not None:
        check_header(header, profile)
        for column in profile.columns:
            index = header.one(column.name, where)
            if index is not None:
                columns[index] = replace(column, index=index, name=header.names[index])
        for name in profile.ignored:
            for index in header.find(name):
                unmapped[index] = Unmapped(header.names[index], "ignored")
    if profile is None or profile.rest == "synonyms":
        _map_by_names(header, vocabulary, columns, unmapped, notes, has_key=key is not None)
    asked = [(key, "key")] if key is not None else []
    extra: list[Column] = []
    for name, role in [*asked, *((name, "keep") for name in keep)]:
        index = header.one(name, where)
        if index is None:
            raise _unknown_column(name, header, where)
        if role == "key":
            columns = {i: column for i, column in columns.items() if column.role != "key"}
        if index in columns and columns[index].role != role:
            extra.append(Column(header.names[index], index, role, why="asked"))  # a fact may be copied too
        else:
            columns[index] = Column(header.names[index], index, role, why="asked")
        unmapped.pop(index, None)
    for name, order in (dates or {}).items():
        index = header.one(name, where)
        if index is None:
            raise _unknown_column(name, header, where)
        if order not in ORDERS:
            raise InforceError("unknown-value", f"dates have no order `{order[:40]}`", where=where, help="orders: " + ", ".join(ORDERS))
        if index not in columns or not columns[index].is_date:
            raise InforceError("wrong-type", f"column `{shown(name)}` is not read as a date", where=where, help="name a column that is")
        columns[index] = replace(columns[index], order=order)
    for index, name in enumerate(header.names):
        if index not in columns and index not in unmapped and not any(column.index == index for column in extra):
            unmapped[index] = _unknown(name, by_profile=profile is not None and profile.rest == "ignore")
    found = tuple(sorted([*columns.values(), *extra], key=lambda column: (column.index, column.role or "")))
    if not any(column.role is None or column.role.startswith(BY_VALUES) for column in found):
        raise no_header(header, where)
    return Mapping(header, found, tuple(unmapped[index] for index in sorted(unmapped)), notes=tuple(notes), profile=profile.name if profile else None)


def _map_by_names(header: Header, vocabulary: Vocabulary, columns: dict[int, Column], unmapped: dict[int, Unmapped], notes: list[tuple[str, Table[str, object]]], *, has_key: bool) -> None:
    """Map by a fact's own name and by the reviewed table; a name that stands twice maps nothing."""
    twice = {fold(name) for name in repeated(header)}
    table = synonyms()
    key_taken = has_key or any(column.role == "key" for column in columns.values())
    for index, name in enumerate(header.names):
        word = fold(name)
        if index in columns or index in unmapped or not word:
            continue
        target = find_target(name, vocabulary)
        if target is not None:
            columns[index] = Column(name, index, target=target, why="own-name")
        elif word in table.by_values:
            columns[index] = Column(name, index, role=BY_VALUES + table.by_values[word], why="values")
        elif word in table.never:
            unmapped[index] = Unmapped(name, table.never[word])
        elif table.columns.get(word) == "key":
            if not key_taken:
                columns[index] = Column(name, index, "key", why="name")
                key_taken = True
            else:
                unmapped[index] = Unmapped(name, "second-key")
        elif word in table.columns or word in table.only_yes:
            said = table.columns.get(word) or table.only_yes[word]
            found = find_target(said, vocabulary)
            if found is not None:
                columns[index] = Column(name, index, target=found, only_yes=word not in table.columns, why="name")
        if index in columns and word in twice:
            del columns[index]
            unmapped[index] = Unmapped(name, "repeated")
    _warn_of_pairs(columns, notes)


def _warn_of_pairs(columns: Table[int, Column], notes: list[tuple[str, Table[str, object]]]) -> None:
    """Two columns of one fact are both read; where they contradict each other in a row, it is refused."""
    by_target: dict[str, list[str]] = {}
    for column in columns.values():
        if column.target is not None:
            by_target.setdefault(str(column.target), []).append(column.name)
    for target, names in by_target.items():
        if len(names) > 1:
            notes.append((sentence("Columns {columns} are all read as `{fact}`; a row in which they contradict each other is refused."), {"columns": ", ".join(f"`{shown(name)}`" for name in names), "fact": target}))


def check_header(header: Header, profile: Profile) -> None:
    """Whether a header is the one that a profile was made for; the order of its columns is free.

    Raises:
        InforceError: `changed-header`, with the difference.
    """
    names = {fold(name): name for name in header.names if name}
    wanted = {fold(name): name for name in (profile.header or profile.required) if name}
    missing = [name for word, name in wanted.items() if word not in names]
    new = [name for word, name in names.items() if word not in wanted] if profile.header else []
    if not missing and not new:
        return
    if not set(names) & set(wanted):  # perhaps no header at all: a row of a person must not be shown
        raise InforceError("changed-header", f"none of the {len(wanted)} columns of the profile stands in the roster's header", where=profile.where, help="check the file, the sheet and the row of the header")
    said = [f"missing {_listed(missing)}"] if missing else []
    said += [f"new {_listed(new)}"] if new else []
    close = [(name, nearest(name, new)) for name in missing if new]
    hints = [f"is `{shown(name)}` now `{hint.split('`')[1]}`?" for name, hint in close if hint]
    help = "; ".join([*hints[:3], "correct the profile, or map anew without it"])
    raise InforceError("changed-header", f"the roster's header is not the one of the profile: {'; '.join(said)}", where=profile.where, help=help)


def _listed(names: Sequence[str]) -> str:
    listed = ", ".join(f"`{shown(name)}`" for name in names[:12])
    return listed + (f" and {len(names) - 12} more" if len(names) > 12 else "")


def _unknown(name: str, *, by_profile: bool) -> Unmapped:
    """A column that nothing maps; only where names map is one suggested."""
    if not name or by_profile:
        return Unmapped(name, "not-in-profile" if name else "no-name")
    return Unmapped(name, "not-known", synonyms().suggest(name))


def _unknown_column(name: str, header: Header, where: Where) -> InforceError:
    return InforceError("unknown-column", f"the roster has no column `{shown(name)}`", where=where, help=nearest(name, [n for n in header.names if n]) or "names are those of the header")


def no_header(header: Header, where: Where) -> InforceError:
    """No column is known; names are shown only where one is like a known name, for the first row may be a person's."""
    hints = [(name, synonyms().suggest(name)) for name in header.names[:200] if name]
    said = [f"`{shown(name)}` looks like `{target}`" for name, target in hints if target][:3]
    help = "; ".join([*said, "name the columns in the first row, or write a profile"])
    return InforceError("no-header", f"no column of the roster is known as a fact ({len(header.names)} columns)", where=where, help=help)

