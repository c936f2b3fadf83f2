"""Cost of a year over simulated years."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stockposture.report.pictures.cost_distribution import bins, cost_distribution


def _lines(panel):
    return {text.get_text(): float(line.get_xdata()[0]) for line, text in zip(panel.lines, panel.get_legend().texts, strict=True)}  # fmt: skip # noqa: E501


def test_mean_percentiles_and_promise_are_marked(years, drawn):
    picture = cost_distribution(years, {"relevant_cost": 60.0}, "EUR")
    relevant, stockout = drawn(picture)
    assert _lines(relevant) == {
        "mean 55": pytest.approx(55.0),
        "5th percentile 14.5": pytest.approx(14.5),
        "95th percentile 95.5": pytest.approx(95.5),
        "promised 60": pytest.approx(60.0),
    }
    assert list(_lines(stockout)) == ["mean 27.5", "5th percentile 7.25", "95th percentile 47.75"]
    assert relevant.get_xlabel() == "relevant cost, EUR a year"
    assert "mean 55 EUR, 5th percentile 14.5, 95th percentile 95.5, highest 100; promised 60." in picture.description


def test_every_year_is_in_a_bar(years, drawn):
    for panel in drawn(cost_distribution(years, {})):
        assert sum(bar.get_height() for bar in panel.patches) == len(years)


def test_a_year_far_out_is_told_not_drawn_to_scale(drawn):
    cost = np.append(np.linspace(10, 20, 99), 200.0)
    years = pd.DataFrame({"relevant_cost": cost, "stockout_cost": cost})
    panel, _ = drawn(cost_distribution(years, {}))
    assert panel.get_xlim()[1] < 100
    assert sum(bar.get_height() for bar in panel.patches) == 100
    assert [text.get_text() for text in panel.texts] == ["1 further out, up to 200"]


def test_refuses_nothing_and_infinite_costs(years):
    for bad in (years.head(0), years.assign(stockout_cost=np.nan)):
        with pytest.raises(ValueError, match="no simulated years with finite costs"):
            cost_distribution(bad, {})


@pytest.mark.parametrize("cost", [0.0, 7.0, -3.0, 1e15])
def test_the_same_cost_every_year(cost):
    years = pd.DataFrame({"relevant_cost": [cost], "stockout_cost": [cost]})
    assert cost_distribution(years, {"relevant_cost": cost, "stockout_cost": float("nan")}, "$x$").svg()


@given(st.lists(st.floats(-1e12, 1e12), min_size=1, max_size=200))
def test_bars_have_one_width_and_begin_with_the_least(costs):
    values = np.array(costs)
    edges = bins(values)
    assert 2 <= len(edges) <= 61
    assert edges[0] <= values.min()
    assert (np.diff(edges) > 0).all()
    heights, _ = np.histogram(values[values <= edges[-1]], edges)
    assert heights.sum() + (values > edges[-1]).sum() == len(values)
    assert (values > edges[-1]).mean() <= 0.06 or len(values) < 40
