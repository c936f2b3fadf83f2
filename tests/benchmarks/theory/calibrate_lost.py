# ruff: noqa: NPY002 - numba knows no other generator
"""Calibrate the table of lost sales by the recursion of its docstring, and write ``lost_table.py``.

Run: ``python tests/benchmarks/theory/calibrate_lost.py`` (about 30 s on one core; same seed, same table).
"""

from pathlib import Path

import numba
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

TARGET = Path(__file__).resolve().parents[3] / "models/stockposture_models/theory/lost_table.py"

#: review interval and lead time, days, in the order of n = L / T
CASES = ((8, 1), (8, 2), (8, 4), (1, 1), (1, 2), (1, 4), (1, 8), (1, 16), (1, 32), (1, 64), (1, 180))
KAPPA = np.array([0.0, 0.15, 0.3, 0.5, 0.8, 1.3, 2.2, 4.0])
REACH = np.array([0.0, 0.15, 0.3, 0.5, 0.75, 1.0, 1.35, 1.75, 2.25, 3.0])
SMALLEST_KAPPA = 0.02  #: stands for 0
SEED = 7


@numba.njit(cache=True)
def losses(interval: int, lead: int, shape: float, levels: Floats, cycles: int, seed: int) -> Floats:
    """Mean loss and mean excess of a cycle at each level; daily demand gamma of mean 1 and given shape."""
    np.random.seed(seed)
    window = lead + interval
    demand = np.zeros(window)
    lost = np.zeros((window, len(levels)))
    outstanding = 0.0
    recent = np.zeros(len(levels))
    out = np.zeros((2, len(levels)))
    warm_up = 10 * window
    for day in range(warm_up + cycles * interval):
        slot = day % window
        today = np.random.gamma(shape, 1.0 / shape)
        outstanding += today - demand[slot]
        demand[slot] = today
        recent -= lost[slot]
        lost[slot] = 0.0
        if day % interval != interval - 1 or day < window:
            continue
        for i in range(len(levels)):
            excess = outstanding - levels[i]
            loss = max(excess - recent[i], 0.0)
            lost[slot, i] = loss
            recent[i] += loss
            if day >= warm_up:
                out[0, i] += loss
                out[1, i] += max(excess, 0.0)
    return out / cycles


def crowding() -> tuple[Floats, Floats]:
    """Return n and c = (E[Y+] / E[l] - 1) / n over n, kappa and z / (1 + kappa)."""
    overlap = np.array([lead / interval for interval, lead in CASES])
    table = np.empty((len(CASES), len(KAPPA), len(REACH)))
    for i, (interval, lead) in enumerate(CASES):
        window = lead + interval
        for j, kappa in enumerate(np.maximum(KAPPA, SMALLEST_KAPPA)):
            levels = window * (1.0 + kappa * (1.0 + kappa) * REACH)
            cycles = 600_000 if lead < interval else 3_000_000
            loss, excess = losses(interval, lead, kappa**-2 / window, levels, cycles, SEED)
            table[i, j] = np.clip((excess / np.maximum(loss, 1e-300) - 1.0) / overlap[i], 0.0, 4.0)
    return overlap, table


def main() -> None:
    """Write the table."""
    overlap, table = crowding()

    def text(values: Floats) -> str:
        return "[" + ", ".join(f"{value:.3f}".rstrip("0").rstrip(".") for value in values) + "]"

    blocks = []
    for n, block in zip(overlap, table, strict=True):
        rows = ",\n".join(f"            {text(row)}" for row in block)
        blocks.append(f"        [  # n = {n:g}\n{rows},\n        ]")
    body = ",\n".join(blocks)
    TARGET.write_text(
        '"""Crowding c of lost sales; written by ``tests/benchmarks/theory/calibrate_lost.py``, not by hand."""\n\n'
        "import numpy as np\n\n"
        f"OVERLAP = np.array({text(overlap)})  #: n = L / T\n"
        f"KAPPA = np.array({text(KAPPA)})  #: coefficient of variation of demand over L + T\n"
        f"REACH = np.array({text(REACH)})  #: z / (1 + kappa)\n"
        f"#: (n, kappa, reach)\nCROWDING = np.array(\n    [\n{body},\n    ]\n)\n",
        encoding="utf-8",
    )


if __name__ == "__main__":
    main()
