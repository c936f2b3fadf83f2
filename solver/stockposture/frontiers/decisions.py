"""What a plan decides for each item, in the few bytes that comparing it with its neighbours takes."""

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pandas as pd

from stockposture_models.plan.plan import Plan

#: What an item is said to change, in the order it is told.
CHOICES = ("posture", "split", "suppliers")
#: Columns of text that are compared.
TEXTS = (*CHOICES, "shares")


@dataclass
class Words:
    """Texts of a column, numbered as they are met."""

    known: dict[str, int] = field(default_factory=dict)

    def codes(self, column: "pd.Series[str]") -> npt.NDArray[np.int32]:
        """Return (n,) the number of each text; texts not met before get new ones."""
        codes, texts = pd.factorize(column)
        numbers = [self.known.setdefault(str(text), len(self.known)) for text in texts]
        return np.array(numbers, dtype=np.int32)[codes]

    def texts(self, codes: npt.NDArray[np.int32]) -> "pd.Series[str]":
        """Return (n,) the text of each number."""
        return pd.Series(pd.array(list(self.known), dtype="str").take(codes))


@dataclass(frozen=True)
class Decisions:
    """One plan's decisions, items sorted by sku.

    Parameters
    ----------
    codes
        (n,) of each of :data:`TEXTS`, numbers of the words.
    buffer_units, order_interval_days
        (n,) buffers and order intervals.
    capital, relevant_cost
        (n,) what each item ties up, currency, and costs, currency/yr.
    """

    codes: dict[str, npt.NDArray[np.int32]]
    buffer_units: npt.NDArray[np.int64]
    order_interval_days: npt.NDArray[np.int64]
    capital: npt.NDArray[np.float64]
    relevant_cost: npt.NDArray[np.float64]


def decisions_of(plan: Plan, words: dict[str, Words]) -> Decisions:
    """Return a plan's decisions.

    Parameters
    ----------
    plan
        The plan.
    words
        Of each of :data:`TEXTS`, shared by all plans that are compared.
    """
    items = plan.items
    return Decisions(
        {name: words[name].codes(items[name]) for name in TEXTS},
        items["buffer_units"].to_numpy(np.int64, copy=True),
        items["order_interval_days"].to_numpy(np.int64, copy=True),
        items["capital"].to_numpy(np.float64, copy=True),
        items["relevant_cost"].to_numpy(np.float64, copy=True),
    )
