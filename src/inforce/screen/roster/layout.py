"""The layout: cells of a batch become the fact table; what two columns say of one fact is put together or refused."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from inforce.language.fact import Vocabulary
from inforce.screen.roster.column import Column
from inforce.screen.roster.lexicon import ABOUT, ON, WHY, Lexicon, as_strings, output_type
from inforce.screen.roster.mapping import Mapping, fact_of
from inforce.screen.roster.refused import Refused, reason
from inforce.screen.roster.sheet import ERROR, HUGE
from inforce.screen.roster.source import CODE, LINE, cell

ROW, KEY, KEEP = "_row", "_key", "keep:"
Fault = tuple[pl.Series, str | None, pl.Series | None]
"""Why rows cannot be read, by row; the column that it stands in, and the fact that it is about."""
SHOWN_ERROR = "#ERROR"


class Layout:
    """How the columns of a mapping fill the fact table."""

    def __init__(self, mapping: Mapping, ranged: frozenset[str], vocabulary: Vocabulary) -> None:
        self.mapping = mapping
        self.lexicons = [Lexicon(column, vocabulary) for column in mapping.columns if column.role in (None, "on")]
        self.indices = sorted({column.index for column in mapping.columns})
        self.outputs: dict[str, list[int]] = {}
        for place, lexicon in enumerate(self.lexicons):
            for name in lexicon.outputs:
                self.outputs.setdefault(name, []).append(place)
        self._types = {name: output_type(name, vocabulary) for name in self.outputs}
        ordered = {fact_of(name) for name in self.outputs if name.endswith((".from", ".to"))}
        self._exact = ordered - ranged
        self.facts = {fact: [name for name in self._final_names() if fact_of(name) == fact] for fact in mapping.facts}

    def _final_names(self) -> Iterator[str]:
        """The columns of the table about facts: one for an ordered fact without ranges, else its pair."""
        for name in self.outputs:
            fact = fact_of(name)
            if name == ON or (fact in self._exact and name.endswith(".to")):
                continue
            yield fact if fact in self._exact else name

    @property
    def schema(self) -> dict[str, pl.DataType]:
        found: dict[str, pl.DataType] = {ROW: pl.UInt64(), LINE: pl.Int64(), KEY: pl.String()}
        if ON in self.outputs:
            found[ON] = pl.Date()
        found |= {KEEP + column.name: pl.String() for column in self.mapping.kept}
        for name in self._final_names():
            found[name] = self._types.get(name) or self._types[name + ".from"]
        return found

    def read(self, raw: pl.DataFrame, first: int) -> tuple[pl.DataFrame, list[Refused]]:
        """Read a batch whose first row is the roster's `first`."""
        said = [lexicon.read(raw[cell(lexicon.column.index)]) for lexicon in self.lexicons]
        table = pl.DataFrame({ROW: pl.int_range(first, first + raw.height, dtype=pl.UInt64, eager=True), LINE: raw[LINE]})
        key = self.mapping.key
        table = table.with_columns((_text(raw[cell(key.index)]).str.strip_chars().replace("", None) if key else pl.lit(None, pl.String)).alias(KEY))
        for column in self.mapping.kept:
            table = table.with_columns(_text(raw[cell(column.index)]).alias(KEEP + column.name))
        faults: list[Fault] = [(raw[CODE], None, None)]
        faults += [(told[WHY], lexicon.column.name, told[ABOUT]) for told, lexicon in zip(said, self.lexicons, strict=True)]
        for name, places in self.outputs.items():
            parts = [said[place][name] for place in places]
            joined, clash = self._join(name, parts)
            table = table.with_columns(joined.alias(name))
            if clash is not None:
                faults.append((clash, self.lexicons[places[-1]].column.name, pl.Series([fact_of(name)] * raw.height)))
        faults += self._crossed(table)
        table = table.rename({f"{fact}.from": fact for fact in self._exact}).drop([f"{fact}.to" for fact in self._exact])
        return self._part(table, raw, faults)

    def _join(self, name: str, parts: list[pl.Series]) -> tuple[pl.Series, pl.Series | None]:
        """What several columns say of one physical column, and where they contradict each other."""
        if len(parts) == 1:
            return parts[0], None
        frame = pl.DataFrame([part.rename(str(i)) for i, part in enumerate(parts)])
        if name.endswith((".from", ".to")):
            ends = pl.max_horizontal(pl.all()) if name.endswith(".from") else pl.min_horizontal(pl.all())
            return frame.select(ends).to_series(), None
        joined = frame.select(pl.coalesce(pl.all())).to_series()
        differs = pl.any_horizontal(*(pl.col(str(i)).is_not_null() & (pl.col(str(i)) != joined) for i in range(len(parts))))
        return joined, frame.select(pl.when(differs).then(pl.lit("contradiction"))).to_series()

    def _crossed(self, table: pl.DataFrame) -> list[Fault]:
        """Where the ends of a range from several columns cross."""
        found: list[Fault] = []
        for name, places in self.outputs.items():
            other = name[: -len(".from")] + ".to"
            if name.endswith(".from") and other in self.outputs and len({*places, *self.outputs[other]}) > 1:
                column = self.lexicons[max(*places, *self.outputs[other])].column.name
                clash = table.select(pl.when(pl.col(name) > pl.col(other)).then(pl.lit("contradiction"))).to_series()
                found.append((clash, column, pl.Series([fact_of(name)] * table.height)))
        return found

    def _part(self, table: pl.DataFrame, raw: pl.DataFrame, faults: list[Fault]) -> tuple[pl.DataFrame, list[Refused]]:
        """The rows that were read, and the others with the first fault of each."""
        codes = pl.DataFrame([fault[0].cast(pl.String).rename(str(i)) for i, fault in enumerate(faults)])
        bad = codes.select(pl.any_horizontal(pl.all().is_not_null())).to_series()
        order = list(self.schema)
        if not bad.any():
            return table.select(order), []
        return table.filter(~bad).select(order), list(self._refused(bad.arg_true(), table, raw, codes, faults))

    def _refused(self, at: pl.Series, table: pl.DataFrame, raw: pl.DataFrame, codes: pl.DataFrame, faults: list[Fault]) -> Iterator[Refused]:
        """The rows at some places, each with its first fault; cells become text a column at a time, for there may be many rows."""
        own = zip(*(column.gather(at).to_list() for column in (table[ROW], raw[LINE], table[KEY])), strict=True)
        texts = {column.name: _text(raw[cell(column.index)].gather(at)).to_list() for column in self.mapping.columns}
        abouts = [about.gather(at).to_list() if about is not None else None for _, _, about in faults]
        for number, ((row, line, key), told) in enumerate(zip(own, codes[at].iter_rows(), strict=True)):
            place, code = next((place, code) for place, code in enumerate(told) if code is not None)
            column, about = faults[place][1], abouts[place]
            fact = about[number] if about is not None else None
            if fact is None and column is not None:
                fact = self._fact(column)
            shown = {name: found[number] for name, found in texts.items() if found[number] is not None and found[number].strip()}
            yield Refused(row, line, key, column, fact, code, reason(code, column, fact), shown)

    def _fact(self, name: str) -> str | None:
        """The one fact that a column is about."""
        column: Column | None = next((column for column in self.mapping.reading if column.name == name), None)
        facts = {fact_of(output) for output in column.outputs} if column is not None else set()
        return next(iter(facts)) if len(facts) == 1 else None

    def unknown(self, table: pl.DataFrame) -> dict[str, int]:
        """How many rows leave each fact unknown."""
        if table.is_empty():
            return {}
        counts = table.select(pl.all_horizontal(pl.col(name).is_null() for name in names).sum().alias(fact) for fact, names in self.facts.items())
        return {fact: int(count) for fact, count in counts.row(0, named=True).items() if count}


def _text(cells: pl.Series) -> pl.Series:
    """Cells that are copied: as text, without the marks that stand for what cannot be shown."""
    return as_strings(cells).replace([ERROR, HUGE], [SHOWN_ERROR, None])

