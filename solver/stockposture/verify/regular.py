"""Whether an item has any policy whose interval is one of a posture's own."""

import numpy as np
import pandas as pd

from stockposture.verify.differences import Flags
from stockposture_models.tables.case import Case
from stockposture_models.tables.posture_name import PostureName

_EDGE = 1e-9


def has_regular_policy(case: Case, asked: Flags) -> Flags:
    """Return (n,) whether an item has a policy with one of its postures' own intervals.

    Only then is it wrong to order at the longer interval that a minimum order forces. Found by trying every
    supplier and pair of suppliers, share, posture and interval with the smallest buffer allowed, only for the
    items asked for: few have minimum orders that large.

    Parameters
    ----------
    case
        The case.
    asked
        (n,) the items to look at; the answer for others is ``False``.
    """
    splits = _splits(case, asked)
    items = case.items.iloc[splits["item"].to_numpy()].reset_index(drop=True)
    mean = items["demand_mean"].to_numpy()
    life = items["shelf_life_days"].fillna(np.inf).to_numpy()
    lead = splits[["lead_1", "lead_2"]].to_numpy().max(axis=1)
    allowed = "|" + items["allowed_postures"] + "|"
    regular = np.zeros(len(splits), dtype=np.bool_)
    for posture in PostureName:
        terms = case.settings.postures.of(posture)
        least = np.maximum(terms.buffer_days[0] * mean, items["min_buffer"].to_numpy())
        most = np.fmin(terms.buffer_days[1] * mean, items["max_buffer"].to_numpy(dtype=np.float64))
        smallest = np.ceil(least - _EDGE * np.maximum(1.0, least))
        may = allowed.str.contains(f"|{posture.value}|", regex=False).to_numpy(dtype=np.bool_)
        may = may & (smallest <= most + _EDGE * np.maximum(1.0, most))
        for interval in terms.order_interval_days:
            age = lead + interval + np.divide(smallest, mean, out=np.zeros_like(mean), where=mean > 0)
            enough = np.ones(len(splits), dtype=np.bool_)
            for j in ("1", "2"):
                order = splits[f"share_{j}"].to_numpy() * mean * interval
                enough &= order >= splits[f"moq_{j}"].to_numpy() * (1 - _EDGE)
            regular |= may & enough & (age <= life * (1 + _EDGE))
    found = np.zeros(len(case.items), dtype=np.bool_)
    found[splits["item"].to_numpy()[regular]] = True
    return found


def _splits(case: Case, asked: Flags) -> pd.DataFrame:
    """Return every supplier alone and every pair with its shares, of the items asked for."""
    offers = case.offers.assign(item=np.repeat(np.arange(len(case.items)), np.diff(case.first_offer)))
    offers = offers.loc[asked[offers["item"].to_numpy()]]
    one = pd.DataFrame(
        {
            "item": offers["item"],
            "seller": offers["supplier"],
            "lead": offers["lead_time_days"],
            "moq": offers["moq"],
            "most": offers["max_share"],
        }
    )
    single = one.rename(columns={"lead": "lead_1", "moq": "moq_1"}).assign(
        share_1=1.0, share_2=0.0, lead_2=0.0, moq_2=0.0
    )
    single = single[single["most"] >= 1 - _EDGE]
    pairs = one.merge(one, on="item", suffixes=("_1", "_2"))
    pairs = pairs[pairs["seller_1"] != pairs["seller_2"]]
    # Every ordered pair appears, so a share and its complement are both tried.
    grids = [pairs.assign(share_1=share, share_2=1.0 - share) for share in case.settings.split_grid]
    dual = pd.concat([pairs.iloc[:0].assign(share_1=0.0, share_2=0.0), *grids])
    dual = dual[(dual["share_1"] <= dual["most_1"] + _EDGE) & (dual["share_2"] <= dual["most_2"] + _EDGE)]
    columns = ["item", "share_1", "share_2", "lead_1", "lead_2", "moq_1", "moq_2"]
    return pd.concat([single[columns], dual[columns]], ignore_index=True)
