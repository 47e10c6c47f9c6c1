"""The sections of a report, in the order in which they are read: quality, change, outcomes, what to ask next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape

from inforce.screen.acts import Cause
from inforce.screen.change import KINDS, OF_BEARING
from inforce.screen.report.plot import FILLS, key
from inforce.screen.report.reasons import REASONS
from inforce.screen.report.summary import Column, Rule, Summary
from inforce.screen.report.tables import Head, Line, number, table
from inforce.screen.report.words import BEARINGS, HAS, KINDS_ALONE, OUTCOMES, Words, capital
from inforce.screen.report.words import KINDS as KIND_WORDS

MOST_ASKS = 15
"""How many facts of the call list are shown."""
KIND_FILLS = {"newly_reached": "solid", "gained": "solid", "procedure_changed": "solid", "lifted": "open", "lost": "open", "now_depends": "dots", "no_longer_depends": "lines", "otherwise": "grey"}
OUTCOME_FILLS = {"reached": "solid", "exempt": "open", "suspended": "lines", "pending": "grey", "depends": "dots", "no": "none"}


def _section(id: str, title: str, parts: Iterable[str]) -> str:
    return f'<section id="{id}"><h2>{escape(title)}</h2>\n{chr(10).join(filter(None, parts))}</section>'


def _p(text: str, kind: str = "") -> str:
    return f'<p{f" class={chr(34)}{kind}{chr(34)}" if kind else ""}>{escape(text)}</p>' if text else ""


# quality


def quality(summary: Summary, words: Words) -> str:
    """What the roster says, and what it leaves open."""
    say = words.say
    rows = [(say("Rows in"), summary.rows), (say("With an answer"), summary.answered), (say("In the quarantine"), summary.quarantined)]
    parts = ['<dl class="rows">' + "".join(f"<div><dt>{escape(name)}</dt><dd>{count:,}</dd></div>" for name, count in rows) + "</dl>"]
    if summary.reasons:
        lines = [Line(capital(say(REASONS[code])) if code in REASONS else code, [count]) for code, count in summary.reasons]
        parts.append(table(Head(say("Why there is no answer"), "", [(say("rows"), "solid")]), lines))
    if summary.known and summary.answered:
        parts.append(_known(summary, words))
    if summary.unasked:
        names = ", ".join(words.fact(name) for name in summary.unasked)
        parts.append(_p(say("No column gives these facts, so they are unknown for every case ({count}): {names}.", count=len(summary.unasked), names=names), "small"))
    if summary.assumed:
        names = ", ".join(words.fact(name) for name in summary.assumed)
        parts.append(_p(say("Findings that somebody has to make count as not made wherever they are not given ({count}): {names}.", count=len(summary.assumed), names=names), "small"))
    parts.append(_horizon(summary, words))
    return _section("quality", say("What the roster says"), parts)


def _known(summary: Summary, words: Words) -> str:
    say = words.say
    head = Head(say("Fact"), say("share unknown"), [(say("unknown"), "solid"), (say("of 100 cases"), "none")])
    lines = [
        Line(words.fact(one.fact), [one.unknown, None if one.unknown is None else round(100 * one.unknown / summary.answered)]) for one in summary.known
    ]
    return table(head, lines, caption=say("Of the cases with an answer, those that say nothing of a fact"), most=summary.answered)


def _horizon(summary: Summary, words: Words) -> str:
    if not summary.past:
        return ""
    horizons = [summary.library.provisions[name].horizon for name in summary.past]
    text = words.count(
        "{day} lies past the day through which the acts of {count} provision were verified ({first}).",
        "{day} lies past the day through which the acts of {count} provisions were verified (the earliest: {first}).",
        len(summary.past),
        day=words.day(summary.question.last),
        first=words.day(min(horizons)),
    )
    return f'<p class="notice"><strong>{escape(words.say("Past the horizon."))}</strong> {escape(text)}</p>'


# change


def change(summary: Summary, words: Words) -> str:
    """What the days between did, by provision and by the kept columns, with the acts that made it."""
    say, asked = words.say, summary.question
    title = say("What changed between {first} and {last}", first=words.day(asked.first), last=words.day(asked.last))
    differing = [rule for rule in summary.rules if rule.differs]
    if not differing:
        return _section("change", title, [_p(say("Nothing changed for any case."))])
    parts = [_acts(summary, words, [rule.provision for rule in differing])]
    head = Head(say("At least one provision"), "", [(say("cases"), "solid")])
    kinds = [Line(say(KINDS_ALONE[kind]), [summary.kinds[kind]]) for kind in KINDS if summary.kinds[kind] != 0]
    parts.append(table(head, kinds, caption=say("Cases with a change; a case counts once in each line"), most=summary.answered))
    for bearing, name in BEARINGS.items():
        parts += _changes(summary, words, [rule for rule in differing if rule.bearing == bearing], bearing, say(name))
    parts += [part for column in summary.columns for part in _column(column, summary, words)]
    return _section("change", title, parts)


def _acts(summary: Summary, words: Words, differing: Sequence[str]) -> str:
    say = words.say
    items = "".join(_act(cause, words) for cause in summary.causes)
    parts = [f"<h3>{escape(say('The acts that made it'))}</h3>", f'<ol class="acts">{items}</ol>' if items else ""]
    if summary.by_time:
        names = "; ".join(words.provision(name) for name in summary.by_time)
        parts.append(_p(say("Changed by no act between the days, only because time passed: {names}.", names=names), "small"))
    return "".join(parts)


def _act(cause: Cause, words: Words) -> str:
    titles = "; ".join(words.provision(name) for name in cause.provisions)
    act = cause.act
    cite = words.say("signed on {day}: {cite}", day=words.day(act.signed), cite=act.cite) if act.signed != cause.day else act.cite
    return f'<li><b>{escape(words.day(cause.day))}. {escape(capital(act.title[words.lang]))}.</b> <span class="cite">{escape(capital(cite))}</span> <span class="small">{escape(titles)}</span></li>'


def _changes(summary: Summary, words: Words, rules: Sequence[Rule], bearing: str, title: str) -> Iterator[str]:
    """The provisions of one bearing with a change, each with its counts and their bar."""
    kinds = [kind for kind in OF_BEARING[bearing] if any(rule.changes[kind] != 0 for rule in rules)]
    if not rules or not kinds:
        return
    say = words.say
    counts = [(say(KIND_WORDS[kind]), KIND_FILLS[kind]) for kind in kinds]
    lines = [Line(words.provision(rule.provision), [rule.changes[kind] for kind in kinds], id=rule.provision) for rule in rules]
    yield f"<h3>{escape(title)}</h3>"
    yield key([(fill, name) for name, fill in counts])
    yield table(Head(say("Provision"), say("cases"), counts), lines)


def _column(column: Column, summary: Summary, words: Words) -> Iterator[str]:
    """The cases with a change, by the values of a kept column, in the order of the alphabet."""
    say = words.say
    yield f"<h3>{escape(say('By {column}', column=column.name))}</h3>"
    if not column.groups:
        yield _p(say("Its values are too many, or too rare, to be told apart without naming people."), "small")
        return
    kinds = [kind for kind in KINDS if any(group.changes.get(kind, 0) != 0 for group in column.groups)]
    counts = [(say("cases"), "none"), *((say(KIND_WORDS[kind]), fill) for kind, fill in zip(kinds, (*FILLS, "none", "none"), strict=False))]
    lines = []
    for group in column.groups:
        name = say("(blank)") if group.value is None else group.value
        if group.others:
            name = words.count("{count} value with few cases", "{count} values with few cases, together", group.others)
        lines.append(Line(name, [group.cases, *(group.changes[kind] for kind in kinds)]))
    yield key([(fill, name) for name, fill in counts if fill != "none"])
    yield table(Head(column.name, say("cases"), counts, overlap=True), lines, caption=say("Cases, and among them those with at least one change of a kind"))


# outcomes


def outcomes(summary: Summary, words: Words) -> str:
    """What each provision is for how many cases, on the day asked about."""
    say = words.say
    parts: list[str] = []
    idle: list[str] = []
    for bearing, name in BEARINGS.items():
        table_words = HAS if bearing == "benefit" else OUTCOMES
        rules = [rule for rule in summary.rules if rule.bearing == bearing]
        idle += [rule.provision for rule in rules if all(count == 0 for outcome, count in rule.outcomes.items() if outcome != "no")]
        shown = [rule for rule in rules if rule.provision not in idle]
        if not shown:
            continue
        kinds = [outcome for outcome in table_words if any(rule.outcomes[outcome] != 0 for rule in shown)]
        counts = [(say(table_words[outcome]), OUTCOME_FILLS[outcome]) for outcome in kinds]
        lines = [Line(words.provision(rule.provision), [rule.outcomes[outcome] for outcome in kinds], id=rule.provision) for rule in shown]
        parts += [f"<h3>{escape(say(name))}</h3>", key([(fill, word) for word, fill in counts if fill != "none"])]
        parts.append(table(Head(say("Provision"), say("cases"), counts), lines, most=summary.answered))
    if idle:
        names = "; ".join(words.provision(name) for name in idle)
        parts.append(_p(say("Of no case on this day ({count}): {names}.", count=len(idle), names=names), "small"))
    return _section("outcomes", say("The answers on {day}", day=words.day(summary.question.on)), parts)


# what to ask next


def to_ask(summary: Summary, words: Words) -> str:
    """The facts that would settle the most open cases, were they known."""
    say = words.say
    title = say("What to ask next")
    if not summary.question.reasons:
        return _section("ask", title, [_p(say("Not worked out: outcomes alone were asked for."))])
    if not summary.asks:
        return _section("ask", title, [_p(say("No case is open: every answer is settled by the facts given."))])
    lines = [Line(words.fact(one.fact), [one.total, one.helps, one.alone], id=one.fact) for one in summary.asks[:MOST_ASKS]]
    intro = say("Open cases, where an answer depends on facts not given: {count}.", count=number(summary.open_cases))
    how = say("In the order in which to ask: how many open cases are settled once this fact and all above it are known; in how many it settles an answer by itself; in how many it settles every open answer.")
    head = Head(say("Fact"), say("cases"), [(say("settled so far"), "solid"), (say("settles an answer"), "none"), (say("settles the case"), "none")])
    parts = [_p(f"{intro} {how}"), table(head, lines, most=summary.open_cases)]
    more = len(summary.asks) - MOST_ASKS
    if more > 0:
        parts.append(_p(words.count("{count} further fact comes after these.", "{count} further facts come after these.", more), "small"))
    return _section("ask", title, parts)
