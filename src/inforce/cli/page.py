"""`inforce page`: the offline site, whole or not at all."""

from __future__ import annotations

from pathlib import Path

import click


@click.command("page")
@click.argument("folder", metavar="DIR")
@click.option("--lang", default="en", show_default=True, metavar="en|es", help="the language of the page that opens first")
@click.option("--force", is_flag=True, help="replace a site that is there, whole")
@click.option("--rulebook", metavar="DIR", help="another rulebook")
def command(folder: str, lang: str, force: bool, rulebook: str | None) -> int:
    """Write the offline site into DIR: questions with their result, sheets to print,
    the rules, their history and the article answered, in English and Spanish. It
    opens from a file, asks nothing of any other place and keeps nothing."""
    from inforce.backends.text.catalogue import LANGUAGES, catalogue
    from inforce.claims.check import check
    from inforce.claims.shelf import read_shelf
    from inforce.cli.article import read_cases, tell_person
    from inforce.cli.labels import speaker
    from inforce.page.article import gather
    from inforce.page.site.folder import check_free, put_folder
    from inforce.page.site.site import NAMES, to_files
    from inforce.rulebook.book import load

    catalogue(lang)
    target = Path(folder)
    check_free(target, dict.fromkeys(NAMES, ""), force=force)
    book = load(rulebook)
    shelf, people = read_shelf(book), read_cases(book, None)
    answers = [check(book, claim) for claim in shelf.claims.values()]
    speakers = {tongue: speaker(book, tongue) for tongue in LANGUAGES}
    articles = {tongue: gather(shelf, speakers[tongue], [tell_person(book, case, tongue) for case in people], answers) for tongue in LANGUAGES}
    files = to_files(book, speakers, articles, lang=lang)
    put_folder(target, files, force=force)
    click.echo(str(target / "index.html"))
    return 0
