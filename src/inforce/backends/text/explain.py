"""Explanations in words: short (one or two sentences), medium, or full, in either language; every sentence from the catalogue."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from inforce.backends.explain.changes import Change
from inforce.backends.explain.explanation import Explanation, TwoReadings
from inforce.backends.explain.reason import Reason
from inforce.backends.text.acts import act_sentence, capital, scopes
from inforce.backends.text.base import Speaker
from inforce.backends.text.catalogue import Catalogue, sentence
from inforce.backends.text.explain_open import tell_open
from inforce.backends.text.explain_shields import tell_shields
from inforce.backends.text.facts import value_words
from inforce.backends.text.outcomes import IF_OPERATIVE, MODAL, STATUS, short_form, whole_sentence
from inforce.backends.text.standing import status_headline, weight_words
from inforce.backends.text.told import Level, Telling, Told
from inforce.kernel.formula import And, Formula, conjoin
from inforce.rulebook.act import Effect
from inforce.rulebook.library import Library
from inforce.rulebook.standing import ActLine

MARKS = {True: sentence("Met: {condition}"), False: sentence("Not met: {condition}"), None: sentence("Open: {condition}")}
SOME = 3
"""How many changes, and how many acts, a medium explanation tells."""


class Teller:
    """Tells explanations in one language."""

    def __init__(self, library: Library, speaker: Speaker, words: Catalogue) -> None:
        self.library = library
        self.speaker = speaker
        self.words = words
        self.lang = words.lang

    def tell(self, one: Explanation, level: Level) -> list[Told]:
        """An explanation, as long as asked for."""
        page = Telling()
        if level == "short":
            page.say(self.short(one))
            for reading in one.readings:
                page.say(self._both_readings(one, reading))
            return page.told
        self._answer(page, one)
        self._why(page, one)
        if level == "full":
            self._conditions(page, one)
        tell_shields(self, page, one, full=level == "full")
        if one.open is not None:
            tell_open(self, page, one, full=level == "full")
        self._status(page, one, full=level == "full")
        self._changes(page, one, full=level == "full")
        self._transfers(page, one, full=level == "full")
        self._readings(page, one)
        self._power(page, one, full=level == "full")
        return page.told

    def short(self, one: Explanation) -> str:
        """The answer and what decides it, in one or two sentences."""
        say = self.words.say
        answer = self._outcome(one)
        if one.open is not None:
            labels = "; ".join(self.speaker.label(fact) for fact in one.open.settling)
            if len(one.open.settling) == 1:
                return say("{answer} This would settle it: {fact}.", answer=answer, fact=labels)
            return say("{answer} Together these would settle it: {facts}.", answer=answer, facts=labels)
        if one.why.facts:
            return say("{answer} What was said that decides it: {facts}.", answer=answer, facts="; ".join(self.facts(one, one.why.facts)))
        if one.outcome == "exempt":
            return answer
        return say("{answer} No fact about the person changes that.", answer=answer)

    # words for values

    def day(self, on: date) -> str:
        return self.speaker.tongue.day(on)

    def facts(self, one: Explanation, names: Iterable[str]) -> list[str]:
        """Facts as said, each in a phrase."""
        return [value_words(self.speaker, self.words, name, one.values[name]) for name in names]

    def findings(self, names: Iterable[str]) -> list[str]:
        return [self.speaker.label(name) for name in names]

    def title(self, provision: str) -> str:
        return capital(self.library.provisions[provision].title[self.lang])

    def outcome(self, one: Explanation, outcome: str) -> str:
        """An outcome in a few words."""
        return self.words.say(short_form(outcome, one.determination.bears))

    def reason(self, one: Explanation, why: Reason) -> str:
        """What decides something, in one line: facts as said, and what counts as not so."""
        assumed = [self.words.say("not so, as nothing was said of it: {finding}", finding=label) for label in self.findings(why.assumed)]
        return "; ".join([*self.facts(one, why.facts), *assumed])

    def _outcome(self, one: Explanation) -> str:
        return self.words.say(whole_sentence(one.outcome, one.determination.bears, one.standing.status), on=self.day(one.on))

    # parts of an explanation

    def _answer(self, page: Telling, one: Explanation) -> None:
        say = self.words.say
        page.say(self._outcome(one))
        if one.teller != one.provision:
            page.say(say("The answer comes from one of its parts: {title}.", title=self.title(one.teller)))
        if one.determination.if_operative:
            page.say(say(IF_OPERATIVE[one.determination.if_operative]))
        if one.determination.past_horizon:
            page.say(say("Warning: the acts of this rule were checked only through {horizon}; {on} is later.", horizon=self.day(one.standing.horizon), on=self.day(one.on)))

    def _why(self, page: Telling, one: Explanation) -> None:
        say = self.words.say
        if one.why.facts:
            page.head(say("What was said that decides it") if one.open is None else say("What was said that rules out other answers"))
            for phrase in self.facts(one, one.why.facts):
                page.item(capital(phrase))
        elif one.open is None and one.outcome != "exempt":
            page.say(say("No fact about the person changes that."))
        if one.why.assumed:
            page.head(say("Nothing was said of these, so they count as not so"))
            for label in self.findings(one.why.assumed):
                page.item(capital(label))

    def _conditions(self, page: Telling, one: Explanation) -> None:
        if not one.conditions:
            return
        say, text = self.words.say, conjoin(*(condition.formula for condition in one.conditions))
        truths = {condition.formula: condition.met for condition in one.conditions}
        page.head(say("What the text asks for"))
        for part, lines in self.speaker.conditions(text):
            met = _met(part, truths)
            first, *rest = lines
            page.item(say(MARKS[met], condition=capital(first.text)))
            for line in rest:
                page.item(line.text, line.depth)

    def _status(self, page: Telling, one: Explanation, *, full: bool) -> None:
        say, standing = self.words.say, one.standing
        page.head(say("Status of the rule"))
        headline = status_headline(self.library, standing, self.words, {status: say(words) for status, words in STATUS.items()})
        page.say(say("On {on} it is: {status}.", on=self.day(one.on), status=headline))
        for act in standing.acts if full else standing.acts[-SOME:]:
            self._act(page, act, full=full)
        for variation in standing.varies:
            where = scopes(variation.effects, self.library, self.speaker, self.words)
            status = say(STATUS[variation.status])
            page.item(say("It differs here: {where}. There it is: {status}.", where=where, status=status))
        if full:
            for line in weight_words(standing, self.library, self.words, lambda ruling: scopes([ruling.effect], self.library, self.speaker, self.words) or None, self.day):
                page.item(capital(line))
        turn = one.next_turn
        if turn is None:
            page.say(say("Nothing found after that day changes it."))
            return
        outcome = self.outcome(one, turn.outcome)
        if turn.status is None:
            page.say(say("It next changes on {on}. From then on: {outcome}.", on=self.day(turn.on), outcome=outcome))
        else:
            page.say(
                say("It next changes on {on}. Its status is then: {status}. From then on: {outcome}.",
                    on=self.day(turn.on), status=say(STATUS[turn.status]), outcome=outcome)
            )  # fmt: skip
        for effect in turn.acts if full else turn.acts[:1]:
            page.item(self._turning(one, effect, turn.on))

    def _turning(self, one: Explanation, effect: Effect, on: date | None = None) -> str:
        """What an act does on a day, to this rule or to another through which it changes the answer; or that its own time runs out."""
        said = act_sentence(effect, self.library, self.speaker, self.words)
        if on is not None and on not in (effect.day, effect.latest):
            said = self.words.say("This runs out: {act}.", act=self.library.acts[effect.act].title[self.lang])
        if effect.target == one.teller or effect.target not in self.library.provisions:
            return said
        return self.words.say("Through another rule, {title}: {sentence}", title=self.title(effect.target), sentence=said)

    def _act(self, page: Telling, act: ActLine, *, full: bool) -> None:
        assert act.effect is not None
        said = act_sentence(act.effect, self.library, self.speaker, self.words)
        page.item(self.words.say("{on}: {sentence}", on=self.day(act.date), sentence=said))
        if full:
            page.item(act.cite, 1)

    def _changes(self, page: Telling, one: Explanation, *, full: bool) -> None:
        if one.open is not None or not one.changes.facts:
            return
        say, found = self.words.say, one.changes.found
        if not found:
            if one.changes.complete:
                page.say(say("No change of one fact that was said gives another answer.") if one.changes.facts == 1
                         else say("No change of one fact that was said, or of two, gives another answer."))  # fmt: skip
            return
        page.head(say("For whom the answer would be another"))
        page.say(say("Each line is about somebody of whom all else is so as was said here."))
        shown = found if full else _first(found)
        for change in shown:
            what = "; ".join(value_words(self.speaker, self.words, move.fact, move.other) for move in change.moves)
            page.item(say("{facts}: {outcome}", facts=capital(what), outcome=self.outcome(one, change.outcome)))
        if len(shown) < len(found):
            page.say(self.words.count("There is {count} more, in the full explanation.", "There are {count} more, in the full explanation.", len(found) - len(shown)))
        elif not one.changes.complete:
            page.say(say("There may be more: the search was cut short."))

    def _transfers(self, page: Telling, one: Explanation, *, full: bool) -> None:
        if not one.transfers:
            return
        say = self.words.say
        page.head(say("What a transfer would change"))
        page.say(say("People in detention are moved. What counts is the place where the person is held."))
        for transfer in one.transfers:
            circuit, outcome = self.library.places[transfer.circuit][self.lang], self.outcome(one, transfer.outcome)
            if transfer.is_whole:
                page.item(say("{circuit}: {outcome}", circuit=circuit, outcome=outcome))
            else:
                states = self.speaker.tongue.join([self.speaker.value("state", state) for state in transfer.states], False)
                page.item(say("{circuit}, only {states}: {outcome}", circuit=circuit, states=states, outcome=outcome))
            for act in transfer.acts if full else transfer.acts[-1:]:
                if act.effect is not None:
                    page.item(self._turning(one, act.effect), 1)

    def _readings(self, page: Telling, one: Explanation) -> None:
        if not one.readings:
            return
        say = self.words.say
        page.head(say("Where careful readers differ"))
        for reading in one.readings:
            words = self.library.readings[reading.id]
            page.item(say("The point: {point}.", point=words.point[self.lang]))
            page.item(say("By the default reading ({reading}): {outcome}.", reading=words.default[self.lang], outcome=self.outcome(one, reading.default_outcome)), 1)
            page.item(say("By the other reading ({reading}): {outcome}.", reading=words.other[self.lang], outcome=self.outcome(one, reading.other_outcome)), 1)

    def _both_readings(self, one: Explanation, reading: TwoReadings) -> str:
        by_default, by_other = (self.outcome(one, outcome) for outcome in (reading.default_outcome, reading.other_outcome))
        point = self.library.readings[reading.id].point[self.lang]
        return self.words.say(
            "Careful readers differ on this: {point}. By the default reading: {by_default}. By the other reading: {by_other}.",
            point=point, by_default=by_default, by_other=by_other,
        )  # fmt: skip

    def _power(self, page: Telling, one: Explanation, *, full: bool) -> None:
        say, how = self.words.say, one.determination.discretion
        page.head(say("Must or may, and who"))
        page.say(say(MODAL[how.modal], who=how.deciders[self.lang]))
        if how.basis == "practice":
            page.say(say("This is a practice that no text requires."))
        provision = self.library.provisions[one.teller]
        if condition := provision.conditions.get(self.lang):
            is_benefit = provision.bearing == "benefit"
            page.say(say("How far it goes: {condition}", condition=condition) if is_benefit else say("A condition on officers: {condition}", condition=condition))
        page.head(say("Authority"))
        for cite in one.determination.authority if full else one.determination.authority[:1]:
            page.item(cite)


def _first(found: tuple[Change, ...]) -> tuple[Change, ...]:
    """The changes a medium explanation tells: of one fact where there are any, one for each fact first."""
    smallest = [change for change in found if len(change.moves) == len(found[0].moves)]
    by_fact: dict[tuple[str, ...], Change] = {}
    for change in smallest:
        by_fact.setdefault(tuple(move.fact for move in change.moves), change)
    return tuple(by_fact.values())[:SOME]


def _met(part: Formula, truths: dict[Formula, bool | None]) -> bool | None:
    """Whether a condition is met, where several that stand together are said in one."""
    pieces = part.parts if isinstance(part, And) and part not in truths else (part,)
    found = [truths.get(piece) for piece in pieces]
    if False in found:
        return False
    return None if None in found else True
