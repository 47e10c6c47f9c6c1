"""The mapping in words: a line for what is read, and a line for what is not and why."""

from __future__ import annotations

from inforce.backends.text.catalogue import Catalogue, catalogue, sentence
from inforce.screen.roster.column import Column
from inforce.screen.roster.header import shown
from inforce.screen.roster.mapping import Mapping, Unmapped

ORDER_WORDS = {"month/day/year": sentence("month/day/year"), "day/month/year": sentence("day/month/year")}
WHY_READ = {
    "name": sentence("by its name"),
    "own-name": sentence("by the fact's own name"),
    "asked": sentence("as asked"),
    "profile": sentence("by the profile"),
    "values-citizen": sentence("by its values, which are words about citizenship and no countries"),
    "values-country": sentence("by its values, which are countries"),
    "values-mixed": sentence("by its values, which are countries and words about citizenship, each read as what it is"),
    "values-state": sentence("by its values, which are all states"),
}
"""Why a column is read as it is, by code."""
WHY_NOT = {
    "birth-country": sentence("the country of birth need not be that of nationality"),
    "case-status": sentence("the status of a case is never a person's immigration status"),
    "first-entry": sentence("the rules ask about the last entry"),
    "free-text": sentence("crimes are never read out of free text; a yes/no column for each kind of conviction is read"),
    "identifier": sentence("it identifies a person; --key or --keep copies it where that is wanted"),
    "ignored": sentence("the profile says so"),
    "no-name": sentence("it has no name"),
    "not-in-profile": sentence("the profile does not name it"),
    "not-known": sentence("its name is not in the table"),
    "order-not-final": sentence("an order need not be final; a column named for the final order is read"),
    "person": sentence("no fact of the rules is in it"),
    "repeated": sentence("its name stands more than once"),
    "second-key": sentence("another column is the key"),
    "several-facts": sentence("its words say something of several facts at once; a profile can hold a table of what each word says"),
    "values-not-states": sentence("its name means a state or a status, and not all its values are states"),
    "values-tell-nothing": sentence("its values do not tell what it is"),
}
"""Why a column is not read, by code."""


def mapping_lines(mapping: Mapping, lang: str = "en") -> list[str]:
    """The mapping, in the order of the header, then what else is to be said."""
    say = catalogue(lang).say
    lines = []
    if mapping.header.line is not None and mapping.header.above:
        lines.append(say("The header is in line {line}, below {count} others.", line=mapping.header.line, count=mapping.header.above))
    if encoding := mapping.settings.get("encoding"):
        lines.append(say("The text is read as {encoding}, cells apart by {delimiter}.", encoding=encoding, delimiter=_delimiter(mapping.settings.get("delimiter"), catalogue(lang))))
    lines += [say(text, **values) for text, values in mapping.notes]
    lines += [column_line(column, catalogue(lang)) for column in mapping.columns]
    lines += [unmapped_line(column, catalogue(lang)) for column in mapping.unmapped if column.name]
    return lines


def _delimiter(delimiter: str | None, words: Catalogue) -> str:
    return words.say("a tab") if delimiter == "\t" else f"`{delimiter}`"


def column_line(column: Column, words: Catalogue) -> str:
    """What a column is read into, and why."""
    say, name, why = words.say, shown(column.name), words.say(WHY_READ[column.why])
    if column.role == "key":
        return say("`{column}` is the key, {why}.", column=name, why=why)
    if column.role == "keep":
        return say("`{column}` is copied as it stands, {why}.", column=name, why=why)
    if column.role == "on":
        line = say("`{column}` is the day asked about, row by row, {why}.", column=name, why=why)
    elif column.citizenship:
        line = say("`{column}` is read as `us_citizen` or `nationality`, {why}.", column=name, why=why)
    elif column.target is None:
        facts = ", ".join(dict.fromkeys(f"`{output.partition(':')[0].partition('.')[0]}`" for output in column.outputs))
        line = say("`{column}` is read by a table of words as {facts}, {why}.", column=name, facts=facts, why=why)
    else:
        line = say("`{column}` is read as `{fact}`, {why}.", column=name, fact=column.says, why=why)
    if column.order:
        line += " " + say("A date such as 3/4/2015 is {order}.", order=say(ORDER_WORDS[column.order]))
    if column.only_yes:
        line += " " + say("A no says nothing.")
    return line


def unmapped_line(column: Unmapped, words: Catalogue) -> str:
    """Why a column is not read."""
    line = words.say("`{column}` is not read: {why}.", column=shown(column.name), why=words.say(WHY_NOT[column.why]))
    if column.suggestion is not None:
        line += " " + words.say("It looks like `{fact}`; a profile can say so.", fact=column.suggestion)
    return line
