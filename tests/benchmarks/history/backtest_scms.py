"""Plans against rules of thumb on real deliveries, three years apart and together: the tables of docs/real-data.md.

    python tests/benchmarks/history/backtest_scms.py [--capital 60%] [--cheapest]

``--cheapest`` gives the rules the supplier of the lowest landed price instead of the incumbent: a harder test. The data
are not part of the project; see docs/real-data.md for what to fetch. They are looked for beside the repository.
"""

import argparse
import datetime as dt
import sys
import time
from pathlib import Path

import pandas as pd

from stockposture.backtesting.backtest import backtest
from stockposture.backtesting.result import Backtest
from stockposture.history.scms.convert import convert_scms
from stockposture.io.scms_file import read_scms_file
from stockposture.report.backtest import backtest_text
from stockposture.rules.situation import Buys

DATA = Path(__file__).parents[3].parent / "shared" / "data" / "scms" / "scms_dev.csv"
SPLITS = (dt.date(2011, 10, 1), dt.date(2012, 10, 1), dt.date(2013, 10, 1))
PARTS = ["relevant_cost", "purchase_cost", "ordering_cost", "carrying_cost", "stockout_cost"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--capital", default="60%", help="part of what the plan without a cap ties up; none for no cap")
    parser.add_argument("--cheapest", action="store_true", help="rules buy at the lowest landed price")
    parser.add_argument("--file", type=Path, default=DATA)
    arguments = parser.parse_args()
    if not arguments.file.is_file():
        sys.exit(f"{arguments.file}: not there")
    part = None if arguments.capital == "none" else float(arguments.capital.rstrip("%")) / 100
    started = time.monotonic()
    text, _ = read_scms_file(arguments.file)
    history, _ = convert_scms(text, arguments.file.name)
    buys = Buys.CHEAPEST if arguments.cheapest else Buys.INCUMBENT
    years = []
    for split in SPLITS:
        found = backtest(history, split, capital_part=part, rules_buy=buys)
        sys.stdout.write(backtest_text(found) + "\n")
        years.append(found)
    sys.stdout.write(together(years) + "\n")
    sys.stdout.write(f"{time.monotonic() - started:.0f} s for three years\n")


def together(years: list[Backtest]) -> str:
    """Return the sums over the years, million."""
    sums = sum(found.contestants.set_index("name")[PARTS] for found in years) / 1e6
    tables = {found.period.start.year: found.contestants.set_index("name") for found in years}
    apart = pd.DataFrame({year: table["relevant_cost"] for year, table in tables.items()})
    return (apart / 1e6).join(sums).to_string(float_format="{:,.2f}".format)


if __name__ == "__main__":
    main()
