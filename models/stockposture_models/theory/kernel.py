"""The compiled loop over policies and buffers: from causes of delay to shortage and stock."""

import numpy as np
from numpy.typing import NDArray

from stockposture_models.theory.compiled import compiled, compiled_inner
from stockposture_models.theory.correction import (
    REACHES,
    Correction,
    adjust,
    bend,
    level_groups,
    log_level_groups,
    new_room,
)
from stockposture_models.theory.delays import Delays
from stockposture_models.theory.excess import new_cells
from stockposture_models.theory.formulas import Tables, at_levels, new_sums
from stockposture_models.theory.loss_table import filled
from stockposture_models.theory.one import One
from stockposture_models.theory.outstanding import arrival_shifts, policy_excess, shifted_deliveries
from stockposture_models.theory.policies import Floats
from stockposture_models.theory.quick import ROUNDING, Quick, begin_split, floor_curve, least_stock
from stockposture_models.theory.quick import new_room as new_quick_room
from stockposture_models.theory.quick_least import floor_at
from stockposture_models.theory.quick_offers import QuickOffers
from stockposture_models.theory.quick_room import LATE


@compiled
def respond_all(  # noqa: C901 - one compiled pass
    demand_mean: Floats,
    demand_sd: Floats,
    backorder: NDArray[np.bool_],
    interval: Floats,
    share: Floats,
    bare: Floats,
    level: Floats,
    delays: Delays,
    groups: Floats,
    applies: Floats,
    tables: Tables,
    correction: Correction,
    quick: Quick,
    offers: QuickOffers,
    rows: NDArray[np.int64],
    seen: Floats,
    out: Floats,
) -> None:
    """Fill ``out`` (3, n, k) with short fraction, mean on-hand and peak.

    ``level`` (n, k) are the order-up-to levels, ``bare`` (n,) those without buffer, ``groups`` (n, g) and
    ``applies`` (n, 3) are those of :func:`groups.note_groups`; ``seen`` (n, f), or (1, f) if nobody wants to know, is
    filled with all that the correction goes by. ``rows`` (n, 2) are the suppliers' rows of ``offers``, below whose
    quick floor nothing falls; no weights ``quick``, no floor.
    """
    excess, work = new_cells(tables.cells)
    # Whole lanes of levels.
    most = filled(len(REACHES) + level.shape[1])
    room, sums = new_room(correction), new_sums(most, tables)
    shifts, asked, found = np.zeros(2), np.zeros(most), np.zeros((3, most))
    place = np.zeros(level.shape[1], dtype=np.int64)
    bends = len(correction.last) > 0
    guards, floor = len(quick.split) > 0, new_quick_room()
    looks = len(REACHES) if bends or len(seen) > 1 else 1
    parts = sums.parts
    for i in range(len(demand_mean)):
        mu, cycle, split, base = demand_mean[i], interval[i], share[i], delays.base[i]
        count = policy_excess(delays, i, cycle, split, tables.cells, tables.calibration, excess, work)
        cases, shifts[0] = 1, 0.0
        if split[0] < 1.0:
            cases = arrival_shifts(cycle, base, delays, i, shifts)
        shifted = shifted_deliveries(delays, i, split, cycle)
        one = One(mu, demand_sd[i] ** 2, cycle, backorder[i], split, base, count, shifts, cases, shifted)
        for r in range(looks):
            asked[r] = bare[i] * (1.0 + REACHES[r])
        levels = ask(level[i], asked, looks, place)
        at_levels(one, asked[:levels], excess, tables, sums)
        if looks > 1:
            sight = seen[min(i, len(seen) - 1)]
            for g in range(groups.shape[1]):
                sight[g] = groups[i, g]
            for r in range(looks):
                level_groups(parts, r, mu * cycle, bare[i], sight)
            log_level_groups(sight)
            if bends:
                bend(correction, sight, applies[i], room)
        if guards:
            first, second = rows[i, 0], rows[i, 1] if split[0] < 1.0 else -1
            together = delays.common[i] > 0.0
            begin_split(quick, offers, first, second, split[0], together, demand_sd[i] / mu, bool(backorder[i]), floor)
            floor_curve(quick, mu, cycle, floor)
        if bends:
            adjust(parts.short, mu * cycle, 1.0, 0, room, filled(levels), found[0])
            adjust(parts.on_hand, 1.0, bare[i], 1, room, filled(levels), found[1])
            adjust(parts.peak, 1.0, bare[i], 2, room, filled(levels), found[2])
        for b in range(level.shape[1]):
            n = place[b]
            short, on_hand, peak = parts.short[n] / (mu * cycle), parts.on_hand[n], parts.peak[n]
            if bends:
                short, on_hand, peak = found[0, n], found[1, n], max(found[2, n], found[1, n])
            if guards:
                buffer = level[i, b] - bare[i]
                short = max(short, (1.0 + ROUNDING) * floor_at(floor, buffer))
                on_hand = max(on_hand, floor.stock[0] + floor.stock[1] * buffer)
                on_hand = max(on_hand, least_stock(mu, cycle, floor.held[LATE], buffer))
                peak = max(peak, on_hand, floor.stock[2] + floor.stock[3] * buffer)
            out[0, i, b] = min(max(short, 0.0), 1.0)
            # On hand is the level less what is outstanding: never above it.
            out[1, i, b] = min(on_hand, level[i, b])
            out[2, i, b] = min(peak, level[i, b])


@compiled_inner
def ask(level: Floats, asked: Floats, count: int, place: NDArray[np.int64]) -> int:
    """Add levels to the first ``count`` of ``asked``; fill the place of each; return the new count.

    Rows of a rectangle are filled up with their last buffer, and many begin with none: nothing is asked twice.
    """
    for b in range(len(level)):
        if b > 0 and level[b] == level[b - 1]:
            place[b] = place[b - 1]
        elif level[b] == asked[0]:
            place[b] = 0
        else:
            asked[count] = level[b]
            place[b] = count
            count += 1
    return count
