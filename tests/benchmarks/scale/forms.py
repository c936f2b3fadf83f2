"""Ours beside the full model in two forms and what people use instead, on one instance, in one run.

By hand: ``python tests/benchmarks/scale/forms.py [--items 1000] [--gap 1e-4] [--seconds 600] [--room 1.1] [--ways
ours convex]``; linopy and OR-Tools come with the extra ``bench``. Every way runs in a process of its own, one after the
other; imports are not counted. All are given the same points but ours, which evaluates the curves itself. Every
answer's cost and limits are recomputed by the independent verifier. Bounds of the others hold among their nodes; ours
holds for every whole unit.
"""

import argparse
import importlib.util
import math
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import ways
from checked import Verdict, chosen, decided, verdict
from instance import Instance, posed, thinned_case
from measure import GB, Ran, run

from stockposture_models.tables.case import Case

#: Name to what it needs and what it is.
WAYS = {
    "ours": ("", "ours: solve(case), curves evaluated in it"),
    "convex": ("", "Pyomo, convex combination, HiGHS"),
    "incremental": ("", "Pyomo, incremental, HiGHS"),
    "linopy": ("linopy", "linopy, convex combination, HiGHS"),
    "scip": ("ortools", "OR-Tools, convex combination, SCIP"),
    "cp_sat": ("ortools", "OR-Tools, CP-SAT, nodes only"),
}
#: Seconds a way may take beyond its solver's limit, to build and to hand over.
ALLOWANCE = 900.0
NO_ANSWER = Verdict(math.nan, math.nan)


def tell(text: str = "") -> None:
    """Print a line at once."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def ours(asked: argparse.Namespace, folder: Path) -> dict[str, Any]:
    """Solve by the public interface, once with a wide gap so that compiled code is loaded, then in earnest."""
    from stockposture import solve

    solve(thinned_case(asked.items, 0.05, asked.room))
    case = thinned_case(asked.items, asked.gap, asked.room)
    began = time.perf_counter()
    plan = solve(case)
    spent = time.perf_counter() - began
    plan.items.to_parquet(folder / "ours.parquet")
    summary = plan.summary
    stages = ", ".join(f"{stage} {seconds:.1f}" for stage, seconds in summary.seconds.items())
    return {
        "build": 0.0,
        "transfer": 0.0,
        "solve": spent,
        "cost": summary.costs.relevant,
        "bound": summary.costs.relevant * (1.0 - summary.gap),
        "ended": f"{summary.status} ({stages})",
        "candidates": [],
        "buffer": [],
    }


def child(asked: argparse.Namespace, folder: Path) -> None:
    """Solve one way and leave what came of it in the folder."""
    if asked.way == "ours":
        answer = ours(asked, folder)
    else:
        instance = Instance.read(folder / "instance.npz")
        way = getattr(ways, asked.way)
        answer = vars(way(instance, ways.Asked(asked.gap, asked.seconds, asked.threads)))
    np.savez(folder / f"{asked.way}.npz", **answer)


def measured(way: str, asked: argparse.Namespace, folder: Path) -> tuple[Ran, dict[str, Any]]:
    """Run one way in a process of its own."""
    options = [f"--{name}={getattr(asked, name)}" for name in ("items", "gap", "seconds", "room", "threads")]
    command = [sys.executable, str(Path(__file__).resolve()), *options, "--way", way, "--folder", str(folder)]
    ran = run(command, folder=folder, seconds=asked.seconds + ALLOWANCE, environment=os.environ)
    path = folder / f"{way}.npz"
    if not path.exists():
        return ran, {}
    with np.load(path) as held:
        return ran, {name: held[name] if held[name].ndim else held[name].item() for name in held.files}


def compare(asked: argparse.Namespace) -> None:
    """Run every way asked for and print the table."""
    case = thinned_case(asked.items, asked.gap, asked.room)
    problem = posed(case)
    Instance.of(posed(thinned_case(20, asked.gap, asked.room)))  # compiled, or read from where it is kept
    began = time.perf_counter()
    instance = Instance.of(problem)
    evaluated = time.perf_counter() - began
    count, points = len(problem.candidates), len(instance.buffer)
    tell(
        f"{asked.items:,} items, {count / asked.items:.1f} candidates an item, {points / count:.1f} buffers each, "
        f"{len(problem.limits)} limits; gap {asked.gap:g}, at most {asked.seconds:g} s in the solver, "
        f"{asked.threads} threads, {os.cpu_count()} cores"
    )
    tell(f"evaluating the curves, which all but ours are given: {evaluated:.1f} s\n")
    heads = (
        "build s",
        "transfer s",
        "solver s",
        "in all s",
        "x ours",
        "bound",
        "gap",
        "true cost",
        "to ours",
        "over cap",
        "GB",
    )
    tell(f"{'':<42}" + "".join(f"{head:>13}" for head in heads))
    ours_seconds = ours_cost = math.nan
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        instance.write(folder / "instance.npz")
        del instance
        for way in asked.ways:
            needs, words = WAYS[way]
            if needs and importlib.util.find_spec(needs) is None:
                tell(f"{words:<42}  not run: {needs} is not installed (extra bench)")
                continue
            ran, answer = measured(way, asked, folder)
            if not answer:
                last = (ran.err.strip().splitlines() or ["nothing said"])[-1]
                why = "stopped, out of time" if ran.code is None else f"died, {ran.code}: {last[:160]}"
                tell(f"{words:<42}  {why} after {ran.seconds:.0f} s, {ran.peak / GB:.1f} GB")
                continue
            found = check(way, answer, case, problem, folder)
            seconds = answer["build"] + answer["transfer"] + answer["solve"]
            if way == "ours":
                ours_seconds, ours_cost = seconds, found.cost
            numbers = (
                f"{answer['build']:.1f}",
                f"{answer['transfer']:.1f}",
                f"{answer['solve']:.1f}",
                f"{seconds:.1f}",
                f"{seconds / ours_seconds:.1f}",
                f"{answer['bound']:,.0f}",
                f"{abs(answer['cost'] - answer['bound']) / abs(answer['cost']):.1e}",
                f"{found.cost:,.0f}",
                f"{found.cost / ours_cost - 1.0:+.4%}",
                "none" if found.excess <= 1e-7 else f"{found.excess:.1e}",
                f"{ran.peak / GB:.2f}",
            )
            numbers = tuple("-" if "nan" in number else number for number in numbers)
            tell(f"{words:<42}" + "".join(f"{number:>13}" for number in numbers) + f"  {answer['ended']}")


def check(way: str, answer: dict[str, Any], case: Case, problem: Any, folder: Path) -> Verdict:
    """Recompute what an answer costs and uses."""
    if way == "ours":
        return verdict(case, decided(pd.read_parquet(folder / "ours.parquet"), case))
    if len(answer["candidates"]) != problem.item_count:
        return NO_ANSWER
    return verdict(case, chosen(problem, answer["candidates"].astype(np.int64), answer["buffer"]))


def main() -> None:
    """Compare, or be one of the compared."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--items", type=int, default=1000)
    parser.add_argument("--gap", type=float, default=1e-4)
    parser.add_argument("--seconds", type=float, default=600.0, help="most a solver may take")
    parser.add_argument("--room", type=float, default=1.1, help="limits, in parts of the catalogue's own")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--ways", nargs="+", choices=list(WAYS), default=list(WAYS))
    parser.add_argument("--way", choices=list(WAYS), help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.way:
        child(asked, asked.folder)
    else:
        compare(asked)


if __name__ == "__main__":
    main()
