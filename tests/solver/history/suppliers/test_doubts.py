"""Confidence in the offers of an item."""

import pandas as pd

from stockposture.history.confidence import confidence_of
from stockposture.history.profile.assumed_offers import UNKNOWN_SUPPLIER
from stockposture.history.suppliers.doubts import offer_doubts


def test_where_lead_times_come_from():
    rows = [
        ("A", "Xan", "offer"), ("A", "Yew", "all"),
        ("B", "Xan", "region"), ("B", "Yew", "supplier"),
        ("C", "Xan", "offer"), ("C", "Yew", ""),
        ("D", UNKNOWN_SUPPLIER, ""),
    ]  # fmt: skip
    skus = pd.Series(["A", "B", "C", "D"])
    found = confidence_of(skus, [offer_doubts(skus, pd.DataFrame(rows, columns=["sku", "supplier", "lead_time_from"]))])
    assert found.to_numpy().tolist() == [
        ["high", ""],
        ["medium", "no offer has orders enough for a lead time of its own"],
        ["low", "a lead time is assumed (--lead-time-days)"],
        ["low", "no delivery: supplier and lead time assumed"],
    ]
