"""A small history to a case, every figure worked by hand."""

import pandas as pd
import pytest

from stockposture.history.profile.assumptions import Assumptions
from stockposture.history.profile.profile import profile
from stockposture_models.errors import BadInputError
from support.history import delivery, history_of, wanted

MONTHS = ["2012-01-10", "2012-02-10", "2012-03-10", "2012-04-10"]
PLAIN = Assumptions()

DELIVERIES = [
    # A from Xan: 10, 20 and 30 days; a fourth order is 31 days late: an outage, not a lead time.
    delivery("A", "Xan", "2012-01-01", "2012-01-11", promised="2012-01-11", quantity=10, unit_price=2, freight=5),
    delivery("A", "Xan", "2012-01-01", "2012-01-21", promised="2012-01-21", quantity=30, unit_price=4, freight=15),
    delivery("A", "Xan", "2012-01-01", "2012-01-31", promised="2012-02-15", quantity=10, unit_price=2, freight=5),
    delivery("A", "Xan", "2012-01-20", "2012-03-10", promised="2012-02-08", quantity=10, unit_price=2),
    # B from Xan: one order of 40 days, too few of its own: Xan's 10, 20, 30, 40.
    delivery("B", "Xan", "2012-01-01", "2012-02-10", quantity=10, unit_price=10),
    # A from Yew: no order date and no price; the region East, and A's price.
    delivery("A", "Yew", "", "2012-02-01", quantity=500, unit_price=""),
    # B from Zoe in the West: nothing known but a price; all orders.
    delivery("B", "Zoe", "", "2012-02-01", quantity=5, unit_price=8),
    # C has a demand but no price anywhere.
    delivery("C", "Zoe", "", "2012-02-01", quantity=5, unit_price=0),
]
DEMAND = [wanted("A", month, 121) for month in MONTHS] + [
    wanted("B", MONTHS[0], 121),
    wanted("C", MONTHS[0], 1),
]
ITEMS = [{"sku": "A", "description": "An A", "unit_weight_kg": "0.5", "first_line": "yes"}]


@pytest.fixture(scope="module")
def made():
    return profile(history_of(DEMAND, DELIVERIES, items=ITEMS), PLAIN)


@pytest.fixture(scope="module")
def offers(made):
    return made.case.offers.set_index(["sku", "supplier"])


def test_lead_time_of_the_offer_itself(offers):
    assert offers.loc[("A", "Xan"), ["lead_time_days", "lead_time_sd"]].tolist() == pytest.approx([20, 10])


def test_lead_time_of_its_supplier_its_region_and_all(offers):
    # 10, 20, 30, 40: mean 25, variance (225 + 25 + 25 + 225) / 3.
    expected = pytest.approx([25, (500 / 3) ** 0.5])
    assert offers.loc[("B", "Xan"), ["lead_time_days", "lead_time_sd"]].tolist() == expected
    assert offers.loc[("A", "Yew"), ["lead_time_days", "lead_time_sd"]].tolist() == expected
    assert offers.loc[("B", "Zoe"), ["lead_time_days", "lead_time_sd"]].tolist() == expected


def test_where_figures_come_from_is_counted(made):
    counted = {(fill.column, fill.source): fill.rows for fill in made.fills}
    assert counted["offers: lead time", "data: the offer's own"] == 1
    assert counted["offers: lead time", "data: its supplier's"] == 1
    assert counted["offers: lead time", "data: its region's"] == 1
    assert counted["offers: lead time", "data: all"] == 1
    assert counted["offers: unit price", "data: the item's other offers"] == 1


def test_prices_are_weighted_by_quantity(offers):
    # (10 x 2 + 30 x 4 + 10 x 2 + 10 x 2) / 60
    assert offers.loc[("A", "Xan"), "unit_price"] == pytest.approx(3)
    assert offers.loc[("A", "Yew"), "unit_price"] == pytest.approx(3)


def test_freight(offers):
    # A from Xan: 25 USD for 50 units. Elsewhere Xan's, East's, all: 25 over a value of 20 + 120 + 20.
    assert offers.loc[("A", "Xan"), "freight_per_unit"] == pytest.approx(0.5)
    assert offers.loc[("B", "Xan"), "freight_per_unit"] == pytest.approx(25 / 160 * 10)
    assert offers.loc[("B", "Zoe"), "freight_per_unit"] == pytest.approx(25 / 160 * 8)


def test_the_incumbent_delivers_most_units(offers):
    assert offers.index[offers["incumbent"]].tolist() == [("A", "Yew"), ("B", "Xan")]


def test_stockout_cost_and_volume(made):
    items = made.case.items.set_index("sku")
    # 2 x 3 + 9 USD/kg x 0.5 kg; B weighs as much as the median of the known ones.
    assert items.loc["A", "stockout_cost"] == pytest.approx(10.5)
    assert items.loc["B", "stockout_cost"] == pytest.approx(2 * 10 + 4.5)
    assert items["unit_volume"].tolist() == pytest.approx([0.002, 0.002])
    assert items["criticality"].tolist() == [5, 3]
    assert items["description"].tolist() == ["An A", ""]


def test_an_item_without_a_price_is_left_out_and_named(made):
    assert made.case.items["sku"].tolist() == ["A", "B"]
    (note,) = [note for note in made.notes if "without an offer" in note.what]
    assert (note.count, note.detail) == (1, "C")


def test_outages(made):
    # One spell of 31 days (8 February to 10 March) while Xan is seen, 59 days from 11 January: pooled.
    suppliers = made.case.suppliers.set_index("supplier")
    assert suppliers["disruption_days"].tolist() == pytest.approx([31, 31, 31])
    assert suppliers["disruption_rate"].tolist() == pytest.approx([365 / 59] * 3)


def test_no_capital_cap(made):
    assert made.case.settings.capital_cap is None
    assert made.case.settings.holding_rate == 0.22


def test_regions_are_those_used(made):
    assert made.case.regions["region"].tolist() == ["East", "West"]
    assert made.case.regions["disruption_rate"].tolist() == [0.05, 0.05]


def test_nothing_late_means_no_outage():
    history = history_of(DEMAND, [delivery("A", "Xan", "2012-01-01", "2012-01-11", promised="2012-01-11")])
    suppliers = profile(history, PLAIN).case.suppliers
    assert suppliers[["disruption_rate", "disruption_days"]].to_numpy().tolist() == [[0, 0]]


def test_options_overrule_the_tail():
    options = PLAIN.model_copy(update={"disruption_rate": 0.5, "disruption_days": 7.0})
    suppliers = profile(history_of(DEMAND, DELIVERIES), options).case.suppliers
    assert suppliers["disruption_rate"].eq(0.5).all()
    assert suppliers["disruption_days"].eq(7).all()


def test_a_history_without_lead_times_and_freight_takes_the_options():
    bare = [delivery("A", "Xan", "", "2012-01-11")]
    made = profile(history_of(DEMAND, bare), PLAIN)
    offer = made.case.offers.iloc[0]
    assert offer[["lead_time_days", "lead_time_sd", "freight_per_unit"]].tolist() == pytest.approx([60, 30, 0.1])
    sources = {fill.column: fill.source for fill in made.fills}
    assert "--lead-time-days" in sources["offers: lead time"]
    assert "--freight-share" in sources["offers: freight per unit"]


def test_no_item_left():
    with pytest.raises(BadInputError, match="--min-demand-months"):
        profile(history_of(DEMAND, DELIVERIES), Assumptions(min_demand_months=12))


def test_the_order_of_rows_does_not_matter(made):
    shuffled = profile(history_of(DEMAND[::-1], DELIVERIES[::-1], items=ITEMS), PLAIN)
    for table in ("items", "suppliers", "offers"):
        pd.testing.assert_frame_equal(getattr(shuffled.case, table), getattr(made.case, table), check_exact=False)
