"""The text of formulas: a parser that points at the offending words, and a printer whose output parses to the same formula.

Grammar, loosest first:

    formula    = side (("implies" | "iff") side)?
    side       = both ("or" both)*
    both       = unary ("and" unary)*
    unary      = "not" unary | primary
    primary    = "(" formula ")" | "true" | "false"
               | "reached" "(" id ")" | "given" "(" fact ")" | "member" "(" id ")" | "other_reading" "(" id ")"
               | name                                        a bool fact or a definition
               | fact "is" "not"? value | fact "not"? "in" "{" value, ... "}"
               | set "has" value | set "has" "any" "{" value, ... "}" | set "is" "not"? "empty"
               | term ("<" | "<=" | ">" | ">=" | "=" | "!=") term
    term       = (date | number | fact | "on" | "age" | "circuit") (("+" | "-") number ("days" | "months" | "years")?)*

An off-ramp fact that is compared counts as not made while it is not given, so a comparison of one also says `given`.
Two facts may be compared with calendar arithmetic on one side only.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import NoReturn

from inforce.language.day import shift
from inforce.language.error import InforceError, Where, nearest
from inforce.language.fact import Fact, Vocabulary, read_days
from inforce.language.formula import (
    TRUE,
    And,
    Constant,
    Flag,
    Formula,
    Given,
    Has,
    In,
    Most,
    Not,
    Or,
    Ref,
    at_most_fact,
    conjoin,
    constant,
    disjoin,
    equivalent,
    flag,
    given,
    has,
    implies,
    moved_at_most,
    negate,
    one_of,
    reached,
)

Calls = Mapping[str, Callable[[str], Formula]]
READING = "reading:"
DAY = "day:"
"""Before the id of an act: the name of its day, where that is known only in part."""
MEMBERSHIPS = "class_memberships"
MOST_MONTHS = 300 * 12
"""How far a day is moved at most, so that it stays a day of the calendar."""
_TOKEN = re.compile(
    r"\s*(?:(?P<date>\d{4}-\d{2}-\d{2})|(?P<number>\d+(?![\w-]))|(?P<word>[A-Za-z_][\w/.'-]*|\d[\w/.'-]*)|(?P<mark><=|>=|!=|[<>=(){},+-])|(?P<bad>\S))"
)
_WORDS = frozenset({"and", "or", "not", "implies", "iff", "is", "in", "has", "any", "empty", "true", "false"})


@dataclass(frozen=True, slots=True)
class Written:
    """A formula with the text it was parsed from and where that text stands."""

    formula: Formula
    text: str
    where: Where | None = None
    spans: Mapping[Formula, tuple[int, int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Term:
    """A side of a comparison: a constant or a fact, moved by calendar months and then days."""

    fact: Fact | None
    value: int
    is_date: bool
    months: int = 0
    days: int = 0


class _Parser:
    def __init__(self, text: str, vocabulary: Vocabulary, definitions: Mapping[str, Formula], where: Where | None, calls: Calls) -> None:
        self.text = text
        self.vocabulary = vocabulary
        self.definitions = definitions
        self.calls = calls
        self.where = where
        self.spans: dict[Formula, tuple[int, int]] = {}
        self.tokens: list[_Token] = []
        position = 0
        while match := _TOKEN.match(text, position):
            kind = match.lastgroup or "bad"
            token = _Token(kind, match[kind], match.start(kind), match.end(kind))
            if kind == "bad":
                self.fail("formula-syntax", f"`{token.text}` does not belong in a formula", token)
            self.tokens.append(token)
            position = match.end()
        self.tokens.append(_Token("end", "the end", len(text), len(text)))
        self.index = 0

    # reading tokens

    @property
    def next(self) -> _Token:
        return self.tokens[self.index]

    def take(self) -> _Token:
        token = self.tokens[self.index]
        if token.kind != "end":
            self.index += 1
        return token

    def accept(self, text: str) -> bool:
        if self.next.text == text and self.next.kind != "end":
            self.index += 1
            return True
        return False

    def expect(self, text: str) -> None:
        if not self.accept(text):
            self.fail("formula-syntax", f"expected `{text}` and found `{self.next.text}`", self.next)

    def fail(self, code: str, message: str, first: _Token, last: _Token | None = None, help: str | None = None) -> NoReturn:
        last = last or first
        flat = " ".join(self.text.split())
        start = len(" ".join(self.text[: first.start].split()))
        start += 1 if start and not self.text[: first.start].endswith("(") and self.text[first.start - 1 : first.start].isspace() else 0
        width = max(1, len(" ".join(self.text[first.start : last.end].split())))
        begin = max(0, start - 40)
        shown = ("..." if begin else "") + flat[begin : start + width + 30] + ("..." if len(flat) > start + width + 30 else "")
        under = " " * (start - begin + (3 if begin else 0)) + "^" * width
        help = f"{shown}\n{under}" + (f"\n{help}" if help else "")
        raise InforceError(code, message, where=self.where, help=help)

    # the grammar, one function a rule

    def formula(self) -> Formula:
        left = self.side()
        if self.accept("implies"):
            return implies(left, self.side())
        if self.accept("iff"):
            return equivalent(left, self.side())
        return left

    def side(self) -> Formula:
        parts = [self.both()]
        while self.accept("or"):
            parts.append(self.both())
        return disjoin(*parts)

    def both(self) -> Formula:
        parts = [self.unary()]
        while self.accept("and"):
            parts.append(self.unary())
        return conjoin(*parts)

    def unary(self) -> Formula:
        if self.accept("not"):
            return negate(self.unary())
        start = self.next
        made = self.primary()
        self.spans.setdefault(made, (start.start, self.tokens[self.index - 1].end))
        return made

    def primary(self) -> Formula:
        if self.accept("("):
            inner = self.formula()
            self.expect(")")
            return inner
        token = self.next
        if token.kind in ("date", "number"):
            return self.comparison()
        if token.kind != "word":
            self.fail("formula-syntax", f"expected a fact, a definition or `(` and found `{token.text}`", token)
        following = self.tokens[self.index + 1]
        if following.text == "(" and token.text in self.calls:
            self.index += 2
            return self.call(token.text)
        if following.text == "(" and token.text in _CALLS:
            self.index += 2
            argument = self.take()
            self.expect(")")
            return _CALLS[token.text](self, argument)
        if token.text in ("true", "false"):
            self.take()
            return constant(token.text == "true")
        if following.text in ("<", "<=", ">", ">=", "=", "!=", "+", "-"):
            return self.comparison()
        return self.named(self.take())

    def named(self, token: _Token) -> Formula:
        name = token.text
        if name in _WORDS:
            self.fail("formula-syntax", f"expected a fact or a definition and found `{name}`", token)
        if name == "circuit":
            return self.choice(self.vocabulary["state"], token, self.circuit_states)
        if name in self.definitions and name not in self.vocabulary:
            return self.definitions[name]
        if name not in self.vocabulary:
            help = nearest(name, [*self.vocabulary, *self.definitions]) or "facts are declared in law/facts.yaml"
            self.fail("unknown-fact", f"unknown fact or definition `{name}`", token, help=help)
        fact = self.vocabulary[name]
        if fact.type == "bool":
            if self.next.text in ("is", "in", "has"):
                self.fail("ill-typed", f"fact `{name}` is true or false and takes no `{self.next.text}`", token, self.next, f"write `{name}` or `not {name}`")
            return flag(name)
        if fact.is_choice:
            return self.choice(fact, token, lambda word: self.check_value(fact, word))
        if fact.type == "set":
            return self.members(fact, token)
        self.fail("ill-typed", f"fact `{name}` is a {fact.type} and needs a comparison", token, help=f"write for instance `{name} >= ...`")

    def choice(self, fact: Fact, token: _Token, states: Callable[[_Token], frozenset[str]]) -> Formula:
        denied = False
        if self.accept("is"):
            denied = self.accept("not")
            found = states(self.take())
        else:
            denied = self.accept("not")
            if not self.accept("in"):
                self.fail("ill-typed", f"`{token.text}` needs `is` or `in`", token, help=f"write `{token.text} is VALUE` or `{token.text} in {{A, B}}`")
            found = frozenset().union(*(states(word) for word in self.braces()))
        made = one_of(fact.name, found)
        return negate(made) if denied else made

    def members(self, fact: Fact, token: _Token) -> Formula:
        if self.accept("is"):
            denied = self.accept("not")
            self.expect("empty")
            if fact.open:
                self.fail("ill-typed", f"the open set `{fact.name}` cannot be asked whether it is empty", token)
            filled = disjoin(*(has(fact.name, value) for value in fact.values))
            return filled if denied else negate(filled)
        if not self.accept("has"):
            self.fail("ill-typed", f"the set `{fact.name}` needs `has` or `is empty`", token, help=f"write `{fact.name} has VALUE`")
        if self.accept("any"):
            return disjoin(*(self.member(fact, word) for word in self.braces()))
        return self.member(fact, self.take())

    def member(self, fact: Fact, word: _Token) -> Formula:
        (value,) = self.check_value(fact, word)
        return has(fact.name, value)

    def braces(self) -> list[_Token]:
        self.expect("{")
        words = [self.take()]
        while self.accept(","):
            words.append(self.take())
        self.expect("}")
        return words

    def check_value(self, fact: Fact, word: _Token) -> frozenset[str]:
        if not fact.open and word.text not in fact.values:
            self.fail("unknown-value", f"fact `{fact.name}` has no value `{word.text}`", word, help=nearest(word.text, fact.values))
        return frozenset({word.text})

    def circuit_states(self, word: _Token) -> frozenset[str]:
        circuits = self.vocabulary.circuits
        if word.text not in circuits:
            self.fail("unknown-value", f"there is no circuit `{word.text}`", word, help="circuits are `ca1` to `ca11` and `cadc`")
        return circuits[word.text]

    # comparisons

    def comparison(self) -> Formula:
        start = self.next
        left = self.term()
        mark = self.take()
        if mark.text not in ("<", "<=", ">", ">=", "=", "!="):
            self.fail("formula-syntax", f"expected a comparison and found `{mark.text}`", mark)
        right = self.term()
        end = self.tokens[self.index - 1]
        if left.is_date != right.is_date:
            self.fail("ill-typed", "a date is compared with a number", start, end)
        made = self.compare(left, mark.text, right, start, end)
        for term in (left, right):
            if term.fact is not None and term.fact.off_ramp:
                made = conjoin(given(term.fact.name), made)
        return made

    def compare(self, left: _Term, mark: str, right: _Term, start: _Token, end: _Token) -> Formula:
        if mark == "=":
            return conjoin(self.compare(left, "<=", right, start, end), self.compare(left, ">=", right, start, end))
        if mark == "!=":
            return negate(self.compare(left, "=", right, start, end))
        if mark in (">", ">="):
            return self.compare(right, "<" if mark == ">" else "<=", left, start, end)
        if left.fact is None and right.fact is None:
            self.fail("ill-typed", "two constants are compared", start, end)
        less = 1 if mark == "<" else 0
        if right.fact is None:
            assert left.fact is not None
            return moved_at_most(left.fact.name, left.months, left.days, right.value - less)
        if left.fact is None:
            return negate(moved_at_most(right.fact.name, right.months, right.days, left.value + less - 1))
        if not left.months:
            return at_most_fact(left.fact.name, right.fact.name, right.months, right.days - left.days - less)
        if not right.months:
            return negate(at_most_fact(right.fact.name, left.fact.name, left.months, left.days - right.days + less - 1))
        self.fail("ill-typed", "calendar arithmetic stands on both sides", start, end, "move it to one side")

    def term(self) -> _Term:
        token = self.take()
        if token.kind == "date":
            try:
                term = _Term(None, read_days(token.text, "a formula")[0], True)
            except InforceError as error:
                self.fail(error.code, error.message, token, help=error.help)
        elif token.kind == "number":
            term = _Term(None, int(token.text), False)
        else:
            term = self.fact_term(token)
        while self.next.text in ("+", "-"):
            sign = 1 if self.take().text == "+" else -1
            amount = self.take()
            if amount.kind != "number":
                self.fail("formula-syntax", f"expected a number and found `{amount.text}`", amount)
            term = self.moved(term, sign * int(amount.text), amount)
        return term

    def fact_term(self, token: _Token) -> _Term:
        if token.text == "age":
            self.fail("formula-syntax", "`age` is compared with a number, as in `age < 18`", token)
        if token.text == "on":
            return _Term(ON, 0, True)
        if token.text not in self.vocabulary:
            help = nearest(token.text, self.vocabulary) or "facts are declared in law/facts.yaml"
            self.fail("unknown-fact", f"unknown fact `{token.text}`", token, help=help)
        fact = self.vocabulary[token.text]
        if not fact.is_ordered:
            self.fail("ill-typed", f"fact `{fact.name}` is no date or number and cannot be compared", token)
        return _Term(fact, 0, fact.type == "date")

    def moved(self, term: _Term, amount: int, token: _Token) -> _Term:
        unit = self.next.text.rstrip("s") if self.next.kind == "word" else ""
        if unit in ("day", "month", "year"):
            self.take()
        elif term.is_date:
            self.fail("formula-syntax", "an amount of time needs `days`, `months` or `years`", token)
        if not term.is_date and unit:
            self.fail("ill-typed", "a number takes no days, months or years", token)
        if unit in ("month", "year"):
            if term.days:
                self.fail("formula-syntax", "write months and years before days", token)
            months = amount * (12 if unit == "year" else 1)
            if abs(term.months + months) > MOST_MONTHS:
                self.fail("bad-number", f"at most {MOST_MONTHS // 12} years are added or taken away", token)
            if term.fact is None:
                return _Term(None, shift(term.value, months, 0), True)
            return _Term(term.fact, 0, True, term.months + months, 0)
        if term.fact is None:
            return _Term(None, term.value + amount, term.is_date)
        return _Term(term.fact, 0, term.is_date, term.months, term.days + amount)

    # calls

    def call(self, name: str) -> Formula:
        """A call that the reader of the formula adds to the language."""
        argument = self.take()
        self.expect(")")
        try:
            return self.calls[name](argument.text)
        except InforceError as error:
            self.fail(error.code, error.message, argument, help=error.help)

    def call_reached(self, token: _Token) -> Formula:
        return reached(token.text)

    def call_given(self, token: _Token) -> Formula:
        if token.text not in self.vocabulary:
            self.fail("unknown-fact", f"unknown fact `{token.text}`", token, help=nearest(token.text, self.vocabulary))
        return given(token.text)

    def call_member(self, token: _Token) -> Formula:
        return has(MEMBERSHIPS, token.text)

    def call_other_reading(self, token: _Token) -> Formula:
        name = READING + token.text
        if name not in self.vocabulary:
            names = [fact[len(READING) :] for fact in self.vocabulary if fact.startswith(READING)]
            self.fail("unknown-reading", f"unknown reading `{token.text}`", token, help=nearest(token.text, names) or "readings are declared in law/readings.yaml")
        return flag(name)


ON = Fact("on", "date")
_CALLS: dict[str, Callable[[_Parser, _Token], Formula]] = {
    "reached": _Parser.call_reached,
    "given": _Parser.call_given,
    "member": _Parser.call_member,
    "other_reading": _Parser.call_other_reading,
}
_AGE = re.compile(r"\bage\s*(<=|>=|<|>|!=|=)\s*(\d+)\b(?!-)")


_FLIP = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "=", "!=": "!="}


def _from_source(source: str, match: re.Match[str]) -> str:
    """Days since a date, compared with a number, as a comparison of the date itself."""
    return f"({source} + {match[2]} days {_FLIP[match[1]]} on)"


def _expand(text: str, vocabulary: Vocabulary) -> str:
    """Rewrite the derived numbers, `age` and days since a date, into comparisons of their sources."""

    def age(match: re.Match[str]) -> str:
        mark, years = match[1], int(match[2])
        old = {
            ">=": f"birth_date + {years} years <= on",
            ">": f"birth_date + {years + 1} years <= on",
            "<": f"birth_date + {years} years > on",
            "<=": f"birth_date + {years + 1} years > on",
            "=": f"birth_date + {years} years <= on and birth_date + {years + 1} years > on",
            "!=": f"not (birth_date + {years} years <= on and birth_date + {years + 1} years > on)",
        }
        return f"({old[mark]})"

    text = _AGE.sub(age, text)
    for fact in vocabulary.facts.values():
        if fact.days_since is not None and fact.name in text:
            text = re.sub(
                rf"\b{fact.name}\s*(<=|>=|<|>|!=|=)\s*(\d+)\b",
                partial(_from_source, fact.days_since),
                text,
            )
    return text


def parse(
    text: str, vocabulary: Vocabulary, definitions: Mapping[str, Formula] | None = None, where: Where | None = None, calls: Calls | None = None
) -> Written:
    """Parse one formula.

    Args:
        calls: words that a reader of formulas adds, as in `pending(ID)`, each with what makes its formula.

    Raises:
        InforceError: `formula-syntax`, `unknown-fact`, `unknown-value`, `unknown-reading`, `ill-typed`; the offending
            words are underlined in its help.

    >>> facts = Vocabulary({"us_citizen": Fact("us_citizen", "bool"), "n": Fact("n", "int")})
    >>> parse("not us_citizen and n >= 3", facts).formula
    <not us_citizen and n >= 3>
    >>> print(parse_error("n > 2 and us_citisen", facts))
    unknown fact or definition `us_citisen` [unknown-fact]
      help: n > 2 and us_citisen
                      ^^^^^^^^^^
      did you mean `us_citizen`?
    """
    parser = _Parser(_expand(text, vocabulary), vocabulary, definitions or {}, where, calls or {})
    made = parser.formula()
    if parser.next.kind != "end":
        parser.fail("formula-syntax", f"expected `and`, `or` or the end and found `{parser.next.text}`", parser.next)
    return Written(made, text, where, parser.spans)


def parse_error(text: str, vocabulary: Vocabulary) -> InforceError | None:
    """The error that `parse` raises for a text, or None; for examples and `check`."""
    try:
        parse(text, vocabulary)
    except InforceError as error:
        return error
    return None


def to_text(formula: Formula, loosest: str = "or") -> str:
    """Print a formula so that `parse` reads the same formula back (constants of `Most` are printed as days where large)."""
    if isinstance(formula, Constant):
        return "true" if formula is TRUE else "false"
    if isinstance(formula, Flag):
        if formula.fact.startswith(READING):
            return f"other_reading({formula.fact[len(READING) :]})"
        return formula.fact
    if isinstance(formula, Has):
        return f"member({formula.value})" if formula.fact == MEMBERSHIPS else f"{formula.fact} has {formula.value}"
    if isinstance(formula, In):
        words = sorted(formula.values)
        return f"{formula.fact} is {words[0]}" if len(words) == 1 else f"{formula.fact} in {{{', '.join(words)}}}"
    if isinstance(formula, Most):
        return _most_text(formula, "<=", 0)
    if isinstance(formula, Given):
        return f"given({formula.fact})"
    if isinstance(formula, Ref):
        return f"reached({formula.provision})"
    if isinstance(formula, Not):
        if isinstance(formula.part, Most):
            if formula.part.right is None and formula.part.limit >= -1:
                return _most_text(formula.part, ">=", 1)
            # `x > y` would be read as `y <= x - 1`: the same, but another node
            return _most_text(formula.part, ">", 0) if formula.part.months else "not " + _most_text(formula.part, "<=", 0)
        if isinstance(formula.part, In):
            words = sorted(formula.part.values)
            return f"{formula.part.fact} is not {words[0]}" if len(words) == 1 else f"{formula.part.fact} not in {{{', '.join(words)}}}"
        return "not " + to_text(formula.part, "not")
    assert isinstance(formula, (And, Or))
    word, inner = (" and ", "and") if isinstance(formula, And) else (" or ", "or")
    text = word.join(to_text(part, inner) for part in formula.parts)
    return f"({text})" if loosest == "not" or (loosest == "and" and isinstance(formula, Or)) else text


def _most_text(atom: Most, mark: str, more: int) -> str:
    if atom.right is None:
        limit = atom.limit + more
        if limit < 0:  # a number below zero cannot be written
            return f"{atom.left} + {-limit} {mark} 0"
        return f"{atom.left} {mark} {date.fromordinal(limit).isoformat() if limit > 600_000 else limit}"
    move = ""
    for amount, unit in ((atom.months, "months"), (atom.days, "days")):
        if amount:
            move += f" {'+' if amount > 0 else '-'} {abs(amount)} {unit}"
    return f"{atom.left} {mark} {atom.right}{move}"
