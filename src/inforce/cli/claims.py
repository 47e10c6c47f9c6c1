"""`inforce claims`: the ledger of statements, each with its answer."""

from __future__ import annotations

import click

from inforce.cli.options import Asked, common, lang_option
from inforce.cli.output import put, put_json


@click.command("claims")
@lang_option
@common
def command(asked: Asked, lang: str) -> int:
    """The statements made about the rules, each with its answer.

    Each is asked on its own day, as known that day, where no --on is given.
    """
    from inforce.claims.check import check
    from inforce.claims.shelf import read_shelf
    from inforce.cli.claimed import Teller
    from inforce.cli.labels import speaker
    from inforce.cli.sheet import NOTICE, Sheet

    book, moment = asked.open()
    shelf = read_shelf(book)
    on = moment.on if asked.on is not None else None
    answers = [check(book, claim, on, moment.known_on) for claim in shelf.claims.values()]
    if asked.as_json:
        put_json([answer.to_json() for answer in answers])
        return 0
    page = Sheet()
    teller = Teller(page, shelf, speaker(book, lang))
    teller.ledger(answers)
    page.say(teller.say("`inforce claim ID` tells the whole of one."))
    page.say(teller.say(NOTICE))
    put(page.lines)
    return 0
