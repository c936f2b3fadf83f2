"""Fit what tells a buffer's main threat: ``python tests/benchmarks/optimise/threat.py [POLICIES] [ROUNDS]``.

Draws random policies, has the theory say what each buffer saves from each cause, fits the network of
``stockposture.optimise.threat`` on four fifths of them, prints how often it agrees on the rest, in all and where the
first cause is well ahead of the second, and writes ``solver/stockposture/optimise/threat_table.py``.
"""

import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from stockposture.optimise.threat import features
from stockposture_models.theory.policies import Policies
from stockposture_models.theory.respond import respond

TARGET = Path(__file__).parents[3] / "solver/stockposture/optimise/threat_table.py"
HIDDEN, INNER, BATCH = 48, 24, 512

HEADER = '''"""Weights of the network of ``threat``; written by ``tests/benchmarks/optimise/threat.py``, not by hand.

{agreement}
"""

import base64
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Singles = NDArray[np.float32]


class Weights(NamedTuple):
    """Weights of the network.

    Parameters
    ----------
    mean, scale
        (f,) of what is seen.
    first, first_bias, second, second_bias, last, last_bias
        (f, h), (h,), (h, g), (g,), (g, 3), (3,).
    """

    mean: Singles
    scale: Singles
    first: Singles
    first_bias: Singles
    second: Singles
    second_bias: Singles
    last: Singles
    last_bias: Singles


@cache
def shipped() -> Weights:
    """Return the weights."""
    numbers = np.frombuffer(base64.b85decode("".join(_NUMBERS)), dtype="<f4").astype(np.float32)
    parts = np.split(numbers, np.cumsum([int(np.prod(shape)) for shape in _SHAPES])[:-1])
    return Weights(*(part.reshape(shape) for part, shape in zip(parts, _SHAPES, strict=True)))


_SHAPES = {shapes}

_NUMBERS = (
{numbers}
)
'''


def draw(count: int, rng: np.random.Generator, narrow: float) -> tuple[Policies, np.ndarray]:
    """Return random policies and a buffer each; ``narrow`` is the part that is left of the ranges of logarithms."""

    def log_uniform(low: float, high: float, *shape: int) -> np.ndarray:
        middle, half = np.log(low * high) / 2, np.log(high / low) / 2 * narrow
        return np.exp(rng.uniform(middle - half, middle + half, shape))

    def sometimes(chance: float, values: np.ndarray) -> np.ndarray:
        return np.where(rng.random(values.shape) < chance, values, 0.0)

    two = rng.random(count) < 0.5
    first = np.where(two, rng.choice([0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9], count), 1.0)
    share = np.stack([first, 1.0 - first], axis=1)
    used = share > 0
    mean = log_uniform(0.02, 100.0, count)
    lead = np.where(used, log_uniform(1.0, 120.0, count, 2), 0.0)
    region_rate, region_days = sometimes(0.5, log_uniform(0.02, 0.5, count, 2)), log_uniform(3.0, 60.0, count, 2)
    same = two & (rng.random(count) < 0.3)
    region_rate[same, 1], region_days[same, 1] = region_rate[same, 0], region_days[same, 0]
    days = np.where(rng.random(count) < 0.5, log_uniform(0.1, 180.0, count), rng.uniform(0.0, 60.0, count))
    surge = np.where(two[:, np.newaxis], sometimes(0.5, rng.random((count, 2))), 0.0)
    policies = Policies(
        demand_mean=mean,
        demand_sd=mean * sometimes(0.97, log_uniform(0.1, 8.0, count)),
        backorder=rng.random(count) < 0.35,
        interval=rng.choice([1.0, 2.0, 5.0, 7.0, 14.0, 30.0, 60.0], count),
        share=share,
        lead=lead,
        lead_sd=lead * sometimes(0.85, log_uniform(0.01, 1.0, count, 2)),
        outage_rate=np.where(used, sometimes(0.85, log_uniform(0.01, 2.0, count, 2)), 0.0),
        outage_days=np.where(used, log_uniform(2.0, 90.0, count, 2), 0.0),
        region_rate=np.where(used, region_rate, 0.0),
        region_days=np.where(used, region_days, 0.0),
        same_region=same,
        surge_fraction=surge,
        surge_delay=np.where(surge > 0, rng.uniform(0.0, 30.0, (count, 2)), 0.0),
    )
    return policies, np.maximum(1.0, np.round(mean * days))


def savings(policies: Policies, buffer: np.ndarray) -> np.ndarray:
    """Return (n, 3) what each buffer saves of the short fraction from each cause, by the theory."""
    levels = np.stack([np.zeros(len(buffer)), buffer], axis=1)
    quiet = np.zeros_like(policies.share)

    def saved(**calm: Any) -> np.ndarray:
        short = respond(replace(policies, **calm), levels).short_fraction
        return short[:, 0] - short[:, 1]

    in_all = saved()
    calms: list[dict[str, Any]] = [
        {"demand_sd": np.zeros(len(buffer))},
        {"lead_sd": quiet},
        {"outage_rate": quiet, "region_rate": quiet},
    ]
    return np.stack([in_all - saved(**calm) for calm in calms], axis=1)


def fit(seen: np.ndarray, label: np.ndarray, weight: np.ndarray, rounds: int, rng: np.random.Generator) -> list[Any]:
    """Return the weights that tell the label best, by Adam on the cross-entropy."""
    shapes = [(seen.shape[1], HIDDEN), (HIDDEN,), (HIDDEN, INNER), (INNER,), (INNER, 3), (3,)]
    parts = [rng.normal(0, 1 / np.sqrt(s[0]), s) if len(s) == 2 else np.zeros(s) for s in shapes]
    parts = [part.astype(np.float32) for part in parts]
    slow, square, step = [np.zeros_like(p) for p in parts], [np.zeros_like(p) for p in parts], 0
    steps = rounds * (len(seen) // BATCH)
    for _ in range(rounds):
        for rows in np.array_split(rng.permutation(len(seen)), len(seen) // BATCH):
            step += 1
            x, w = seen[rows], weight[rows, np.newaxis]
            one = np.tanh(x @ parts[0] + parts[1])
            two = np.tanh(one @ parts[2] + parts[3])
            score = two @ parts[4] + parts[5]
            chance = np.exp(score - score.max(axis=1, keepdims=True))
            chance /= chance.sum(axis=1, keepdims=True)
            chance[np.arange(len(rows)), label[rows]] -= 1.0
            d3 = chance * w / len(rows)
            d2 = (d3 @ parts[4].T) * (1 - two * two)
            d1 = (d2 @ parts[2].T) * (1 - one * one)
            slopes = [x.T @ d1, d1.sum(axis=0), one.T @ d2, d2.sum(axis=0), two.T @ d3, d3.sum(axis=0)]
            rate = 3e-3 * (1 - step / (steps + 1)) + 1e-5
            for k, slope in enumerate(slopes):
                slow[k] = 0.9 * slow[k] + 0.1 * slope
                square[k] = 0.999 * square[k] + 0.001 * slope * slope
                parts[k] -= rate * (slow[k] / (1 - 0.9**step)) / (np.sqrt(square[k] / (1 - 0.999**step)) + 1e-8)
    return parts


def main() -> None:
    """Fit, print the agreement, write the table."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 60
    rng = np.random.default_rng(20)
    # A half as wide as anything may be, a half more like catalogues.
    drawn = [draw(count // 2, rng, narrow) for narrow in (1.0, 0.5)]
    saved = np.concatenate([savings(policies, buffer) for policies, buffer in drawn])
    seen = np.concatenate([features(policies, buffer) for policies, buffer in drawn])
    fits = saved.max(axis=1) > 1e-9
    seen, saved = seen[fits], saved[fits]
    ordered = np.sort(saved, axis=1)
    ahead = (ordered[:, 2] - ordered[:, 1]) / ordered[:, 2]
    label = saved.argmax(axis=1)
    mean, scale = seen.mean(axis=0), seen.std(axis=0) + 1e-6
    known = np.arange(len(seen)) % 5 > 0
    normal = (seen - mean) / scale
    parts = fit(normal[known], label[known], np.minimum(ahead[known], 0.5).astype(np.float32), rounds, rng)
    inner = np.tanh(np.tanh(normal @ parts[0] + parts[1]) @ parts[2] + parts[3])
    agrees = (inner @ parts[4] + parts[5]).argmax(axis=1) == label
    clear = ahead > 0.3
    all_of_them, the_clear = 100 * agrees[~known].mean(), 100 * agrees[~known & clear].mean()
    agreement = (
        f"Agrees with the theory on {all_of_them:.1f} % of random policies it was not fitted on,\n"
        f"{the_clear:.1f} % of those where the second cause is at least 30 % of the first behind it."
    )
    sys.stdout.write(agreement + f"\n(fitted: {100 * agrees[known].mean():.1f} %)\n")
    numbers = [mean, scale, *parts]
    import base64

    text = base64.b85encode(np.concatenate([part.ravel() for part in numbers]).astype("<f4").tobytes()).decode()
    lines = "\n".join(f'    "{text[at : at + 100]}"' for at in range(0, len(text), 100))
    TARGET.write_text(HEADER.format(agreement=agreement, shapes=[part.shape for part in numbers], numbers=lines))


if __name__ == "__main__":
    main()
