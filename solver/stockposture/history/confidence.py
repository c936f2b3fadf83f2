"""How far an item's figures can be trusted, and why not further."""

from collections.abc import Mapping, Sequence
from enum import StrEnum

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Mask = NDArray[np.bool_]


class Confidence(StrEnum):
    """How far an item's figures can be trusted."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


#: Levels from worst to best.
WORST_FIRST = (Confidence.LOW, Confidence.MEDIUM, Confidence.HIGH)


def doubts(sku: pd.Series, reasons: Mapping[str, Mask], level: Confidence) -> pd.DataFrame:
    """Return a row for every item and reason that holds.

    Parameters
    ----------
    sku
        (n,) items.
    reasons
        Reason, in words for people, to (n,) where it holds.
    level
        How far the item's figures can still be trusted.

    Returns
    -------
    DataFrame
        ``sku``, ``level``, ``reason``.
    """
    parts = [pd.DataFrame({"sku": sku[holds], "level": level.value, "reason": why}) for why, holds in reasons.items()]
    return pd.concat(parts, ignore_index=True)


def confidence_of(sku: pd.Series, found: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Return the worst level of each item and every reason, the gravest first.

    Parameters
    ----------
    sku
        (n,) items.
    found
        What :func:`doubts` returned for each part of the profile; other items are left out.

    Returns
    -------
    DataFrame
        Aligned with ``sku``: ``confidence``, ``confidence_reason`` (blank where high).

    >>> skus = pd.Series(["A", "B"])
    >>> few = doubts(skus, {"one demand": np.array([True, False])}, Confidence.LOW)
    >>> short = doubts(skus, {"under a year": np.array([True, False])}, Confidence.MEDIUM)
    >>> confidence_of(skus, [short, few]).to_numpy().tolist()
    [['low', 'one demand; under a year'], ['high', '']]
    """
    everything = pd.concat(found, ignore_index=True)
    rank = everything["level"].map({level.value: at for at, level in enumerate(WORST_FIRST)})
    ordered = (
        everything.assign(rank=rank).sort_values(["sku", "rank"], kind="stable").drop_duplicates(["sku", "reason"])
    )
    worst = ordered.drop_duplicates("sku").set_index("sku")["level"]
    reasons = ordered.groupby("sku")["reason"].agg("; ".join)
    return pd.DataFrame(
        {
            "confidence": worst.reindex(sku, fill_value=Confidence.HIGH.value).to_numpy(),
            "confidence_reason": reasons.reindex(sku, fill_value="").to_numpy(),
        },
        index=sku.index,
        dtype=str,
    )
