"""`inforce claim`: a statement checked against the rules."""

from __future__ import annotations

from pathlib import Path

import click

from inforce.cli.options import Asked, common, lang_option
from inforce.cli.output import put, put_json


@click.command("claim")
@click.argument("name", metavar="ID|FILE")
@lang_option
@common
def command(asked: Asked, name: str, lang: str) -> int:
    """Check a statement against the rules: it holds under the text, fails (with a
    person for whom it fails), is open, or is not about the rules.

    Asked on the day of the statement, as known that day, where no --on is given.
    """
    from inforce.claims.check import check, since
    from inforce.claims.shelf import read_claim_file, read_shelf
    from inforce.cli.claimed import Teller, claim_json
    from inforce.cli.labels import speaker
    from inforce.cli.sheet import NOTICE, Sheet

    book, moment = asked.open()
    shelf = read_shelf(book)
    is_file = name not in shelf.claims and (Path(name).is_file() or name.endswith((".yaml", ".yml", ".json")))
    claims = read_claim_file(shelf, name) if is_file else [shelf.claim(name)]
    voice = speaker(book, lang)
    on = moment.on if asked.on is not None else None
    answers = [(check(book, claim, on, moment.known_on), since(book, claim)) for claim in claims]
    if asked.as_json:
        put_json([claim_json(shelf, answer, voice, history) for answer, history in answers])
        return 0
    page = Sheet()
    teller = Teller(page, shelf, voice)
    for answer, history in answers:
        page.gap()
        teller.claim(answer, history)
    page.gap()
    page.say(teller.say("rulebook {version}", version=book.library.version))
    page.say(teller.say(NOTICE))
    put(page.lines)
    return 0
