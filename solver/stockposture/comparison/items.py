"""The items that two plans decide otherwise, and what that costs and buys."""

import numpy as np
import pandas as pd

from stockposture.comparison.result import DECIDED, FIGURES
from stockposture.optimise.texts import Texts, column, figure, joined, where
from stockposture_models.candidates.terms import Flags, Floats, Ints
from stockposture_models.plan.plan import Plan
from stockposture_models.segments.govern import picked
from stockposture_models.tables.links import positions_in

#: What changed, in words.
_WORDS = {"order_interval_days": "order interval", "buffer_units": "buffer"}
#: Money and units below this are no difference.
_NOTHING = 5e-4


def differing_items(name: str, first: Plan, plan: Plan) -> tuple[pd.DataFrame, dict[str, int]]:
    """Return the items that a plan decides otherwise than the first, the largest difference of cost first.

    Parameters
    ----------
    name
        The plan's.
    first, plan
        The yardstick and the other.

    Returns
    -------
    DataFrame
        ``plan``, ``sku``, ``changed``; each of ``DECIDED`` twice, the yardstick's as ``first_posture`` and so on;
        differences of ``FIGURES``, and ``running_cost_difference`` of all that is not shortage; ``words``.
    dict
        How many items differ in each of ``DECIDED``, and are in one plan only.
    """
    here, there = _matched(first.items, plan.items)
    both = (here >= 0) & (there >= 0)
    ours, theirs = _rows(first.items, here[both]), _rows(plan.items, there[both])
    flags = np.stack([(ours[each].array != theirs[each].array) for each in DECIDED]).astype(np.bool_)
    differs = flags.any(axis=0)
    counts = {each: int(mine.sum()) for each, mine in zip(DECIDED, flags, strict=True)}
    counts |= {
        "items": int(differs.sum()),
        "only_here": int((here < 0).sum()),
        "only_in_first": int((there < 0).sum()),
    }
    ours, theirs = _rows(ours, np.flatnonzero(differs)), _rows(theirs, np.flatnonzero(differs))
    changed = picked([_WORDS.get(each, each) for each in DECIDED], flags[:, differs], ", ")
    table: dict[str, object] = {
        "plan": pd.Series(np.full(len(ours), name, dtype=object), dtype="str"),
        "sku": theirs["sku"],
        "changed": changed,
    }
    for each in DECIDED:
        table |= {f"first_{each}": ours[each], each: theirs[each]}
    gaps = {each: (theirs[each] - ours[each]).to_numpy(dtype=np.float64) for each in FIGURES}
    table |= {f"{each}_difference": gap for each, gap in gaps.items()}
    running = gaps["purchase_cost"] + gaps["ordering_cost"] + gaps["carrying_cost"]
    table["running_cost_difference"] = running
    table["words"] = column(_words(running, gaps["stockout_cost"], gaps["capital"]))
    order = np.lexsort((np.arange(len(ours)), -np.abs(gaps["relevant_cost"])))
    return _rows(pd.DataFrame(table), order), counts


def _rows(frame: pd.DataFrame, at: Ints) -> pd.DataFrame:
    return frame.take(at).reset_index(drop=True)


def _matched(first: pd.DataFrame, other: pd.DataFrame) -> tuple[Ints, Ints]:
    """Return rows of both tables, one pair an item of either; -1 where one does not have it."""
    place = positions_in(other["sku"], first["sku"])
    is_there = np.zeros(len(first), dtype=np.bool_)
    is_there[place[place >= 0]] = True
    lost = np.flatnonzero(~is_there)
    here = np.concatenate([place, lost])
    there = np.concatenate([np.arange(len(other)), np.full(len(lost), -1)])
    return here, there


def _words(running: Floats, stockout: Floats, capital: Floats) -> Texts:
    """Return what each difference costs and buys, in one sentence."""
    return joined(
        _more_or_less(running, "costs ", " more a year to run", "saves ", " a year to run", "costs the same to run"),
        ", ",
        _more_or_less(stockout, "", " more of shortages", "", " less of shortages", "no shortage more or less"),
        ", ",
        _more_or_less(capital, "ties up ", " more", "ties up ", " less", "ties up the same"),
    )


def _more_or_less(value: Floats, before: str, after: str, before_less: str, after_less: str, same: str) -> Texts:
    size = figure(np.abs(value))
    is_more: Flags = value > _NOTHING
    is_less: Flags = value < -_NOTHING
    changed = where(is_more, joined(before, size, after), joined(before_less, size, after_less))
    return where(is_more | is_less, changed, same)
