# ruff: noqa: T201
"""Calibrate the correction of the formulas on simulated policies and write ``correction_table.py``.

Run: ``python tests/benchmarks/theory/training_policies.py --out FOLDER``, then
``python tests/benchmarks/theory/correct.py FOLDER`` (minutes). ``grid.py`` and ``rows.py`` judge what comes out: their
policies are others.

The loss of a point is the gamma deviance of simulated over corrected response, whose least lies at the mean whatever
the noise; points weigh by 1 / (noise + what the correction can hope for), the noise of a run being estimated from how
far runs scatter about the formulas among alike policies, never from the run's own outcome.
"""

import argparse
from pathlib import Path

import numpy as np
from training_policies import load

from stockposture_models.theory import correction_table
from stockposture_models.theory.calibration import CALIBRATION
from stockposture_models.theory.correction import (
    BENDS,
    LARGEST,
    PLACES,
    TERMS,
    TINY,
    WIDTHS,
    Correction,
    no_correction,
)
from stockposture_models.theory.policies import Floats
from stockposture_models.theory.respond import respond_and_tell

HIDDEN = 64
STEPS = 30_000
BATCH = 1_536
RATE = 3e-3
DECAY = 1e-6
HOPED_FOR = (0.05, 0.01, 0.012)  #: relative errors of short, on-hand and peak below which points stop mattering
HEAVIEST = 0.95  #: quantile beyond which weights are cut
LEAST_SHORT = 1e-3  #: short fractions below this weigh less, in proportion
LOG_CHI_SQUARE = 3.56  #: exp(-E log chi^2_1): turns the mean logarithm of squared errors into a variance
MOST = np.column_stack([LARGEST[:, :1], np.repeat(LARGEST[:, 1:], BENDS, axis=1)]).ravel().astype(np.float32)
DIGITS = 4

Weights = list[Floats]


def basis(predicted: list[Floats], applies: Floats) -> list[Floats]:
    """(n, k, TERMS) terms that the coefficients multiply, of each response."""
    terms = []
    for value, place, width, part in zip(predicted, PLACES, WIDTHS, applies.T, strict=True):
        at = np.log(np.maximum(value, TINY))[..., None]
        bends = 1.0 / (1.0 + np.exp(-(at - place) / width))
        terms.append(np.concatenate([np.ones_like(at), bends], axis=-1) * part[:, None, None])
    return terms


def layers(weights: Weights, groups: Floats) -> tuple[Floats, Floats, Floats]:
    """Both hidden layers and the output of the network."""
    inner = np.tanh(groups @ weights[0] + weights[1])
    outer = np.tanh(inner @ weights[2] + weights[3])
    return inner, outer, outer @ weights[4] + weights[5]


def logarithms(weights: Weights, groups: Floats, terms: list[Floats]) -> list[Floats]:
    """(n, k) logarithm of the factor of each response."""
    bends = (MOST * np.tanh(layers(weights, groups)[2] / MOST)).reshape(-1, 3, TERMS)
    return [np.einsum("nkt,nt->nk", terms[kind], bends[:, kind]) for kind in range(3)]


def slopes(weights: Weights, groups: Floats, terms: list[Floats], ratio: list[Floats], weight: list[Floats]) -> Weights:
    """Gradient of the weighted deviance."""
    inner, outer, last = layers(weights, groups)
    bent = np.tanh(last / MOST)
    bends = (MOST * bent).reshape(-1, 3, TERMS)
    by_output = np.empty((len(groups), 3, TERMS), np.float32)
    for kind in range(3):
        factor = np.exp(-np.einsum("nkt,nt->nk", terms[kind], bends[:, kind]))
        by_output[:, kind] = np.einsum("nk,nkt->nt", weight[kind] * (1.0 - ratio[kind] * factor), terms[kind])
    by_last = by_output.reshape(len(groups), -1) * (1.0 - bent**2)
    by_outer = (by_last @ weights[4].T) * (1.0 - outer**2)
    by_inner = (by_outer @ weights[2].T) * (1.0 - inner**2)
    return [
        groups.T @ by_inner,
        by_inner.sum(axis=0),
        inner.T @ by_outer,
        by_outer.sum(axis=0),
        outer.T @ by_last,
        by_last.sum(axis=0),
    ]


def fit(
    groups: Floats, terms: list[Floats], ratio: list[Floats], weight: list[Floats], steps: int, seed: int
) -> Weights:
    """Fit by Adam (Kingma and Ba, 2015), the rate falling along a cosine."""
    rng = np.random.default_rng(seed)

    def layer(a: int, b: int) -> Floats:
        return rng.normal(0.0, 1.0 / np.sqrt(a), (a, b)).astype(np.float32)

    outputs = 3 * TERMS
    weights = [
        layer(groups.shape[1], HIDDEN),
        np.zeros(HIDDEN, np.float32),
        layer(HIDDEN, HIDDEN),
        np.zeros(HIDDEN, np.float32),
        0.05 * layer(HIDDEN, outputs),
        np.zeros(outputs, np.float32),
    ]
    first, second = [np.zeros_like(w) for w in weights], [np.zeros_like(w) for w in weights]
    for step in range(1, steps + 1):
        rows = rng.integers(0, len(groups), BATCH)
        slope = slopes(weights, groups[rows], *([part[rows] for part in parts] for parts in (terms, ratio, weight)))
        rate = 0.5 * RATE * (1.0 + np.cos(np.pi * step / steps))
        for q, s in enumerate(slope):
            slope_q = (s / BATCH + (DECAY * weights[q] if weights[q].ndim == 2 else 0.0)).astype(np.float32)
            first[q] = 0.9 * first[q] + 0.1 * slope_q
            second[q] = 0.999 * second[q] + 0.001 * slope_q * slope_q
            corrected = first[q] / (1.0 - 0.9**step)
            weights[q] = weights[q] - rate * corrected / (np.sqrt(second[q] / (1.0 - 0.999**step)) + 1e-8)
    return weights


def point_weights(groups: Floats, predicted: list[Floats], ratio: list[Floats]) -> list[Floats]:
    """(n, k) weight of each point, of each response: mean 1."""
    found = []
    for kind in range(3):
        size = np.log(np.maximum(predicted[kind], 1e-7))[..., None]
        points = np.repeat(groups[:, None], size.shape[1], axis=1)
        alike = np.concatenate([points, size, size**2, size**3, np.ones_like(size)], axis=-1)
        known = predicted[kind] > 1e-6
        squared = np.log(np.maximum((ratio[kind] - 1.0) ** 2, 1e-8))
        line = np.linalg.lstsq(alike[known], squared[known], rcond=None)[0]
        noise = np.clip(LOG_CHI_SQUARE * np.exp(alike @ line), 1e-5, 25.0)
        weight = 1.0 / (HOPED_FOR[kind] ** 2 + noise)
        if kind == 0:
            weight = weight * np.minimum(1.0, predicted[0] / LEAST_SHORT)
        weight = np.minimum(weight, np.quantile(weight, HEAVIEST))
        found.append((weight / weight.mean()).astype(np.float32))
    return found


def calibrate(folder: Path, seed: int) -> Correction:
    """Fit twice: the second time with weights from how far runs scatter about the first correction."""
    policies, buffers, simulated = load(folder)
    response, seen, applies = respond_and_tell(policies, buffers, CALIBRATION, no_correction(), tell=True)
    demand = (policies.demand_mean * (policies.interval + policies.mean_lead))[:, None]
    predicted = [response.short_fraction, response.on_hand / demand, response.peak / demand]
    found = [simulated[:, 0], simulated[:, 1] / demand, simulated[:, 2] / demand]
    low, high = seen.min(axis=0), seen.max(axis=0)
    center, scale = seen.mean(axis=0), seen.std(axis=0) + 1e-6
    groups = ((seen - center) / scale).astype(np.float32)
    terms = [part.astype(np.float32) for part in basis(predicted, applies)]
    ratio = [
        np.clip(f / np.maximum(p, TINY), 0.0, 20.0).astype(np.float32) for f, p in zip(found, predicted, strict=True)
    ]
    print(f"{len(groups):,} policies, {groups.shape[1]} groups")
    weights = fit(groups, terms, ratio, point_weights(groups, predicted, ratio), STEPS // 4, seed)
    left = [r * np.exp(-f) for r, f in zip(ratio, logarithms(weights, groups, terms), strict=True)]
    weights = fit(groups, terms, ratio, point_weights(groups, predicted, left), STEPS, seed)
    return Correction(low, high, center, scale, *weights)


def text(correction: Correction) -> str:
    """The module that holds the weights."""
    lines = [
        '"""Weights of the correction; written by ``tests/benchmarks/theory/correct.py``, not by hand."""',
        "",
        "from functools import cache",
        "",
        "import numpy as np",
        "",
        "from stockposture_models.theory.correction import Correction",
        "",
        "",
        "@cache",
        "def shipped() -> Correction:",
        '    """Return the shipped weights."""',
        "    return Correction(**{name: np.array(values) for name, values in WEIGHTS.items()})",
        "",
        "",
        "# fmt: off",
        "WEIGHTS: dict[str, list[float] | list[list[float]]] = {",
    ]
    for name, values in correction._asdict().items():
        lines.append(f'    "{name}": [')
        rows = values if values.ndim == 2 else [values]
        for row in rows:
            numbers = [f"{float(f'{value:.{DIGITS}g}'):g}" for value in row]
            opening, closing = ("[", "],") if values.ndim == 2 else ("", ",")
            lines += wrapped(numbers, opening, closing)
        lines.append("    ],")
    return "\n".join([*lines, "}", "# fmt: on", ""])


def wrapped(numbers: list[str], opening: str, closing: str) -> list[str]:
    """Lines of at most 120 characters."""
    lines, line = [], f"        {opening}"
    for k, number in enumerate(numbers):
        piece = number + ("," if k < len(numbers) - 1 else closing)
        if len(line) + len(piece) + 1 > 119:
            lines.append(line.rstrip())
            line = "         " if opening else "        "
        line += piece + " "
    return [*lines, line.rstrip()]


def main() -> None:
    """Fit and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, default=Path(correction_table.__file__))
    options = parser.parse_args()
    options.out.write_text(text(calibrate(options.folder, options.seed)), encoding="utf-8")


if __name__ == "__main__":
    main()
