"""The whole ``solve`` command on a catalogue: written once, run as its users run it, measured from outside."""

import json
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from catalogue import write_catalogue
from measure import Ran, run

#: A limit whose use is this part of its cap, and that has a price, binds.
FULL = 0.999


@dataclass(frozen=True)
class Solved:
    """One run of the command.

    Parameters
    ----------
    ran
        Seconds by the clock, memory, exit code.
    summary
        ``summary.json`` of the plan; empty without one.
    """

    ran: Ran
    summary: dict[str, Any]

    @property
    def binding(self) -> int:
        """How many limits have a price and are used in full."""
        limits = self.summary.get("limits", [])
        return sum(limit["shadow_price"] > 0 and limit["use"] >= FULL * limit["cap"] for limit in limits)

    @property
    def trouble(self) -> str:
        """Why there is no plan, in a line."""
        if self.ran.code is None:
            return f"stopped after {self.ran.seconds:.0f} s"
        return f"exit {self.ran.code}: {(self.ran.err.strip().splitlines() or ['nothing said'])[-1][:160]}"


def written(items: int, folder: Path) -> Path:
    """Return the folder of a catalogue's case, written if it is not there yet."""
    case = folder / f"catalogue-{items}"
    if not (case / "settings.toml").exists():
        write_catalogue(items, case)
    return case


def solve_command(case: Path, folder: Path, *options: str, seconds: float) -> Solved:
    """Run ``stockposture solve CASE --out PLAN --json`` with further options; the plan is read and thrown away."""
    plan = folder / "plan"
    shutil.rmtree(plan, ignore_errors=True)
    command = [str(Path(sys.executable).with_name("stockposture")), "solve", str(case), "--out", str(plan), "--json"]
    ran = run([*command, *options], folder=folder, seconds=seconds)
    path = plan / "summary.json"
    summary = json.loads(path.read_text()) if path.exists() else {}
    shutil.rmtree(plan, ignore_errors=True)
    return Solved(ran, summary)
