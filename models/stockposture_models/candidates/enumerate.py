"""Every candidate policy a case allows."""

from typing import Any

import numpy as np

from stockposture_models.candidates.candidates import Candidates
from stockposture_models.candidates.rules import MOQ_TOLERANCE, bands
from stockposture_models.candidates.splits import Splits, enumerate_splits
from stockposture_models.candidates.terms import POSTURES, Floats, Ints, ItemTerms, OfferTerms
from stockposture_models.errors import BadInputError
from stockposture_models.findings import Finding, Severity
from stockposture_models.tables.bands import buffer_bounds
from stockposture_models.tables.case import Case
from stockposture_models.tables.settings import Posture


def enumerate_candidates(case: Case, items: ItemTerms, offers: OfferTerms) -> Candidates:
    """Return posture x order interval x split for every item, within all of the item's own rules.

    A candidate keeps the posture's band, ``min_buffer`` and ``max_buffer``, the ``max_share`` of each offer, its
    ``moq`` (a mean order ``share * mu * T`` is at least the minimum) and the shelf life (the longest lead
    time used, the interval and the buffer's days of supply fit in it). Where an item has no candidate because every
    mean order falls short of a minimum, the interval is stretched to the days the minimum lasts. An item without
    demand is held jit, if it may be, else in the leanest posture allowed, from one supplier.

    Raises
    ------
    BadInputError
        Items that no candidate fits, with the rules that leave none.
    """
    splits = enumerate_splits(offers, case.settings.split_grid)
    splits = splits.take((items.demand_mean[splits.item] > 0) | ~splits.used[:, 1])
    blocks: list[Candidates] = []
    for number, name in enumerate(POSTURES):
        terms = case.settings.postures.of(name)
        may = items.allowed[:, number] & ((items.demand_mean > 0) | ~items.allowed[:, :number].any(axis=1))
        bounds = buffer_bounds(case.items, terms)
        mine = np.flatnonzero(may[splits.item])
        blocks += [
            _block(splits, mine, number, np.full(len(mine), float(interval)), bounds, items, offers)
            for interval in terms.order_interval_days
        ]
    candidates = _join(blocks)
    without = np.setdiff1d(np.arange(len(case.items)), candidates.item)
    if len(without):
        candidates = _join([candidates, *_stretched(case, splits, without, items, offers)])
        _require_candidates(case, candidates)
    order = np.lexsort((candidates.interval, candidates.posture, candidates.split))
    return candidates.take(order)


def _block(
    splits: Splits,
    rows: Ints,
    posture: int,
    interval: Floats,
    bounds: tuple[Ints, Ints],
    items: ItemTerms,
    offers: OfferTerms,
    *,
    keep_moq: bool = True,
) -> Candidates:
    """Return the candidates of one posture over the given splits and intervals that keep every rule."""
    item = splits.item[rows]
    upper, fits = np.zeros(len(rows), dtype=np.int64), np.zeros(len(rows), dtype=np.bool_)
    lower = bounds[0][item]
    bands(
        np.ascontiguousarray(splits.offers[rows]),
        np.ascontiguousarray(splits.shares[rows]),
        interval,
        items.demand_mean[item],
        items.shelf_life[item],
        lower,
        bounds[1][item],
        offers.lead,
        offers.moq,
        keep_moq,
        upper,
        fits,
    )
    return Candidates(
        splits,
        rows[fits],
        np.full(int(fits.sum()), posture, dtype=np.int8),
        interval[fits],
        lower[fits],
        upper[fits],
    )


def _stretched(case: Case, splits: Splits, without: Ints, items: ItemTerms, offers: OfferTerms) -> list[Candidates]:
    """Return candidates whose interval is as long as the minimum order lasts, for items that have none else."""
    rows = np.flatnonzero(np.isin(splits.item, without) & (items.demand_mean[splits.item] > 0))
    daily = splits.shares[rows] * items.demand_mean[splits.item[rows]][:, None]
    days = np.divide(offers.moq[splits.offers[rows]], daily, out=np.zeros_like(daily), where=splits.used[rows])
    interval = np.ceil(days.max(axis=1) * (1 - MOQ_TOLERANCE))
    blocks = []
    for number, name in enumerate(POSTURES):
        terms: Posture = case.settings.postures.of(name)
        longer = interval > max(terms.order_interval_days)
        mine = longer & items.allowed[splits.item[rows], number]
        bounds = buffer_bounds(case.items, terms)
        blocks.append(_block(splits, rows[mine], number, interval[mine], bounds, items, offers, keep_moq=False))
    return blocks


def _join(blocks: list[Candidates]) -> Candidates:
    return Candidates(
        blocks[0].splits,
        np.concatenate([block.split for block in blocks]),
        np.concatenate([block.posture for block in blocks]),
        np.concatenate([block.interval for block in blocks]),
        np.concatenate([block.lower for block in blocks]),
        np.concatenate([block.upper for block in blocks]),
    )


def _require_candidates(case: Case, candidates: Candidates) -> None:
    without = np.setdiff1d(np.arange(len(case.items)), candidates.item)
    if len(without) == 0:
        return
    raise BadInputError(
        [
            Finding(
                Severity.FAULT,
                f"no policy keeps all rules of item {item.sku}: allowed_postures {item.allowed_postures}, buffer "
                f"{item.min_buffer:g} to {_or_unlimited(item.max_buffer)} units, shelf life "
                f"{_or_unlimited(item.shelf_life_days)} days, and its offers' lead times, moq and max_share",
                "loosen one of them: a longer shelf life, another posture, a smaller moq, a larger max_share",
                file="items",
                column="sku",
                value=str(item.sku),
            )
            for item in case.items.iloc[without].itertuples()
        ]
    )


def _or_unlimited(value: Any) -> str:
    return "unlimited" if np.isnan(value) else f"{value:g}"
