"""A standing on a sheet: the status in a sentence, the acts behind it, where it is otherwise, the courts on either side, and when it was last checked."""

from __future__ import annotations

from collections.abc import Iterable

from inforce.backends.text.acts import act_sentence, capital
from inforce.backends.text.catalogue import Catalogue, catalogue, sentence
from inforce.backends.text.standing import court_words, horizon_words, span_words, status_headline
from inforce.backends.text.states import places_phrase
from inforce.cli.labels import limits, load_labels, voice
from inforce.cli.sheet import QUIET, STATUS_STYLE, Sheet, styled
from inforce.cli.words import STATUS, UPON_IT, day_words, moment_words
from inforce.rulebook.authority import Authority
from inforce.rulebook.book import Book
from inforce.rulebook.labels import noun
from inforce.rulebook.standing import ActLine, Standing, Variation

WHOLE: dict[str | None, str] = {
    "operative": sentence("On {day}{where}, this rule is in force."),
    "suspended": sentence("On {day}{where}, this rule is on hold."),
    "announced": sentence("On {day}{where}, this rule is announced and not yet in force."),
    "not_yet": sentence("On {day}{where}, this rule has not begun."),
    "ended": sentence("On {day}{where}, this rule has ended."),
    None: sentence("On {day}{where}, it is not settled how this rule stands."),
}
"""How a rule stands that stands alike everywhere and for everyone."""
UNDER_REVIEW = {
    "filed": sentence("in {court}, asked for on {day}: {act}"),
    "granted": sentence("in {court}, which took the case on {day}: {act}"),
    "argued": sentence("in {court}, argued on {day}: {act}"),
}


def status_sentence(book: Book, standing: Standing, words: Catalogue) -> str:
    """How a provision stands on the day, in the place, as known on the day of knowledge."""
    headline = status_headline(book.library, standing, words, STATUS[words.lang])
    day, where = day_words(standing.on, words.lang), moment_words(words.lang, standing.state, standing.known_on)
    if headline == STATUS[words.lang][standing.status]:
        return words.say(WHOLE[standing.status], day=day, where=where)
    return words.say("On {day}{where}, this rule is {headline}.", day=day, where=where, headline=headline)


def say_heading(page: Sheet, book: Book, provision: str, lang: str) -> None:
    """The title of a provision, and its id, which further questions need."""
    page.say(capital(book.library.provisions[provision].title[lang]), style="bold")
    page.say(provision, style=QUIET)


def say_standing(page: Sheet, book: Book, standing: Standing, lang: str, *, acts: bool = True) -> None:
    """The status in a sentence, what it turns on, the acts behind it, and everything that weighs on it.

    Args:
        acts: whether the acts behind the status are told; a page that lists every act has no need of them.
    """
    words, say = catalogue(lang), catalogue(lang).say
    page.say(status_sentence(book, standing, words), style=STATUS_STYLE.get(standing.status, "bold"))
    for fact in standing.depends_on:
        page.say(say("It turns on {fact}.", fact=noun(load_labels(book), fact, lang)), 2, 2)
    if acts and standing.acts:
        page.head(say("What makes it so"))
        for act in standing.acts:
            _say_act(page, book, act, lang)
    _say_variations(page, book, standing, lang)
    say_weight(page, book, standing, lang)
    if standing.parts:
        page.head(say("It has parts, each with a status of its own"))
        for part in standing.parts:
            page.item("-", styled(capital(book.library.provisions[part].title[lang]), (f" [{part}]", QUIET)), 2)


def _say_act(page: Sheet, book: Book, act: ActLine, lang: str) -> None:
    words, day = catalogue(lang), day_words(act.date, lang)
    done = act_sentence(act.effect, book.library, voice(book, lang), words) if act.effect else f"{capital(book.library.acts[act.act].title[lang])} {UPON_IT[lang][act.verb]}"
    page.item("-", words.say("{on}: {sentence}", on=day, sentence=done), 2)
    if act.effect is not None and act.effect.to is not None:
        page.say(capital(span_words(act.date, act.effect.to, words, lambda on: day_words(on, lang))), 4)
    _say_source(page, book, act.act, 4)


def _say_source(page: Sheet, book: Book, act: str, indent: int) -> None:
    """The citation of an act, and the id by which `inforce timeline` tells more of it."""
    page.say(styled((f"{book.library.acts[act].cite} [{act}]", QUIET)), indent, 2)


def _say_variations(page: Sheet, book: Book, standing: Standing, lang: str) -> None:
    """Where and for whom the status is another, under each status."""
    words = catalogue(lang)
    for status in dict.fromkeys(variation.status for variation in standing.varies):
        page.head(words.say("Where or for whom it is different: {status}", status=STATUS[lang][status]))
        for variation in standing.varies:
            if variation.status == status:
                cite = f": {book.library.acts[variation.act].cite}" if variation.act else ""
                page.item("-", styled(capital(variation_words(book, variation, lang)) + cite, (f" [{variation.act}]" if variation.act else "", QUIET)), 2)


def variation_words(book: Book, variation: Variation, lang: str) -> str:
    """Where and for whom a status differs."""
    if lang == "en":
        return "; ".join(said for said in (variation.where, variation.people) if said)
    words = catalogue(lang)
    spelled = words.say("in {places}", places=places_phrase(variation.states, book.library, words)) if variation.states else ""
    scopes = limits(book, variation.effects, lang, "")
    if variation.is_outside:
        scopes = words.say("outside of this: {scope}", scope=scopes)
    return "; ".join(said for said in (spelled, scopes) if said)


def say_weight(page: Sheet, book: Book, standing: Standing, lang: str) -> None:
    """The courts for and against it that are not named yet, what is under review, and what is only reported."""
    say, named = catalogue(lang).say, {variation.act for variation in standing.varies} | {act.act for act in standing.acts}
    _say_rulings(page, book, say("Courts that upheld it"), standing.authority_for, lang)
    against = [one for one in standing.authority_against if one.act not in named]
    _say_rulings(page, book, say("Other rulings against it") if len(against) < len(standing.authority_against) else say("Rulings against it"), against, lang)
    if standing.pending:
        page.head(say("Under review"))
    for review in standing.pending:
        court, upon = court_words(review.court, book.library, catalogue(lang)), book.library.acts[review.upon].title[lang]
        page.item("-", capital(say(UNDER_REVIEW[review.stage], court=court, day=day_words(review.since, lang), act=upon)), 2)
    if standing.reported:
        page.head(say("Reported, but seen in no source, so not counted"))
    for told in standing.reported:
        page.item("-", say("{on}: {sentence}", on=day_words(told.date, lang), sentence=capital(book.library.acts[told.act].title[lang])), 2)


def _say_rulings(page: Sheet, book: Book, title: str, rulings: Iterable[Authority], lang: str) -> None:
    rulings = list(rulings)
    if rulings:
        page.head(title)
    for one in rulings:
        where = limits(book, [one.effect], lang, one.where) if one.where is not None else None
        page.item("-", styled((f"{capital(where)}: " if where else "") + one.cite, (f" [{one.act}]", QUIET)), 2)


def say_horizon(page: Sheet, standing: Standing, lang: str) -> None:
    """When a provision was last checked, as a warning where the day asked about is later."""
    page.gap()
    if not standing.past_horizon:
        page.say(catalogue(lang).say("Last checked on {day}.", day=day_words(standing.horizon, lang)))
        return
    for line in checked_words(standing, lang):
        page.warn(line)


def checked_words(standing: Standing, lang: str) -> list[str]:
    """That a day is past the horizon, and what holds the horizon back."""
    lines = horizon_words(standing.verified, catalogue(lang), lambda on: day_words(on, lang)).split("\n")
    return [capital(line) + ("" if line.endswith(".") else ".") for line in lines]



