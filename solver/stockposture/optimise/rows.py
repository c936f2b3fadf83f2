"""What was decided for each item with all its figures: the rows of a plan but for the words."""

import numpy as np
import pandas as pd

from stockposture.optimise.texts import Texts, column, joined, picked
from stockposture_models.candidates.candidates import Candidates
from stockposture_models.candidates.economics import Economics
from stockposture_models.candidates.splits import SPLIT_LABELS
from stockposture_models.candidates.terms import POSTURES, Floats, Ints, ItemTerms, OfferTerms
from stockposture_models.plan.row import PlanRow
from stockposture_models.tables.case import Case
from stockposture_models.tables.days import DAYS_A_YEAR


def decided_rows(
    case: Case, items: ItemTerms, offers: OfferTerms, chosen: Candidates, buffer: Floats | Ints, economics: Economics
) -> pd.DataFrame:
    """Return one row an item, columns as in :class:`~stockposture_models.plan.row.PlanRow`.

    There is no runner-up and no reason yet.

    Parameters
    ----------
    case, items, offers
        The case, or a part of it, and its arrays.
    chosen
        One candidate an item, in the order of items.
    buffer
        (n,) its buffer, whole units.
    economics
        Figures of what was chosen, (n, 1).
    """
    mean, interval = items.demand_mean, chosen.interval
    lead = (chosen.shares * np.where(chosen.offers >= 0, offers.lead[chosen.offers], 0.0)).sum(axis=1)
    short = economics.short_units[:, 0]
    demand = DAYS_A_YEAR * mean
    with np.errstate(divide="ignore", invalid="ignore"):
        fill = np.where(demand > 0, 1.0 - short / demand, 1.0)
        days = np.where(mean > 0, buffer / mean, 0.0)
    nothing = column(picked([""], np.zeros(len(mean), dtype=np.int64)))
    columns = {
        "sku": case.items["sku"],
        "posture": column(picked([posture.value for posture in POSTURES], chosen.posture.astype(np.int64))),
        "split": column(picked(SPLIT_LABELS, chosen.label.astype(np.int64))),
        "suppliers": column(supplier_names(case, offers, chosen)),
        "shares": column(_share_words(chosen.shares)),
        "order_interval_days": interval.astype(np.int64),
        "buffer_units": buffer.astype(np.int64),
        "buffer_days": days,
        "order_up_to": mean * (interval + lead) + buffer,
        "reorder_point": mean * lead + buffer,
        "short_units_per_year": short,
        "fill_rate": fill,
        "on_hand_units": economics.on_hand[:, 0],
        "capital": economics.capital[:, 0],
        "space_m3": economics.space[:, 0],
        "purchase_cost": economics.purchase[:, 0],
        "ordering_cost": economics.ordering[:, 0],
        "carrying_cost": economics.carrying[:, 0],
        "stockout_cost": economics.stockout[:, 0],
        "total_cost": sum(getattr(economics, part)[:, 0] for part in ("purchase", "ordering", "carrying", "stockout")),
        "relevant_cost": economics.relevant[:, 0],
        "runner_up": nothing,
        "runner_up_extra_cost": np.full(len(mean), np.nan),
        "reason": nothing,
    }
    return pd.DataFrame({name: columns[name] for name in PlanRow.model_fields})


def supplier_names(case: Case, offers: OfferTerms, chosen: Candidates) -> Texts:
    """Return the suppliers of candidates, separated by ``|``."""
    names = case.suppliers["supplier"].tolist()
    first, second = offers.supplier[chosen.offers].T
    # The second with its separator; nothing where there is one alone.
    others = picked([*(f"|{name}" for name in names), ""], np.where(chosen.offers[:, 1] >= 0, second, -1))
    return joined(picked(names, first), others)


def _share_words(shares: np.ndarray) -> Texts:
    """Return the shares of each order, separated by ``|``: ``1``, ``0.7|0.3``."""
    # As complex numbers: pairs sort as fast as single numbers do.
    pairs, place = np.unique(shares[:, 0] + 1j * shares[:, 1], return_inverse=True)
    words = [f"{pair.real:.9g}|{pair.imag:.9g}" if pair.imag > 0 else f"{pair.real:.9g}" for pair in pairs.tolist()]
    return picked(words, place)
