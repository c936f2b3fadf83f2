"""Rate and length of outages, and the time there was to see them."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stockposture.history.stretches.find import watch
from stockposture.history.stretches.stretches import Scope
from stockposture.history.suppliers.gamma_poisson import gamma_poisson
from stockposture.history.suppliers.outage_counts import MEAN_DAYS, count_outages
from stockposture.history.suppliers.outages import region_outages, supplier_outages
from support.orders import orders_of, together


def items(supplier, region="East", down=(), days=364):
    """Three items of a supplier, one ordered every other day or so, 20, 30 and 40 days under way."""
    return together(
        *(
            orders_of(f"{supplier} {i}", supplier, region, range(i * 2, days, 7), lead=20 + 10 * i, down=down)
            for i in range(3)
        )
    )


def test_time_to_see_outages_by_hand():
    watched = watch(items("Xan"))[Scope.SUPPLIER]
    counts = count_outages(pd.Series(["Xan"]), watched, watched.outages)
    # Orders on days 0, 2, 4, 7, 9, 11, ...: gaps of 2, 2 and 3 days, 51 weeks and the first gap of each again.
    limit = np.ceil(watched.longest["Xan"] - 1e-3) - 0.5
    mean = MEAN_DAYS[30]
    last = 51 * 7 + 4
    gaps = [2, 2, 3] * 51 + [2, 2]
    assert sum(gaps) == last
    seen = sum(mean * (1 - np.exp(-gap / mean)) for gap in gaps) * np.exp(-limit / mean) / 365
    assert counts.exposure[0, 30] == pytest.approx(seen)
    assert counts.events.tolist() == [0]


def test_an_outage_at_the_beginning_has_a_length_but_no_beginning():
    watched = watch(items("Xan", down=((-10, 40), (200, 230))))[Scope.SUPPLIER]
    counts = count_outages(pd.Series(["Xan"]), watched, watched.outages)
    assert counts.events.tolist() == [1]
    assert counts.recoveries.tolist() == [2]
    limit = np.ceil(watched.longest["Xan"] - 1e-3) - 0.5
    # Orders of days 0 and 200 see 40 and 30 days of them.
    assert counts.lasted[0] == pytest.approx(40 + 30 - 2 * limit)


def test_time_while_it_stands_still_is_no_time_to_see_another_outage():
    up, down = (
        count_outages(pd.Series(["Xan"]), seen, seen.outages).exposure[0, -1]
        for seen in (watch(items("Xan"))[Scope.SUPPLIER], watch(items("Xan", down=((100, 200),)))[Scope.SUPPLIER])
    )
    assert down == pytest.approx(up * (361 - 100) / 361, rel=0.02)


def fitted(deliveries, suppliers, **more):
    table = pd.DataFrame(suppliers, columns=["supplier", "region"]).assign(**more)
    return supplier_outages(table, watch(deliveries), rate=0.3, days=20.0).set_axis(table["supplier"], axis=0)


def test_what_strikes_the_region_is_not_the_suppliers():
    down = ((100, 130),)
    deliveries = together(items("Xan", down=down), items("Yew", down=down), items("Zoe", "West", down=((200, 240),)))
    found = fitted(deliveries, [("Xan", "East"), ("Yew", "East"), ("Zoe", "West")])
    assert found["outages"].tolist() == [0, 0, 1]
    assert found["outages_from"].tolist() == ["all", "all", "supplier"]
    regions = region_outages(pd.DataFrame({"region": ["East", "West"]}), watch(deliveries), rate=0.1, days=60.0)
    assert regions["outages"].tolist() == [1, 0]
    assert regions["outages_from"].tolist() == ["region", "all"]
    assert regions["disruption_rate"].tolist()[0] > regions["disruption_rate"].tolist()[1]


def test_figures_lie_within_their_intervals_and_more_outages_mean_a_higher_rate():
    often = items("Xan", down=tuple((start, start + 20) for start in range(40, 340, 60)))
    found = fitted(together(often, items("Yew", "West")), [("Xan", "East"), ("Yew", "West")])
    assert found["outages"].tolist() == [5, 0]
    for name in ("disruption_rate", "disruption_days"):
        assert (found[f"{name}_low"] < found[name]).all()
        assert (found[name] < found[f"{name}_high"]).all()
    assert found.loc["Xan", "disruption_rate"] > 2 > found.loc["Yew", "disruption_rate"]
    # Five outages of 20 days, the first order up to two days into each.
    assert 10 < found.loc["Xan", "disruption_days"] < 30


def test_the_order_of_suppliers_does_not_matter():
    deliveries = together(items("Xan", down=((100, 130),)), items("Yew", "West"))
    one = fitted(deliveries, [("Xan", "East"), ("Yew", "West")])
    other = fitted(deliveries, [("Yew", "West"), ("Xan", "East")])
    pd.testing.assert_frame_equal(one, other.loc[one.index])


def test_without_events_the_prior_comes_out_in_proportion_to_risk():
    none, groups = np.zeros(2), np.array([0, 1])
    found = gamma_poisson(none, none, groups, np.array([0.1, 0.4])).draws.mean(axis=1)
    assert found == pytest.approx([0.1, 0.4], rel=0.3)


def test_with_much_seen_it_is_events_over_time():
    events, exposure = np.array([300.0, 30.0]), np.array([100.0, 100.0])
    found = gamma_poisson(events, exposure, np.zeros(2, dtype=np.int64), np.full(2, 1.0))
    assert found.draws.mean(axis=1) == pytest.approx([3.0, 0.3], rel=0.1)
    assert (found.weight > 0.8).all()
    low, high = np.quantile(found.draws[0], [0.05, 0.95])
    # Gamma with shape 300: 1.645 / sqrt(300) = 9.5 % either way.
    assert (low, high) == pytest.approx((2.72, 3.29), rel=0.03)


def test_a_member_never_seen_is_like_its_group():
    events = np.array([20.0, 22.0, 0.0, 2.0, 1.0, 0.0])
    exposure = np.array([10.0, 10.0, 0.0, 10.0, 10.0, 0.0])
    found = gamma_poisson(events, exposure, np.array([0, 0, 0, 1, 1, 1]), np.full(6, 1.0)).draws.mean(axis=1)
    assert found[2] == pytest.approx(2.1, rel=0.5)
    assert found[5] < found[2] / 2


@settings(deadline=None, max_examples=10)
@given(st.lists(st.integers(0, 8), min_size=2, max_size=5), st.floats(0.2, 5))
def test_time_in_other_units_changes_nothing_else(events, factor):
    seen, time = np.array(events, dtype=float), np.full(len(events), 2.0)
    groups = np.zeros(len(events), dtype=np.int64)
    one = gamma_poisson(seen, time, groups, np.full(len(events), 0.5))
    other = gamma_poisson(seen, time * factor, groups, np.full(len(events), 0.5 / factor))
    assert other.draws * factor == pytest.approx(one.draws)
