"""The ``stockposture`` command: finds the subcommands, turns errors into exit codes."""

import atexit
import gc
import io
import os
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from importlib import import_module
from types import FrameType
from typing import Any, NoReturn

import click

from stockposture.cli.output import prepare_streams, print_document
from stockposture.io.sql.database import masked
from stockposture.report.plain import plain
from stockposture_models.errors import (
    BadInputError,
    FileFaultError,
    NoPlanFitsError,
    StockpostureError,
    VerificationError,
)

PROGRAM = "stockposture"
#: Variable by which a shell asks for completions.
_COMPLETION = "_STOCKPOSTURE_COMPLETE"
_OUR_FAULT, _INTERRUPTED = 1, 130
#: Whether an interruption can come again a moment (seconds) later: Windows has no such timer.
_CAN_WAIT = hasattr(signal, "setitimer")
_A_MOMENT = 0.05
#: New objects after which Python looks for garbage: while modules load there is none, and looking takes 0.15 s.
_COLLECT_AFTER = 200_000

#: Command to the module that holds it; imported only when the command is named, to keep ``--help`` fast.
COMMANDS = {
    "init": "stockposture.cli.init",
    "check": "stockposture.cli.check",
    "import": "stockposture.cli.import_",
    "profile": "stockposture.cli.profile",
    "segment": "stockposture.cli.segment",
    "solve": "stockposture.cli.solve",
    "frontier": "stockposture.cli.frontier",
    "explain": "stockposture.cli.explain",
    "baseline": "stockposture.cli.baseline",
    "price": "stockposture.cli.price",
    "compare": "stockposture.cli.compare",
    "simulate": "stockposture.cli.simulate",
    "stress": "stockposture.cli.stress",
    "backtest": "stockposture.cli.backtest",
    "report": "stockposture.cli.report",
    "verify": "stockposture.cli.verify",
    "schema": "stockposture.cli.schema",
}

#: One line per command for ``--help``, so that listing them imports none of them; a test holds them to the
#: commands' own help.
SHORT_HELP = {
    "init": "Write a starter case: a folder of CSV, or a workbook with --xlsx.",
    "check": "Check a case and list every fault at once.",
    "import": "Turn public or company data into history tables.",
    "profile": "Make a case from history tables.",
    "segment": "Segment a case: ABC-XYZ, criticality, fragility, governance.",
    "solve": "Choose posture, buffer and supplier split for every item.",
    "frontier": "Plan under many caps: what each costs, what changes.",
    "explain": "Explain one item: costs, alternatives, limits, break-evens.",
    "baseline": "The plan a rule of thumb would make, at the same prices.",
    "price": "Price what is done today: a spreadsheet becomes a plan.",
    "compare": "Set plans side by side: totals, limits, the items that differ.",
    "simulate": "Live through a plan many times: promise and truth side by side.",
    "stress": "Replay a plan through outages, surges and late deliveries.",
    "backtest": "Plan on the past, live through what came after, beside rules.",
    "report": "Report a plan: one HTML page, one Excel workbook.",
    "verify": "Recompute a plan from its tables and compare.",
    "schema": "Print the JSON schema of what a command prints.",
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

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; of one that is not there, say what may have been meant."""
        name = args[0]
        if name not in COMMANDS and not name.startswith("-"):
            from difflib import get_close_matches

            near = get_close_matches(name, COMMANDS, n=1)
            hint = f" Did you mean {near[0]!r}?" if near else f" There are: {', '.join(COMMANDS)}."
            ctx.fail(f"No such command {name!r}.{hint}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """List the commands with their one-line help."""
        with formatter.section("Commands"):
            formatter.write_dl(list(SHORT_HELP.items()))


EPILOG = """\b
Examples:
  stockposture init my-case
  stockposture check my-case
  stockposture solve my-case --capital 2.5M --out my-plan
  stockposture simulate my-plan

\b
Exit codes: 0 done, 2 usage, 3 bad input, 4 no plan fits, 5 stopped early (plan written with its gap),
6 stopped without a plan, 7 plan failed verification, 8 file or database, 130 interrupted; 1 is a fault of
stockposture itself: please report it with what it printed.
"""


@click.group(cls=LazyGroup, epilog=EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="stockposture", message="%(prog)s %(version)s")
def cli() -> None:
    """Decide, item by item, between just-in-time and just-in-case.

    For every item of a catalogue: the posture, the buffer and the supplier split that cost least, within
    working capital and warehouse space, with a proof of how close to the best possible the plan is.
    """


def _interrupt(signum: int, frame: FrameType | None) -> None:  # noqa: ARG001 - the signal's signature
    """Raise ``KeyboardInterrupt``, or do so a moment later where it would be lost."""
    if _CAN_WAIT and _would_be_lost(frame):
        signal.setitimer(signal.ITIMER_REAL, _A_MOMENT)
        return
    raise KeyboardInterrupt


def _would_be_lost(frame: FrameType | None) -> bool:
    """Tell whether what is raised in a frame may not reach whoever called it.

    Compiled modules drop it while they are loaded (``scipy.special`` does), and so does the compiler's ``ctypes`` where
    it calls back to store what it compiled.
    """
    while frame is not None:
        module = str(frame.f_globals.get("__name__"))
        if frame.f_code.co_filename == "<frozen importlib._bootstrap>" or module.startswith("llvmlite."):
            return True
        frame = frame.f_back
    return False


@contextmanager
def _interruptible() -> Iterator[None]:
    """Take the signals by which we are asked to stop; what they did before is put back."""
    asking = [signal.SIGINT, signal.SIGTERM]
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # begun in the background: Ctrl-C is not meant for us
        asking.remove(signal.SIGINT)
    if _CAN_WAIT:
        asking.append(signal.SIGALRM)
    before = {number: signal.signal(number, _interrupt) for number in asking}
    try:
        yield
    finally:
        if _CAN_WAIT:
            signal.setitimer(signal.ITIMER_REAL, 0.0)
        for number, handler in before.items():
            signal.signal(number, handler)


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
    gc.set_threshold(_COLLECT_AFTER)
    # What is left goes with the process: to look through it for garbage on the way out takes 0.4 s of a plan.
    atexit.register(gc.freeze)
    prepare_streams()
    try:
        with _interruptible():
            code = _guarded(sys.argv[1:])
            sys.stdout.flush()
    except OSError as error:
        # Standard output or error cannot be written: what is left in the buffers can go nowhere.
        code = FileFaultError.exit_code
        with suppress(OSError):
            if not isinstance(error, BrokenPipeError):
                click.echo(f"error: the output cannot be written: {error.strerror or error}", err=True)
        _drop_output()
    if code == _INTERRUPTED:
        _leave(code)
    sys.exit(code)


def _leave(code: int) -> None:
    """End with this code after all that was left to do at exit, workers to end included.

    Where Ctrl-C struck inside ``exec``, ``python -m`` would otherwise take it as not handled and end itself by the
    signal: -2 for whoever waits for us, not the documented code.
    """
    atexit._run_exitfuncs()  # there is no public way
    with suppress(OSError):
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(code)


def _guarded(arguments: Sequence[str]) -> int:
    """Run the command line; return the exit code, the error said on standard error and for machines."""
    as_json = "--json" in arguments
    try:
        return _run(arguments)
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.ClickException as error:
        shown = io.StringIO()
        error.show(shown)
        return _say(shown.getvalue(), error.format_message(), error.exit_code, as_json=as_json)
    except (KeyboardInterrupt, click.Abort):
        words = "interrupted; no file is half written"
        return _say(words, words, _INTERRUPTED, as_json=as_json)
    except StockpostureError as error:
        return _say(f"error: {error}", str(error), error.exit_code, as_json=as_json, **_details(error))
    except BrokenPipeError:
        raise
    except OSError as error:
        words = f"{error.filename}: {error.strerror}" if error.filename else str(error.strerror or error)
        return _say(f"error: {words}", words, FileFaultError.exit_code, as_json=as_json)
    except Exception as error:
        # The traceback goes on as it is: whoever mends the fault needs it.
        what = f"{type(error).__name__}: {error}"
        words = f"a fault of {PROGRAM} itself, please report it with the lines below: {what}"
        _say(words, words, _OUR_FAULT, as_json=as_json)
        raise


def _run(arguments: Sequence[str]) -> int:
    instruction = os.environ.get(_COMPLETION)
    if instruction:
        from click.shell_completion import shell_complete

        return shell_complete(cli, {}, PROGRAM, _COMPLETION, instruction)
    # Not ``cli.main``: it ends the program itself, with 1, where the reader of our output has gone away.
    with cli.make_context(PROGRAM, list(arguments)) as context:
        cli.invoke(context)
    return 0


def _say(words: str, error: str, code: int, *, as_json: bool, **details: Any) -> int:
    """Tell people on standard error and, where asked for, machines on standard output; passwords to nobody."""
    if as_json:
        print_document({"error": masked(error), "exit_code": code, **details})
    click.echo(plain(masked(words)).rstrip("\n"), err=True)
    return code


def _drop_output() -> None:
    """Send what is still buffered to nowhere, or Python would fail on it at exit."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            os.dup2(nowhere, stream.fileno())
