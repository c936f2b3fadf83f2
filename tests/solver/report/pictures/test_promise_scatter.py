"""Promised against simulated."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stockposture.report.pictures.promise_points import Points, points_of, scale_of
from stockposture.report.pictures.promise_scatter import promise_scatter
from support.simulations import disagreements_of, items_of


def _marked(panel, marker):
    lines = [line for line in panel.lines if line.get_marker() == marker]
    return [point for line in lines for point in zip(line.get_xdata(), line.get_ydata(), strict=True)]


def _listed(panel):
    return panel.texts[-1].get_text().splitlines()


def _points(promised, simulated):
    count = len(promised)
    return Points(
        sku=np.array([f"I{number}" for number in range(count)], dtype=object),
        promised=np.array(promised, dtype=float),
        simulated=np.array(simulated, dtype=float),
        half_width=np.zeros(count),
        disagrees=np.zeros(count, dtype=bool),
        named=[],
    )


def test_items_stand_where_they_belong(items, disagreements, drawn):
    relevant, stockout, capital = drawn(promise_scatter(items, disagreements, "EUR"))
    assert _marked(relevant, "o") == [(10.5, 10.0), (95.0, 100.0), (4100.0, 4000.0)]
    assert _marked(relevant, "D") == []
    assert _marked(stockout, "D") == [(200.0, 100.0)]
    assert (relevant.get_xlabel(), relevant.get_ylabel()) == (
        "promised, EUR a year",
        "simulated, EUR a year",
    )
    assert capital.get_xlabel() == "promised, EUR"
    assert relevant.get_xlim() == relevant.get_ylim()
    assert [_listed(panel)[0] for panel in (relevant, stockout, capital)] == [
        "0 of 3 promised outside the interval",
        "1 of 3 promised outside the interval:",
        "0 of 3 promised outside the interval",
    ]
    assert _listed(stockout)[1] == "1  \u2068NUT\u2069: promised 200, simulated 100"
    assert [text.get_text() for text in stockout.texts[:-1]] == ["1"]


def test_logarithmic_where_it_spans_decades(items, disagreements, drawn):
    relevant, stockout, _ = drawn(promise_scatter(items, disagreements))
    assert relevant.get_xscale() == relevant.get_yscale() == "log"
    assert stockout.get_xscale() == "linear"  # 0, 10 and 100: no two decades
    assert stockout.get_xlim()[0] == 0


def test_intervals_are_drawn(items, disagreements, drawn):
    relevant, *_ = drawn(promise_scatter(items, disagreements))
    bars = [line for line in relevant.lines if np.isnan(line.get_ydata()).any()]
    assert bars[0].get_ydata()[:2].tolist() == [9.0, 11.0]


def test_zero_stands_at_the_edge_of_logarithmic_axes(items, disagreements, drawn):
    spread = items.assign(promised_stockout_cost=[5.0, 2000.0, 0.0])
    _, stockout, _ = drawn(promise_scatter(spread, disagreements))
    low = stockout.get_xlim()[0]
    assert (low, low) in [pytest.approx(point) for point in _marked(stockout, "o")]
    assert _listed(stockout)[-1] == f"1 below {low:.4g} (0 among them) at the edge"


def test_figures_that_are_missing_are_left_out(items, disagreements):
    found = points_of(items.assign(promised_capital=[1.0, np.nan, np.inf]), disagreements, "capital")
    assert found.sku.tolist() == ["BOLT"]
    # Without an interval (one run) there is no bar.
    none = points_of(items.assign(capital_half_width=np.nan), disagreements, "capital")
    assert none.half_width.tolist() == [0.0, 0.0, 0.0]


def test_named_by_size_and_only_of_this_measure(items):
    said = disagreements_of(
        [("PIN", "capital", 1, 2, 0.1), ("BOLT", "capital", 1, 2, 0.1), ("NUT", "space_m3", 1, 2, 0.1)]
    )
    found = points_of(items, said, "capital")
    assert [found.sku[at] for at in found.named] == ["PIN", "BOLT"]
    assert found.disagrees.tolist() == [True, False, True]


def test_many_items_are_an_image_within_a_small_file():
    count = 20_000
    values = 10 ** np.random.default_rng(3).normal(3, 1, count)
    frame = items_of([f"I{number}" for number in range(count)])
    for measure in ("relevant_cost", "stockout_cost", "capital"):
        frame[measure], frame[f"promised_{measure}"] = values, values * np.linspace(0.7, 1.4, count)
    drawing = promise_scatter(frame, disagreements_of([("I7", "capital", 1, 2, 0.1)])).inline_svg()
    assert len(drawing) < 600_000
    assert 'href="data:image/png;base64,' in drawing


@pytest.mark.parametrize("value", [0.0, -5.0, 3.0])
def test_one_item(value, disagreements):
    frame = items_of(["A"])
    for measure in ("relevant_cost", "stockout_cost", "capital"):
        frame[measure] = frame[f"promised_{measure}"] = value
    assert promise_scatter(frame, disagreements).svg()


def test_no_item(items, disagreements):
    assert promise_scatter(items.head(0), disagreements).svg()
    assert "0 items" in promise_scatter(items.head(0), disagreements).description


_AMOUNT = st.one_of(st.just(0.0), st.floats(1e-9, 1e15), st.floats(-1e6, -1e-9))


@given(st.lists(st.tuples(_AMOUNT, _AMOUNT), max_size=30))
def test_axes_hold_all_points_or_say_so(pairs):
    points = _points([pair[0] for pair in pairs], [pair[1] for pair in pairs])
    scale = scale_of(points)
    both = pd.Series([value for pair in pairs for value in pair], dtype=float)
    assert scale.low < scale.high
    assert (both <= scale.high).all()
    if scale.is_log:
        assert scale.low > 0
        assert scale.high / scale.low <= 2e6
    else:
        assert (both >= scale.low).all()
