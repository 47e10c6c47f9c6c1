"""`inforce`: the commands, loaded only when used; faults end as one clear line each, never as a traceback."""

from __future__ import annotations

import contextlib
import importlib
import os
import sys

import click

from inforce.backends.code_path import leave_folder
from inforce.cli.terminal import told_warnings, visible_output

COMMANDS = {
    "status": "the status of provisions and the acts that make it so",
    "timeline": "the acts in order",
    "determine": "which provisions reach a person on a day, and why",
    "ask": "an interview: the questions that matter, and the result",
    "screen": "a caseload: every row answered, and what changed between two days",
    "show": "a provision in plain words, with authority and history",
    "check": "validate a rulebook",
    "test": "the golden cases of a rulebook: what each wants and what comes",
    "claim": "check a statement against the rules",
    "claims": "the statements made about the rules, each with its answer",
    "questions": "the questions people asked, answered by the rules",
    "cite": "the citations of a text: known here or not, and what became of each",
    "agreements": "local agencies with an agreement under INA 287(g), by ICE's lists",
    "article": "the article answered, as one page to read or print",
    "page": "the offline site: questions, result, sheets, rules, history",
    "sql": "provisions as one SQL statement",
    "demo": "the week of the two memos: the article's people before and after",
}
OK, FOUND, BAD_USE = 0, 1, 2
"""Exit codes: done; done and found something; bad use."""


class Commands(click.Group):
    """Looks a command up in its own module, so that `--help` and one command load nothing else."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        found = importlib.import_module(f"inforce.cli.{cmd_name}").command
        assert isinstance(found, click.Command)
        return found

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        if name not in COMMANDS and not name.startswith("-"):
            from inforce.language.error import InforceError, nearest

            raise InforceError("unknown-command", f"unknown command `{name[:60]}`", help=nearest(name, COMMANDS) or "commands: " + ", ".join(COMMANDS))
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=Commands, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80})
@click.version_option(package_name="inforce")
@click.pass_context
def inforce(ctx: click.Context) -> None:
    """Which US immigration-enforcement rules reach a person, on a given day, in a
    given place, and why. Legal information, not legal advice."""
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


def usage_line(error: click.ClickException) -> str:
    """A fault that click found, in this program's own form."""
    from inforce.language.error import nearest

    context = error.ctx if isinstance(error, click.UsageError) else None
    command = context.command_path if context else "inforce"
    help = f"{command} --help"
    if isinstance(error, click.NoSuchOption) and context:
        known = [name for parameter in context.command.params for name in parameter.opts if name.startswith("--")]
        return f"unknown option `{error.option_name[:60]}` [unknown-option]\n  help: {nearest(error.option_name, known) or help}"
    if isinstance(error, click.MissingParameter) and error.param is not None:
        return f"`{error.param.human_readable_name.upper()}` is missing [bad-use]\n  help: {help}"
    message = error.format_message().rstrip(".").replace("'", "`")
    return f"{message[:1].lower()}{message[1:]} [bad-use]\n  help: {help}"


def run() -> int:
    """Run the command line and give the exit code."""
    with visible_output(), told_warnings():
        return _run()


def _run() -> int:
    try:
        code = inforce.main(prog_name="inforce", standalone_mode=False)
        sys.stdout.flush()
        return code if isinstance(code, int) else OK
    except BrokenPipeError:
        _drop_output()
        return OK
    except click.ClickException as error:
        click.echo(usage_line(error), err=True)
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except (click.Abort, KeyboardInterrupt) as stop:
        if not isinstance(stop.__cause__, EOFError):  # which click takes for the user's own end of input
            return 130
        click.echo(_last_words(stop.__cause__), err=True)
    except OSError as error:
        _drop_output()
        click.echo(f"the output cannot be written: {(error.strerror or 'unknown reason').lower()} [no-output]", err=True)
    except Exception as error:
        click.echo(_last_words(error), err=True)
    return BAD_USE


def _last_words(error: Exception) -> str:
    """One line for a fault of the user's, or of the program's own."""
    from inforce.language.error import as_inforce_error

    return str(as_inforce_error(error))


def _drop_output() -> None:
    """Send what is still buffered nowhere, so that nothing more is said when the program ends."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def main() -> None:
    """The entry point: exit 0 done, 1 found something, 2 bad use."""
    leave_folder()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    sys.exit(run())


if __name__ == "__main__":
    main()
