# ruff: noqa: T201
"""How long ``profile`` takes, stage by stage: large histories, and monthly series of spare parts.

Run: ``python tests/benchmarks/history/speed.py [--items 10000] [--interval 36] [--parts WIDE_CSV] [--stages]``.
The first history is simulated: items x 730 days of demand, two or three offers an item that order every ``interval``
days (10,000 items and 36 days: 500,000 deliveries). The second is 2,674 monthly series of 51 months with 75 % zeros,
or those of the file, without deliveries. Every time is of a process of its own, the command as users run it;
``--stages`` shows where the time goes inside (processor time, profiled, hence slower). Targets on 2 cores: 30 s and
10 s. On a busy machine the processor time is the figure to go by.
"""

import argparse
import cProfile
import pstats
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

import numpy as np
import pandas as pd

from benchmarks.history.known import draw_network
from benchmarks.history.simulated import simulate_history, write_simulated

#: How many functions are shown.
SHOWN = 15
PARTS, MONTHS, ZEROS = 2_674, 51, 0.75


def write_large(folder: Path, items: int, interval: int) -> Path:
    """Write a history of so many items, 24 months by day, and return its folder."""
    network = draw_network(items=items, suppliers=200, regions=20, seed=1)
    offers = network.offers.assign(interval=interval, first=np.arange(len(network.offers)) % interval)
    network = type(network)(network.items, network.suppliers, network.regions, offers)
    write_simulated(simulate_history(network, seed=1), folder, ["day"])
    return folder / "day"


def write_parts(folder: Path, wide: Path | None) -> Path:
    """Write monthly series as one wide table (a column a part), without deliveries, and return their folder.

    Parameters
    ----------
    folder
        Where.
    wide
        Such a table; ``None``: random series.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if wide is None:
        rng = np.random.default_rng(2)
        months = pd.period_range("1998-01", periods=MONTHS, freq="M").astype(str)
        sold = rng.poisson(rng.gamma(1.0, 2.0, PARTS), (MONTHS, PARTS)) * (rng.random((MONTHS, PARTS)) > ZEROS)
        series = pd.DataFrame(sold, columns=[f"part {i}" for i in range(PARTS)])
        series.insert(0, "month", months)
        series.to_csv(folder / "demand.csv", index=False)
    else:
        shutil.copy(wide, folder / "demand.csv")
    return folder


def command(history: Path, out: Path, *options: str) -> tuple[float, float]:
    """Return the seconds of one run of the command, and its seconds of processor time."""
    words = [sys.executable, "-m", "stockposture", "profile", str(history), "--out", str(out), "--quiet", *options]
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(words, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return time.perf_counter() - began, spent


def stages(history: Path, **options: float) -> None:
    """Print the processor time of reading, profiling and writing, and of the functions within."""
    from stockposture.history.profile.assumptions import Assumptions
    from stockposture.history.profile.profile import profile
    from stockposture.io.history_folder import read_history
    from stockposture.io.profile_folder import write_profile

    watch = cProfile.Profile(time.process_time)
    watch.enable()
    began = time.process_time()
    read = read_history(history)
    after_reading = time.process_time()
    made = profile(read, Assumptions(**options))
    after_profiling = time.process_time()
    with tempfile.TemporaryDirectory() as folder:
        write_profile(made, Path(folder) / "case")
    ended = time.process_time()
    watch.disable()
    print(f"  read {after_reading - began:.1f} s, profile {after_profiling - after_reading:.1f} s, ", end="")
    print(f"write {ended - after_profiling:.1f} s")
    rows = [
        (figures[3], Path(file).stem, name)
        for (file, _, name), figures in pstats.Stats(watch).stats.items()  # type: ignore[attr-defined]
        if "stockposture" in file
    ]
    for seconds, file, name in sorted(rows, reverse=True)[:SHOWN]:
        print(f"    {seconds:6.1f} s  {file}.{name}")


def main() -> None:
    """Print the times."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--items", type=int, default=10_000)
    parser.add_argument("--interval", type=int, default=36, help="days between the orders of an offer")
    parser.add_argument("--parts", type=Path, help="a wide table of monthly series; default: random ones")
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--stages", action="store_true")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        large, parts = (
            write_large(folder / "large", asked.items, asked.interval),
            write_parts(folder / "parts", asked.parts),
        )
        runs: dict[str, tuple[Path, dict[str, float]]] = {
            f"{asked.items:,} items by day": (large, {}),
            "monthly series of parts": (parts, {"unit_price": 1}),
        }
        for title, (history, options) in runs.items():
            words = [word for key, value in options.items() for word in (f"--{key.replace('_', '-')}", str(value))]
            times = [command(history, folder / "case", *words) for _ in range(asked.rounds)]
            print(f"{title}: ", end="")
            print(", ".join(f"{wall:.1f} s ({spent:.1f} s of processor)" for wall, spent in times))
            classes = pd.read_csv(folder / "case" / "profile.csv")["demand_class"].value_counts()
            print("  classes:", ", ".join(f"{count:,} {name}" for name, count in classes.items()))
            if asked.stages:
                stages(history, **options)


if __name__ == "__main__":
    main()
