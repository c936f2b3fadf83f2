# ruff: noqa: T201
"""Calibrate the quick floor on the theory's own answers and write ``quick_table.py``.

Run: ``python tests/benchmarks/theory/quick.py --policies 2000000`` (half an hour of one core), or with ``--judge`` to
print how good the shipped one is on fresh policies.

A network a kind of policy: two hidden layers, positive parts only, fitted by Adam with a loss that makes a logarithm
above the theory's cost a hundred times and more what one below costs. The margin is then what keeps all but one in
``OUTSIDE`` points of other policies below the theory; of those the guard in the theory's kernel takes care.
"""

import argparse
import base64
import zlib
from dataclasses import replace
from pathlib import Path

import numpy as np
from quick_policies import Answers, answers, drawn, joined, of_catalogue

from stockposture_models.theory import quick_table
from stockposture_models.theory.policies import Floats
from stockposture_models.theory.quick import NEGLIGIBLE
from stockposture_models.theory.quick_room import CURVE_SEEN, KINDS, KNOTS, LINES, SPLIT_SEEN, Quick

CHUNK = 40_000
HIDDEN = (64, 64)
BATCH, POINTS = 1_024, 6
RATE = 3e-3
#: Of each kind, first on all policies, then on with more of the worst.
STEPS = ((40_000, 20_000), (60_000, 60_000), (50_000, 50_000))
HARD_PART, HARD, REFRESH = 0.25, 0.02, 1_000  #: of a batch, of all policies; steps until they are found anew
#: Of the logarithm of the short fraction, and of stock: what one below costs, one above being 1; how the cost of one
#: above grows with it; below what the cost is quadratic.
BELOW, STEEP, SOFT = (0.03, 0.01), (200.0, 60.0), (0.02, 0.01)
STOCK_WEIGHT = 2.0
OUTSIDE = 10_000
K = len(KNOTS)
GAPS = np.diff(KNOTS).astype(np.float32)

Weights = list[Floats]


def starting_weights() -> Quick:
    """Return weights of the right shape."""
    h, g = HIDDEN
    shapes = ((SPLIT_SEEN, h), (CURVE_SEEN, h), (h,), (h, g), (g,), (g, K + LINES), (K + LINES,), (2, 3))
    return Quick(*(np.zeros((KINDS, *shape), np.float32) for shape in shapes))


def positive(x: Floats) -> Floats:
    return 0.5 * (x + np.sqrt(x * x + 1.0))


def layers(weights: Weights, seen: Floats) -> tuple[Floats, Floats, Floats]:
    inner = np.maximum(seen @ weights[0] + weights[1], 0.0)
    outer = np.maximum(inner @ weights[2] + weights[3], 0.0)
    return inner, outer, outer @ weights[4] + weights[5]


def ways(reach: Floats) -> Floats:
    """(n, k, K - 1) part of each gap between knots that lies below the buffers."""
    return np.clip((reach[..., None] - KNOTS[:-1].astype(np.float32)) / GAPS, 0.0, 1.0)


def logarithms(output: Floats, reach: Floats) -> Floats:
    """(n, k) logarithm at buffers, in deviations."""
    found = -positive(output[:, :1]) - np.einsum("nkj,nj->nk", ways(reach), positive(output[:, 1:K]) * GAPS)
    return np.where(reach > KNOTS[-1], -20.0, found)


def line(output: Floats, which: int, about: Answers) -> tuple[Floats, Floats]:
    """(n, 1) intercept and slope of on-hand (0) or peak stock (1), days."""
    start = 0.5 * (1 + which) * about.interval - about.late
    intercept = start + (about.scale + about.interval) * output[:, K + 2 * which]
    return intercept[:, None], 1.0 + output[:, K + 2 * which + 1][:, None]


def one_sided(over: Floats, of: int) -> Floats:
    """Slope of the loss: steep above, gentle below."""
    above = (1.0 - BELOW[of]) * np.minimum(over / SOFT[of], 1.0) * (1.0 + STEEP[of] * np.clip(over, 0.0, 1.0))
    return np.where(over > 0.0, above, BELOW[of] * np.maximum(over / SOFT[of], -1.0))


def slopes(weights: Weights, seen: Floats, about: Answers) -> Weights:
    """Gradient of the mean loss."""
    inner, outer, output = layers(weights, seen)
    reach = about.days / about.scale[:, None]
    known = np.log(about.short + NEGLIGIBLE)
    over = logarithms(output, reach) - known
    # A floor below what is negligible is as good as none, and as good as right where nothing is short.
    matters = (reach <= KNOTS[-1]) & ((over > 0.0) | (about.short > 0.15 * NEGLIGIBLE))
    slope = one_sided(over, 0) * (1.0 + 2.0 * np.clip(-over - 1.0, 0.0, 1.0) * (over < 0.0))
    slope = np.where(matters, slope * (about.short / (about.short + 3.0 * NEGLIGIBLE) + 0.02), 0.0)
    rise = 0.5 * (1.0 + output[:, :K] / np.sqrt(output[:, :K] ** 2 + 1.0))
    by_output = np.empty_like(output)
    by_output[:, 0] = -slope.sum(axis=1) * rise[:, 0]
    by_output[:, 1:K] = -np.einsum("nk,nkj->nj", slope, ways(reach)) * GAPS * rise[:, 1:]
    for which, stock in enumerate((about.on_hand, about.peak)):
        intercept, steep = line(output, which, about)
        unit = stock + 0.3 * about.scale[:, None]
        slope = STOCK_WEIGHT * one_sided((intercept + np.maximum(steep, 0.0) * about.days - stock) / unit, 1) / unit
        by_output[:, K + 2 * which] = slope.sum(axis=1) * (about.scale + about.interval)
        by_output[:, K + 2 * which + 1] = (slope * about.days).sum(axis=1) * (steep[:, 0] > 0.0)
    by_output /= reach.size
    by_outer = (by_output @ weights[4].T) * (outer > 0.0)
    by_inner = (by_outer @ weights[2].T) * (inner > 0.0)
    return [
        seen.T @ by_inner,
        by_inner.sum(axis=0),
        inner.T @ by_outer,
        by_outer.sum(axis=0),
        outer.T @ by_output,
        by_output.sum(axis=0),
    ]


def fit(about: Answers, steps: tuple[int, int], seed: int) -> Weights:
    """Fit on all policies, then on with those that the floor lies above more often; return weights for what is seen."""
    rng = np.random.default_rng(seed)
    center, scale = about.seen.mean(axis=0), about.seen.std(axis=0)
    still = scale < 1e-5
    scale = np.where(still, 1.0, scale).astype(np.float32)
    seen = np.where(still, 0.0, (about.seen - center) / scale).astype(np.float32)
    about = replace(about, seen=seen)

    def layer(a: int, b: int) -> Floats:
        return rng.normal(0.0, np.sqrt(2.0 / a), (a, b)).astype(np.float32)

    h, g = HIDDEN
    single = np.float32
    weights = [layer(seen.shape[1], h), np.zeros(h, single), layer(h, g), np.zeros(g, single)]
    weights += [0.05 * layer(g, K + LINES), np.zeros(K + LINES, single)]
    weights[5][0], weights[5][1:K] = 1.5, 0.3
    weights = descend(weights, about, steps[0], RATE, 0.0, rng)
    weights = descend(weights, about, steps[1], 0.5 * RATE, HARD_PART, rng)
    plain = [half(weights[0] / scale[:, None]), weights[1], half(weights[2]), weights[3], half(weights[4]), weights[5]]
    plain[1] = (weights[1] - center @ plain[0]).astype(single)
    return plain


def descend(
    weights: Weights, about: Answers, steps: int, highest: float, hard_part: float, rng: np.random.Generator
) -> Weights:
    """Adam (Kingma and Ba, 2015), the rate falling along a cosine; ``hard_part`` of a batch are the worst policies."""
    first, second = [np.zeros_like(w) for w in weights], [np.zeros_like(w) for w in weights]
    n, from_hard = len(about.kind), int(hard_part * BATCH)
    score = np.full(n, -np.inf)
    hard = np.zeros(1, dtype=np.int64)
    for step in range(1, steps + 1):
        if from_hard and step % REFRESH == 1:
            # What was above before stays among the worst for a while: else they take turns.
            score = np.maximum(np.nan_to_num(ratios(weights, about)[0], nan=-9.0).max(axis=1), score - 0.03)
            hard = np.argpartition(-score, int(HARD * n))[: int(HARD * n)]
        rows = np.concatenate([rng.integers(0, n, BATCH - from_hard), rng.choice(hard, from_hard)])
        columns = rng.permutation(about.days.shape[1])[:POINTS]
        some = about.take(rows)
        points = {name: getattr(some, name)[:, columns] for name in ("days", "short", "on_hand", "peak")}
        rate = 0.5 * highest * (1.0 + np.cos(np.pi * step / steps))
        for q, slope in enumerate(slopes(weights, some.seen, replace(some, **points))):
            first[q] = 0.9 * first[q] + 0.1 * slope
            second[q] = 0.999 * second[q] + 0.001 * slope * slope
            moved = first[q] / (1.0 - 0.9**step) / (np.sqrt(second[q] / (1.0 - 0.999**step)) + 1e-8)
            weights[q] = (weights[q] - rate * moved).astype(np.float32)
    return weights


def half(weights: Floats) -> Floats:
    """Round to what is shipped."""
    return weights.astype(np.float16).astype(np.float32)


def network(quick: Quick, kind: int) -> Weights:
    """The weights of one kind as a list of layers."""
    first = np.concatenate([quick.split[kind], quick.curve[kind]])
    rest = (quick.first_bias, quick.second, quick.second_bias, quick.last, quick.last_bias)
    return [first, *(part[kind] for part in rest)]


def ratios(weights: Weights, about: Answers) -> tuple[Floats, list[Floats]]:
    """Logarithm of floor over theory (n, k), NaN where the floor is none; line over stock, likewise."""
    parts = []
    for start in range(0, len(about.seen), CHUNK):
        some = about.take(slice(start, start + CHUNK))
        output = layers(weights, some.seen)[2]
        log = logarithms(output, some.days / some.scale[:, None])
        found = [np.where(log > np.log(NEGLIGIBLE), log - np.log(some.short + NEGLIGIBLE), np.nan)]
        for which, stock in enumerate((some.on_hand, some.peak)):
            intercept, steep = line(output, which, some)
            least = intercept + np.maximum(steep, 0.0) * some.days
            found.append(np.where(least > 0.0, least / stock, np.nan))
        parts.append(found)
    short, on_hand, peak = (np.concatenate(part) for part in zip(*parts, strict=True))
    return short, [on_hand, peak]


def margins(weights: Weights, about: Answers) -> Floats:
    """What to take off usual policies, and others, so that all but one in ``OUTSIDE`` points lie below the theory."""
    keep, found = 1.0 - 1.0 / OUTSIDE, []
    for unusual in (0, 1):
        some = about.unusual == unusual
        if not some.any():
            raise ValueError("too few policies: none to find a margin by")
        short, stocks = ratios(weights, about.take(some))
        part = [1.0 - 1.0 / max(np.nanquantile(stock, keep), 1.0) for stock in stocks]
        found.append([max(np.nanquantile(short, keep), 0.0), *part])
    return np.array(found, np.float32)


def judge(name: str, quick: Quick, about: Answers) -> None:
    """Print quantiles of floor over theory, and how often it lies above, before the guard."""
    print(f"{name} ({len(about.kind):,} policies)")
    for kind in range(KINDS):
        some = about.take(about.kind == kind)
        if len(some.kind) == 0:
            continue
        short, stocks = ratios(network(quick, kind), some)
        margin = quick.margin[kind][some.unusual]
        ratio = np.exp(short - margin[:, :1])
        cells = [f"above {np.nanmean(ratio > 1.0):8.4%}, by 2 % {np.nanmean(ratio > 1.02):8.4%}"]
        for low, high in ((1e-4, 1e-3), (1e-3, 1e-2), (1e-2, 1e-1), (1e-1, 0.5)):
            at = (some.short > low) & (some.short <= high)
            low_part, middle = np.quantile(np.nan_to_num(ratio[at]), [0.01, 0.5]) if at.any() else (np.nan, np.nan)
            cells.append(f"{low:g}..{high:g}: 1 % {low_part:.2f} median {middle:.2f}")
        print(f"  {('lost, one', 'lost, two', 'backorder, two')[kind]}: {'; '.join(cells)}")
        for which, stock in enumerate(stocks):
            part = stock * (1.0 - margin[:, 1 + which, None])
            print(
                f"    {('on-hand', 'peak')[which]}: above {np.nanmean(part > 1.0):.4%}; ratio 1 % "
                f"{np.nanquantile(part, 0.01):.3f} median {np.nanmedian(part):.3f}"
            )


def text(quick: Quick) -> str:
    """The module that holds the weights."""
    lines = [
        '"""Weights of the quick floor; written by ``tests/benchmarks/theory/quick.py``, not by hand.',
        "",
        "Arrays of half precision, biases and margins of single precision: little-endian, compressed, in base 85.",
        '"""',
        "",
        "import base64",
        "import zlib",
        "from functools import cache",
        "",
        "import numpy as np",
        "",
        "from stockposture_models.theory.quick import Quick",
        "",
        "",
        "@cache",
        "def quick_floor() -> Quick:",
        '    """Return the shipped weights."""',
        "    arrays = {}",
        "    for name, (shape, lines) in WEIGHTS.items():",
        '        kind = "<f4" if name.endswith(("bias", "margin")) else "<f2"',
        '        plain = zlib.decompress(base64.b85decode("".join(lines)))',
        "        arrays[name] = np.ascontiguousarray(np.frombuffer(plain, kind).reshape(shape).astype(np.float32))",
        "    return Quick(**arrays)",
        "",
        "",
        "# fmt: off",
        "WEIGHTS: dict[str, tuple[tuple[int, ...], tuple[str, ...]]] = {",
    ]
    for name, values in quick._asdict().items():
        kind = "<f4" if name.endswith(("bias", "margin")) else "<f2"
        code = base64.b85encode(zlib.compress(np.ascontiguousarray(values.astype(kind)).tobytes(), 9)).decode()
        lines.append(f'    "{name}": ({tuple(values.shape)}, (')
        lines += [f'        "{code[at : at + 108]}",' for at in range(0, len(code), 108)]
        lines.append("    )),")
    return "\n".join([*lines, "}", "# fmt: on", ""])


def assembled(fitted: list[tuple[Weights, Floats]]) -> Quick:
    """The kinds' weights and margins as one."""
    stacked = [np.stack([weights[part] for weights, _ in fitted]) for part in range(6)]
    margin = np.stack([margin for _, margin in fitted])
    return Quick(stacked[0][:, :SPLIT_SEEN], stacked[0][:, SPLIT_SEEN:], *stacked[1:], margin)


def main() -> None:
    """Answer, fit, judge and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--policies", type=int, default=2_000_000)
    parser.add_argument("--judge", action="store_true", help="only judge the shipped weights, on so many policies")
    parser.add_argument("--steps", type=float, default=1.0, help="part of the usual steps, to try it out")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, default=Path(quick_table.__file__))
    options = parser.parse_args()
    blank, seed = starting_weights(), options.seed

    def answered(start: int, policies: int) -> Answers:
        chunks = []
        for chunk in range(start, start + max(1, policies // CHUNK)):
            rng = np.random.default_rng([seed, chunk])
            chunks.append(answers(drawn(min(policies, CHUNK), rng), rng, blank))
        return joined(chunks)

    if options.judge:
        quick = quick_table.quick_floor()
    else:
        every = answered(0, options.policies)
        fitted = []
        for kind in range(KINDS):
            mine = every.take(np.random.default_rng(seed).permutation(np.flatnonzero(every.kind == kind)))
            cut = len(mine.kind) * 7 // 8
            weights = fit(mine.take(slice(cut)), tuple(int(options.steps * part) for part in STEPS[kind]), seed)
            fitted.append((weights, margins(weights, mine.take(slice(cut, None)))))
        quick = assembled(fitted)
        options.out.write_text(text(quick), encoding="utf-8")
    fresh = options.policies if options.judge else options.policies // 10
    judge("fresh policies of all parts", quick, answered(1_000_000, fresh))
    rng = np.random.default_rng([seed, 2_000_000])
    judge("catalogue", quick, answers(of_catalogue(max(fresh // 4, 2_000), rng, 200), rng, blank))


if __name__ == "__main__":
    main()
