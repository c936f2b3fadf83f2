"""The rules each row must keep: posture, interval, buffer, shares, minimum orders, shelf life."""

from collections.abc import Callable

import numpy as np

from stockposture.verify.decisions import Decisions
from stockposture.verify.differences import Broken, Flags, Floats, shown, spelt_out
from stockposture.verify.regular import has_regular_policy
from stockposture_models.tables.case import Case
from stockposture_models.tables.posture_name import PostureName

#: Relative room at the edge of a rule, for binary fractions (5 days of 0.2 units a day is one unit) and for
#: shares written with nine digits.
EDGE = 1e-8

#: What :func:`broken_rules` looks at, in its order.
RULES = (
    "posture",
    "one_supplier",
    "order_interval",
    "buffer",
    "shares_add_up",
    "split_grid",
    "max_share",
    "minimum_order",
    "shelf_life",
)

_LEANEST_FIRST = tuple(posture.value for posture in PostureName)


def broken_rules(decisions: Decisions, case: Case) -> list[Broken]:
    """Return each rule of :data:`RULES` with the items whose decision breaks it."""
    return [
        *_posture(decisions, case),
        _interval(decisions, case),
        _buffer(decisions, case),
        *_shares(decisions, case),
        _minimum_order(decisions, case),
        _shelf_life(decisions, case),
    ]


def _posture(d: Decisions, case: Case) -> list[Broken]:
    """One of the item's allowed postures; without demand the leanest of them, from one supplier."""
    allowed = "|" + case.items["allowed_postures"] + "|"
    still = case.items["demand_mean"].to_numpy() == 0
    may = np.zeros(len(case.items), dtype=np.bool_)
    leaner = np.zeros(len(case.items), dtype=np.bool_)
    for name in _LEANEST_FIRST:
        listed = allowed.str.contains(f"|{name}|", regex=False).to_numpy(dtype=np.bool_)
        may |= (d.posture == name) & listed & ~(still & leaner)
        leaner |= listed
    said = _said(
        d,
        case,
        ~may,
        "posture",
        lambda row: (
            f"allowed are {case.items['allowed_postures'].iloc[row]}"
            + (", the leanest of them without demand" if still[row] else "")
        ),
    )
    return [said, _said(d, case, still & d.used[:, 1], "suppliers", lambda _: "one is enough without demand")]


def _interval(d: Decisions, case: Case) -> Broken:
    """T is one of the posture's intervals, or what the minimum order lasts if nothing else keeps it."""
    mean = case.items["demand_mean"].to_numpy()
    regular = np.zeros(len(mean), dtype=np.bool_)
    longest = np.zeros(len(mean))
    for name in _LEANEST_FIRST:
        intervals = case.settings.postures.of(name).order_interval_days
        mine = d.posture == name
        regular |= mine & np.isin(d.interval, intervals)
        longest[mine] = max(intervals)
    daily = d.share * mean[:, np.newaxis]
    days = np.divide(d.of_offer(case, "moq"), daily, out=np.zeros_like(daily), where=daily > 0).max(axis=1)
    # The least whole number of days that is no less than the minimum lasts, give or take rounding.
    lasting = (d.interval >= days * (1 - EDGE)) & (d.interval - 1 < days * (1 + EDGE))
    stretched = ~regular & lasting & (d.interval > longest)
    if stretched.any():
        stretched &= ~has_regular_policy(case, stretched)
    return _said(
        d,
        case,
        ~(regular | stretched),
        "order_interval_days",
        lambda row: (
            f"{d.posture[row]} has {list(case.settings.postures.of(d.posture[row]).order_interval_days)}"
            f" and a minimum order lasts {days[row]:g} days"
        ),
    )


def _buffer(d: Decisions, case: Case) -> Broken:
    """max(lo mu, min_buffer) <= b <= min(hi mu, max_buffer); without demand 0 or the least buffer."""
    least, most = buffer_band(d.posture, case)
    slack = EDGE * np.maximum(1.0, most)
    fits = (d.buffer >= least - EDGE * np.maximum(1.0, least)) & (d.buffer <= most + slack)
    still = case.items["demand_mean"].to_numpy() == 0
    fits |= still & (d.buffer == np.ceil(case.items["min_buffer"].to_numpy()))
    return _said(
        d,
        case,
        ~fits,
        "buffer_units",
        lambda row: f"the posture and the item allow {least[row]:g} to {most[row]:g}",
    )


def buffer_band(posture: np.ndarray[tuple[int], np.dtype[np.str_]], case: Case) -> tuple[Floats, Floats]:
    """Return (n,) the least and the largest buffer of each item under its posture, units, not rounded."""
    mean = case.items["demand_mean"].to_numpy()
    days = np.zeros((len(mean), 2))
    for name in _LEANEST_FIRST:
        days[posture == name] = case.settings.postures.of(name).buffer_days
    least = np.maximum(days[:, 0] * mean, case.items["min_buffer"].to_numpy())
    most = np.fmin(days[:, 1] * mean, case.items["max_buffer"].to_numpy(dtype=np.float64))
    return least, most


def _shares(d: Decisions, case: Case) -> list[Broken]:
    """Shares make up the whole, lie on the grid (either way round) and keep each offer's largest share."""
    grid = np.array(case.settings.split_grid, dtype=np.float64)
    grid = np.concatenate([grid, 1.0 - grid])
    off_grid = np.abs(d.share[:, :1] - grid[np.newaxis, :]).min(axis=1, initial=np.inf) > EDGE
    largest = d.of_offer(case, "max_share")
    shares = d.rows["shares"]
    return [
        _said(d, case, np.abs(d.share.sum(axis=1) - 1.0) > EDGE, "shares", lambda _: "they must add up to 1"),
        _said(
            d,
            case,
            d.used[:, 1] & off_grid,
            "shares",
            lambda _: f"the split grid is {list(case.settings.split_grid)}",
        ),
        _said(
            d,
            case,
            np.asarray((d.used & (d.share > largest + EDGE)).any(axis=1)),
            "shares",
            lambda row: (
                f"the largest shares allowed are {'|'.join(f'{x:g}' for x in largest[row][d.used[row]])}"
                f" for {shares.iloc[row]}"
            ),
        ),
    ]


def _minimum_order(d: Decisions, case: Case) -> Broken:
    """Require that a mean order a_j mu T is no smaller than the supplier's minimum."""
    mean = case.items["demand_mean"].to_numpy()
    order = d.share * (mean * d.interval)[:, np.newaxis]
    minimum = d.of_offer(case, "moq")
    small = (d.used & (order < minimum * (1 - EDGE))).any(axis=1) & (mean > 0)
    return _said(
        d,
        case,
        small,
        "order_interval_days",
        lambda row: (
            f"mean orders of {_listed(order[row][d.used[row]])} units, minimum {_listed(minimum[row][d.used[row]])}"
        ),
    )


def _shelf_life(d: Decisions, case: Case) -> Broken:
    """Require that longest lead time, interval and the buffer's days of supply fit in the shelf life."""
    mean = case.items["demand_mean"].to_numpy()
    life = case.items["shelf_life_days"].to_numpy(dtype=np.float64)
    age = d.of_offer(case, "lead_time_days").max(axis=1) + d.interval
    age += np.divide(d.buffer, mean, out=np.zeros_like(mean), where=mean > 0)
    return _said(
        d,
        case,
        age > life * (1 + EDGE),
        "buffer_units",
        lambda row: f"goods may be {age[row]:g} days old, their shelf life is {life[row]:g}",
    )


def _said(d: Decisions, case: Case, wrong: Flags, column: str, rule: Callable[[int], str]) -> Broken:
    sku, values = case.items["sku"], d.rows[column]
    return spelt_out(
        wrong,
        lambda row: f"{sku.iloc[row]}: {column}: plan says {shown(values.iloc[row])}; {rule(row)}",
        column,
    )


def _listed(values: Floats) -> str:
    return ", ".join(f"{value:g}" for value in values)
