"""Promise and truth of whole plans: data/example, and the medicine deliveries of docs/real-data.md at 60 % of capital.

Run by hand: ``python tests/benchmarks/promise.py [SCMS_CSV] [--runs 200] [--years 100]`` (minutes). Prints what was
promised, what was simulated with its 95 % interval, how far off the promise is and how far it may be.
"""

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

from stockposture import Case, Plan, simulate, solve

ROOT = Path(__file__).resolve().parents[2]
#: Measure to the largest error of the promise that is acceptable.
MAY_BE_OFF = {"relevant_cost": 0.015, "stockout_cost": 0.04, "capital": 0.02, "space_m3": 0.02}
SHARE_OF_CAPITAL = 0.6


def table(name: str, plan: Plan, *, runs: int, years: int) -> None:
    """Simulate and print."""
    found = simulate(plan, runs=runs, years=years)
    sys.stdout.write(f"{name}: {len(plan.items)} items, {runs} runs of {years} years, {found.seconds:.0f} s\n")
    sys.stdout.write(f"  {'':16s}{'promised':>16s}{'simulated':>16s}{'+-':>12s}{'off by':>9s}{'allowed':>9s}\n")
    for measure, allowed in MAY_BE_OFF.items():
        promised, seen = found.promised[measure], found.totals[measure]
        sys.stdout.write(
            f"  {measure:16s}{promised:16,.1f}{seen.mean:16,.1f}{seen.half_width:12,.1f}"
            f"{promised / seen.mean - 1.0:+9.2%}{allowed:9.1%}\n"
        )


def scms(deliveries: Path) -> Plan:
    """Return the plan at 60 % of the capital that the unlimited plan ties up."""
    with tempfile.TemporaryDirectory() as folder:
        history, case = f"{folder}/history", f"{folder}/case"
        for words in (["import", "scms", str(deliveries), "--out", history], ["profile", history, "--out", case]):
            subprocess.run([sys.executable, "-m", "stockposture", *words, "--quiet"], check=True)
        read = Case.read(case)
    return solve(read, capital=SHARE_OF_CAPITAL * solve(read).summary.capital)


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("scms", nargs="?", type=Path)
    parser.add_argument("--runs", type=int, default=200)
    parser.add_argument("--years", type=int, default=100)
    options = parser.parse_args()
    table("data/example", solve(Case.read(ROOT / "data/example")), runs=options.runs, years=options.years)
    if options.scms:
        table("deliveries", scms(options.scms), runs=options.runs, years=options.years)


if __name__ == "__main__":
    main()
