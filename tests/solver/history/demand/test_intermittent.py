"""Croston, SBA and TSB against published figures; classes at their cut-offs."""

import numpy as np
import pytest

from stockposture.history.demand.classes import classify, interval_and_variation
from stockposture.history.demand.intermittent import croston, sba, tsb
from stockposture.history.demand.method import Method
from support.demand import demand_of, figures_of, monthly

#: Monthly scripts of immune sera, July 1991 to June 2008, of the Australian Pharmaceutical Benefits Scheme: the series
#: by which sktime tests its Croston against that of R's package forecast (sktime/forecasting/tests/test_croston.py).
SCRIPTS = [
    *(1, 1, 1, 0, 0, 1, 3, 1, 1, 1, 1, 1, 2, 1, 1, 0, 0, 2, 0, 0, 1, 2, 0, 1, 0, 0, 1, 1, 1, 1, 0, 0, 2, 1, 0, 0),
    *(0, 1, 0, 3, 3, 2, 4, 1, 1, 3, 3, 1, 0, 4, 1, 3, 0, 1, 2, 5, 14, 2, 0, 0, 3, 6, 2, 2, 2, 5, 1, 6, 3, 3, 2, 0),
    *(1, 1, 0, 0, 0, 1, 4, 12, 4, 0, 7, 0, 2, 1, 4, 1, 3, 1, 0, 6, 9, 3, 1, 3, 1, 7, 1, 3, 3, 3, 5, 6, 10, 5, 1, 3),
    *(1, 1, 1, 2, 1, 3, 7, 11, 10, 5, 5, 2, 2, 1, 0, 3, 6, 5, 8, 9, 1, 1, 0, 0, 0, 1, 2, 2, 0, 0, 0, 0, 1, 0, 0, 0),
    *(2, 1, 1, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 1, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
    *[0] * 24,
]


@pytest.mark.parametrize(("smoothing", "forecast"), [(0.1, 0.8688921), (0.5, 0.6754646), (0.05, 1.405808)])
def test_croston_as_in_r_forecast(smoothing, forecast):
    assert len(SCRIPTS) == 204
    assert croston(np.array([SCRIPTS], dtype=float), smoothing, smoothing)[0] == pytest.approx(forecast, abs=1e-6)


#: Of the tests of the Python package intermittent-forecast, whose figures are those of R's tsintermittent with naive
#: initial values: the forecast after each period.
SERIES = [0, 0, 3, 0, 4, 0, 0, 0, 2, 0]
CROSTON = [1, 1, 1.25, 1.25, 1.25, 1.25, 0.904605, 0.904605]
SBA = [0.9, 0.9, 1.125, 1.125, 1.125, 1.125, 0.8141447, 0.8141447]
TSB = [1.029, 0.9261, 1.2468390, 1.1221551, 1.0099396, 0.9089456, 1.0123723, 0.9111351]


@pytest.mark.parametrize(
    ("method", "one", "two", "after"), [(croston, 0.5, 0.2, CROSTON), (sba, 0.5, 0.2, SBA), (tsb, 0.3, 0.1, TSB)]
)
def test_methods_as_in_tsintermittent(method, one, two, after):
    found = [method(np.array([SERIES[:end]], dtype=float), one, two)[0] for end in range(3, 11)]
    assert found == pytest.approx(after, abs=1e-6)


def test_croston_of_another_port_of_r():
    # Durbyn.jl, test of croston(demand, alpha = 0.1).
    demand = np.array([[0, 0, 5, 0, 0, 3, 0, 0, 0, 7, 0, 0, 4, 0, 0]], dtype=float)
    assert croston(demand)[0] == pytest.approx(1.5915857605177997)


@pytest.mark.parametrize("method", [croston, sba, tsb])
def test_nothing_wanted_and_not_yet_there(method):
    nothing = np.zeros((1, 5))
    later = np.array([[np.nan, np.nan, 0, 2, 0, 3]])
    assert method(nothing)[0] == 0
    assert method(later)[0] == pytest.approx(method(later[:, 2:])[0])


def test_interval_and_variation_by_hand():
    # Two demands, 2 and 4, in six periods: interval 3; variance 2 over a squared mean of 9.
    interval, squared_cv = interval_and_variation(np.array([[0, 2, 0, 0, 4, 0], [0.0] * 6, [np.nan] * 5 + [1.0]]))
    assert interval.tolist() == [3, np.inf, 1]
    assert squared_cv.tolist() == pytest.approx([2 / 9, 0, 0])


def test_classes_at_the_cut_offs():
    interval, squared_cv = np.array([1.31, 1.32, 1.31, 1.32]), np.array([0.48, 0.48, 0.49, 0.49])
    assert classify(interval, squared_cv).tolist() == ["smooth", "intermittent", "erratic", "lumpy"]


@pytest.mark.parametrize("method", ["croston", "sba", "tsb"])
def test_the_method_asked_for_is_taken_for_rare_demand_only(method):
    rare = [0, 30, 0, 0, 31, 0, 30, 0, 0, 31, 0, 30]
    found = figures_of(demand_of(*monthly("A", [31, 29] * 6), *monthly("B", rare)), intermittent=Method(method))
    assert found.loc["B", "demand_mean"] == found.loc["B", method]
    assert found.loc["B", "demand_mean_from"] == method
    assert found.loc["A", "demand_mean"] == found.loc["A", "history_mean"]
