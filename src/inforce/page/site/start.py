"""The start page: what the site answers, what it keeps (nothing), and the way in."""

from __future__ import annotations

from inforce.backends.text.catalogue import Catalogue
from inforce.page.site.shell import link
from inforce.rulebook.book import Book


def to_body(book: Book, words: Catalogue) -> str:
    """The body of the page."""
    say, lang = words.say, words.lang
    count = sum(1 for name in book.library.provisions if name in book.library.syllabus)
    acts = len(book.library.acts)

    def part(place: str, heading: str, text: str) -> str:
        return f'<li><a href="{link(place, lang)}"><b>{heading}</b></a><br>{text}</li>'

    parts = [
        part("rules", say("The rules"), say("Each rule in plain words, with the text to look up, its history and its status today.")),
        part("timeline", say("What happened when"), say("Every order, memo, notice and court order, one after the other.")),
        part("article", say("The article answered"), say("What was said of the two memos of February 2017, held against their text.")),
        part("sheet", say("A sheet to take along"), say("One page in general words: what protects, what to find out, whom to ask. It says nothing about the person who carries it.")),
    ]
    return (
        f"<h1>{say('Which immigration enforcement rules are in force, and whom they reach')}</h1>\n"
        f"<p class=lead>{say('Answer some questions. See which rules your answers meet, on a day and in a place, and where each rule can be read.')}</p>\n"
        f'<div class=row><a class="button main" href="{link("interview", lang)}">{say("Start the questions")}</a></div>\n'
        f"<div class=note><p><b>{say('Your answers stay on this screen.')}</b> {say('Nothing is sent and nothing is saved. When the page is closed or left, the answers are gone.')}</p>"
        f"<p>{say('To leave at once: the button at the top, or the Esc key twice. The page is then replaced by an empty one.')}</p></div>\n"
        f"<noscript><div class='note warn'><p>{say('The questions need a script, which is turned off here. The rules can be read without it.')}</p></div></noscript>\n"
        f"<h2>{say('To read')}</h2>\n<ul class=shelf>{''.join(parts)}</ul>\n"
        f"<h2>{say('How it answers')}</h2>\n"
        f"<p>{say('{count} rules and {acts} acts upon them stand in a rulebook, each with its source. A rule can be in force, announced, put on hold by a court, or ended; which it is depends on the day and the place.', count=count, acts=acts)}</p>\n"
        f"<p>{say('What is not known stays open: a question can be left out, and the answer then says what it turns on. Where careful readers read a text in two ways, both are shown.')}</p>\n"
    )
