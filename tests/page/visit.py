"""A visit: the interview page as a person uses it, question by question."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from playwright.sync_api import Page

READY = """
(before) => {
  const busy = document.querySelector("main > .progress");
  const wrong = document.getElementById("wrong");
  return !busy && ((wrong && !wrong.hidden) || document.body.dataset.turn !== before);
}
"""
MOST = 90
"""No interview has as many questions: each is about a fact of its own."""
OPEN = ("unknown", "unsaid")
YEARS = ("1988", "2009", "2013", "2016", "2017")


@dataclass(frozen=True)
class Question:
    """What stands on the screen."""

    text: str
    choices: tuple[str, ...]
    fields: tuple[str, ...]

    @property
    def kind(self) -> str:
        """What kind of form it has."""
        for kind, field_name in (("list", "value"), ("set", "tick"), ("date", "from-year"), ("day", "year"), ("number", "number")):
            if field_name in self.fields:
                return kind
        return "yes or no" if self.choices[:2] == ("true", "false") else "words"


Answer = Callable[[Question], str]
"""Which choice a person makes at a question."""


@dataclass
class Visit:
    """One interview in a tab.

    Args:
        random: picks what is typed and ticked.
        asked: the questions so far, each with the choice made.
    """

    tab: Page
    random: Random
    asked: list[tuple[str, str]] = field(default_factory=list)

    @property
    def screen(self) -> str:
        return str(self.tab.evaluate("document.body.dataset.screen"))

    def question(self) -> Question:
        text, choices, fields = self.tab.evaluate(
            "() => { const inputs = [...document.getElementById('question').elements].filter((input) => input.name);"
            " return [document.getElementById('head').textContent, inputs.filter((input) => input.name === 'choice').map((input) => input.value), inputs.map((input) => input.name)]; }"
        )
        return Question(text, tuple(choices), tuple(dict.fromkeys(fields)))

    def act(self, what: Callable[[], None]) -> None:
        """Do something and wait until another screen, or an error, is there."""
        self.tab.evaluate("document.body.dataset.turn = 'before'; document.getElementById('main').firstElementChild.id ||= 'old'")
        self.tab.evaluate("new MutationObserver((_, watcher) => { if (!document.querySelector('main > .progress')) { document.body.dataset.turn = 'after'; watcher.disconnect(); } }).observe(document.getElementById('main'), { childList: true })")
        what()
        self.tab.wait_for_function(READY, arg="before", timeout=60_000)

    def begin(self) -> None:
        self.tab.locator("main .button.main").click()

    def choose(self, choice: str) -> None:
        """Make a choice, and fill in what it asks for."""
        question = self.question()
        if choice in ("entry", "some"):
            if question.kind == "list":
                values = self.tab.eval_on_selector_all("#value option", "(options) => options.map((option) => option.value).filter(Boolean)")
                self.tab.select_option("#value", self.random.choice(values))
            elif question.kind == "set":
                ticks = self.tab.locator("input[name=tick]")
                ticks.nth(self.random.randrange(ticks.count())).check()
            elif question.kind in ("date", "day"):
                self.tab.fill("#year", self.random.choice(YEARS))
                if question.kind == "day":
                    self.tab.select_option("#month", "3")
                    self.tab.fill("#day", "4")
            else:
                self.tab.fill("#number", str(self.random.randrange(4)))
        elif choice == "between":
            self.tab.locator("fieldset details").evaluate_all("(all) => all.forEach((each) => { each.open = true; })")
            first, last = ("from-year", "to-year") if question.kind == "date" else ("least", "most")
            self.tab.fill(f"#{first}", "2008" if question.kind == "date" else "1")
            self.tab.fill(f"#{last}", "2016" if question.kind == "date" else "2")
        self.tab.check(f"input[name=choice][value='{choice}']")
        self.asked.append((question.text, choice))

    def go_on(self) -> None:
        self.act(lambda: self.tab.locator("#question button[type=submit]").click())

    def answer(self, answer: Answer) -> None:
        """Answer the question there is; where the answer cannot be so, leave the question open."""
        self.choose(answer(self.question()))
        self.go_on()
        if self.tab.locator("#wrong:visible").count():
            self.choose("unknown")
            self.go_on()

    def run(self, answer: Answer, each: Callable[[], None] = lambda: None) -> None:
        """Answer until the questions end; `each` is done on every question."""
        for _ in range(MOST):
            if self.screen != "question":
                break
            each()
            self.answer(answer)
        assert self.screen == "result"
        self.settle()

    def settle(self) -> None:
        """Wait until the result is whole."""
        self.tab.wait_for_function("() => document.querySelectorAll('#cards .group').length === 6", timeout=60_000)
        self.tab.wait_for_timeout(50)

    def press(self, name: str) -> None:
        self.act(lambda: self.tab.get_by_role("button", name=name, exact=True).click())


def visit(tab: Page, site: Path, seed: int, lang: str = "en") -> Visit:
    """Open the interview page from its file."""
    tab.goto((site / "interview.html").as_uri() + ("#es" if lang == "es" else ""))
    return Visit(tab, Random(seed))


def at_random(random: Random, left_open: float = 0.2) -> Answer:
    """Choices drawn at random, some of them to leave the question open, and in any case the first two; the day asked about is today."""
    first = list(OPEN)

    def answer(question: Question) -> str:
        if question.choices[0] == "today":
            return "today"
        if first:
            return first.pop()
        wanted = OPEN if random.random() < left_open else [choice for choice in question.choices if choice not in OPEN]
        return random.choice(wanted)

    return answer


def left_open(question: Question) -> str:
    """Everything left open but the day."""
    return "today" if question.choices[0] == "today" else "unknown"
