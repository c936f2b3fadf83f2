"""Stock over time."""

import numpy as np
import pandas as pd
import pytest

from stockposture.report.pictures.stock_over_time import MOST_ITEMS, stock_over_time


def _shaded(panel):
    """Return the days that are marked short, from and to."""
    boxes = [
        path.get_extents()
        for collection in panel.collections
        if type(collection).__name__ == "PolyCollection"
        for path in collection.get_paths()
    ]
    return [(box.x0, box.x1) for box in boxes]


def test_days_short_are_marked_and_told(days, levels, drawn):
    picture = stock_over_time(days, levels)
    bolt, nut = drawn(picture)
    assert _shaded(bolt) == [(2.0, 4.0), (5.0, 6.0)]
    assert _shaded(nut) == []
    assert (bolt.get_title(loc="left"), bolt.get_title(loc="right")) == ("BOLT", "short on 3 of 6 days, 4 units")
    assert nut.get_title(loc="right") == "never short in 6 days"
    assert "short on 3 of 6 days, 4 units" in picture.description
    assert nut.get_xlabel() == "day of the simulated run, after its start-up"


def test_levels_are_drawn(days, levels, drawn):
    bolt, nut = drawn(stock_over_time(days, levels))
    for panel, expected in ((bolt, {9.0, 2.0}), (nut, {12.0, 3.0})):
        flat = {float(line.get_ydata()[0]) for line in panel.lines if np.ptp(line.get_ydata()) == 0 and len(line.get_ydata()) == 2}  # fmt: skip # noqa: E501
        assert expected <= flat
        assert panel.get_ylim()[0] == 0
        assert panel.get_ylim()[1] > max(expected)


def test_the_stock_itself_is_drawn(days, levels, drawn):
    bolt, _ = drawn(stock_over_time(days, levels))
    values, edges, _ = bolt.patches[-1].get_data()
    assert values.tolist() == [5, 2, 0, 0, 4, 1]
    assert edges.tolist() == [0, 1, 2, 3, 4, 5, 6]


def test_busiest_days_of_a_long_run(drawn):
    short = np.zeros(100)
    short[[10, 60, 61, 63]] = 1.0
    trace = pd.DataFrame({"day": range(100), "sku": "A", "on_hand": 5.0, "short": short})
    item = pd.DataFrame({"sku": ["A"], "order_up_to": [9.0], "buffer_units": [0.0]})
    (panel,) = drawn(stock_over_time(trace, item, most_days=10))
    first, last = panel.get_xlim()
    assert last - first == 10
    assert first <= 60 < 64 <= last
    assert panel.get_title(loc="right") == "short on 3 of 10 days, 3 units; on 4 of all 100"
    assert panel.get_xlabel().endswith("the 10 of 100 with most shortages")


def test_refuses_none_too_many_and_items_without_days(days, levels):
    with pytest.raises(ValueError, match="0 items to draw"):
        stock_over_time(days, levels.head(0))
    with pytest.raises(ValueError, match=f"from 1 to {MOST_ITEMS} fit"):
        stock_over_time(days, pd.concat([levels] * MOST_ITEMS))
    with pytest.raises(ValueError, match="'PIN' has no days"):
        stock_over_time(days, levels.assign(sku=["BOLT", "PIN"]))


@pytest.mark.parametrize("level", [0.0, 1e-9, 1e14])
def test_levels_of_any_size(days, levels, level):
    zero = days.assign(on_hand=0.0, short=0.0)
    assert stock_over_time(zero, levels.assign(order_up_to=level, buffer_units=level)).svg()
