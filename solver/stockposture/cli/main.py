"""The ``stockposture`` command: finds the subcommands, turns errors into exit codes."""

import json
import os
import signal
import sys
from importlib import import_module
from types import FrameType
from typing import Any, NoReturn

import click

from stockposture_models.errors import BadInputError, NoPlanFitsError, StockpostureError, VerificationError

#: Command to the module that holds it; imported only when the command is named, to keep ``--help`` fast.
COMMANDS = {
    "init": "stockposture.cli.init",
    "check": "stockposture.cli.check",
    "import": "stockposture.cli.import_",
    "profile": "stockposture.cli.profile",
    "solve": "stockposture.cli.solve",
    "verify": "stockposture.cli.verify",
}

#: One line per command for ``--help``, so that listing them imports none of them; a test holds them to the
#: commands' own help.
SHORT_HELP = {
    "init": "Write a starter case: a folder of CSV, or a workbook with --xlsx.",
    "check": "Check a case and list every fault at once.",
    "import": "Turn public or company data into history tables.",
    "profile": "Make a case from history tables.",
    "solve": "Choose posture, buffer and supplier split for every item.",
    "verify": "Recompute a plan from its tables and compare.",
}


class LazyGroup(click.Group):
    """A group that imports a command's module only when the command runs."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Return the commands in the order people meet them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import and return a command."""
        module = COMMANDS.get(cmd_name)
        if module is None:
            return None
        command: click.Command = import_module(module).command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """List the commands with their one-line help."""
        with formatter.section("Commands"):
            formatter.write_dl(list(SHORT_HELP.items()))


EPILOG = """\b
Examples:
  stockposture init my-case
  stockposture check my-case
  stockposture solve my-case --capital 2.5M --out my-plan

\b
Exit codes: 0 done, 2 usage, 3 bad input, 4 no plan fits, 5 stopped early (plan written with its gap),
6 stopped without a plan, 7 plan failed verification, 8 file or database, 130 interrupted.
"""


@click.group(cls=LazyGroup, epilog=EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="stockposture", message="%(prog)s %(version)s")
def cli() -> None:
    """Decide, item by item, between just-in-time and just-in-case.

    For every item of a catalogue: the posture, the buffer and the supplier split that cost least, within
    working capital and warehouse space, with a proof of how close to the best possible the plan is.
    """


def _interrupt(signum: int, frame: FrameType | None) -> NoReturn:  # noqa: ARG001 - the signal's signature
    raise KeyboardInterrupt


def _details(error: StockpostureError) -> dict[str, Any]:
    """Return what a machine wants to know of an error."""
    match error:
        case BadInputError():
            return {"findings": [finding.as_dict() for finding in error.findings]}
        case NoPlanFitsError():
            return {"shortfalls": list(error.shortfalls)}
        case VerificationError():
            return {"discrepancies": list(error.discrepancies)}
        case _:
            return {}


def main() -> NoReturn:
    """Run the command line and exit with the documented code."""
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        code = cli(standalone_mode=False)
        sys.stdout.flush()
    except click.exceptions.Exit as stop:
        code = stop.exit_code
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except (KeyboardInterrupt, click.Abort):
        click.echo("interrupted; nothing was changed", err=True)
        code = 130
    except StockpostureError as error:
        if "--json" in sys.argv:
            click.echo(json.dumps({"error": str(error), "exit_code": error.exit_code, **_details(error)}))
        click.echo(f"error: {error}", err=True)
        code = error.exit_code
    except BrokenPipeError:
        # The reader went away (``| head``): what is left in the buffer can go nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 8
    sys.exit(code if isinstance(code, int) else 0)
