"""A small history to a case, every figure worked by hand."""

import pandas as pd
import pytest

from stockposture.history.profile.assumptions import Assumptions
from stockposture.history.profile.profile import demand_days, profile
from stockposture.history.stretches.stretches import COLUMNS, Source, Stretches
from stockposture_models.errors import BadInputError
from support.history import SUPPLIERS, delivery, history_of, wanted

MONTHS = ["2012-01-10", "2012-02-10", "2012-03-10", "2012-04-10"]
PLAIN = Assumptions()

DELIVERIES = [
    # A from Xan: 10, 20, 30 and 50 days.
    delivery("A", "Xan", "2012-01-01", "2012-01-11", promised="2012-01-11", quantity=10, unit_price=2, freight=5),
    delivery("A", "Xan", "2012-01-01", "2012-01-21", promised="2012-01-21", quantity=30, unit_price=4, freight=15),
    delivery("A", "Xan", "2012-01-01", "2012-01-31", promised="2012-02-15", quantity=10, unit_price=2, freight=5),
    delivery("A", "Xan", "2012-01-20", "2012-03-10", promised="2012-02-08", quantity=10, unit_price=2),
    # B from Xan: one order of 40 days.
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


def test_lead_time_of_the_offer_is_drawn_to_its_supplier(made, offers):
    # A took 10, 20, 30 and 50 days, B 40: what A takes counts for most of A's, less of B's.
    a, b = (offers.loc[(sku, "Xan"), "lead_time_days"] for sku in "AB")
    assert 27.5 < a < b < 40
    evidence = made.evidence["offers"].set_index(["sku", "supplier"])
    assert evidence.loc[("A", "Xan"), "lead_time_days_weight"] > evidence.loc[("B", "Xan"), "lead_time_days_weight"]


def test_lead_time_of_its_region_and_all(offers):
    # Yew is of the region of Xan, the only supplier with orders; Zoe is not: nothing but Xan tells of either.
    yew, zoe = offers.loc[("A", "Yew")], offers.loc[("B", "Zoe")]
    assert 27.5 < yew["lead_time_days"] < 40
    assert 27.5 < zoe["lead_time_days"] < 40


def test_where_figures_come_from_is_counted(made):
    counted = {(fill.column, fill.source): fill.rows for fill in made.fills}
    assert counted["offers: lead time", "data: the offer's own"] == 2
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


def test_outages_are_as_expected_beforehand_where_none_can_be_seen(made):
    # Too few orders of any offer to tell an outage from congestion.
    suppliers = made.case.suppliers
    assert suppliers["disruption_rate"].tolist() == pytest.approx([0.3] * 3, rel=0.25)
    assert suppliers["disruption_days"].tolist() == pytest.approx([20] * 3, rel=0.25)
    assert made.evidence["suppliers"]["outages_from"].eq("prior").all()


def test_no_capital_cap(made):
    assert made.case.settings.capital_cap is None
    assert made.case.settings.holding_rate == 0.22


def test_regions_are_those_used(made):
    assert made.case.regions["region"].tolist() == ["East", "West"]
    assert made.case.regions["disruption_rate"].tolist() == pytest.approx([0.1] * 2, rel=0.25)


def test_options_overrule_the_standstills():
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


def test_a_region_without_outages_by_option():
    made = profile(history_of(DEMAND, DELIVERIES), PLAIN.model_copy(update={"region_disruption_rate": 0.0}))
    assert made.case.regions["disruption_rate"].eq(0).all()


def test_nearshore_by_the_country_of_use():
    places = {"Xan": "India", "Yew": "South Africa", "Zoe": ""}
    suppliers = [{**row, "country": places[row["supplier"]]} for row in SUPPLIERS]
    history = history_of(DEMAND, DELIVERIES, suppliers=suppliers)
    as_written = profile(history, PLAIN).case.suppliers
    by_country = profile(history, PLAIN.model_copy(update={"country_of_use": "south africa"})).case.suppliers
    assert as_written["nearshore"].tolist() == [False, True, False]
    assert by_country["nearshore"].tolist() == [False, True, False]
    india = profile(history, PLAIN.model_copy(update={"country_of_use": "India"})).case.suppliers
    assert india["nearshore"].tolist() == [True, False, False]


def test_riskier_countries_are_expected_to_fail_more():
    suppliers = [{**row, "country": row["supplier"]} for row in SUPPLIERS]
    countries = [{"country": "Xan", "risk": "0.6"}, {"country": "Yew", "risk": "0.2"}]
    made = profile(history_of(DEMAND, DELIVERIES, suppliers=suppliers, countries=countries), PLAIN)
    evidence = made.evidence["suppliers"].set_index("supplier")
    assert evidence["country_risk"].tolist() == pytest.approx([0.6, 0.2, float("nan")], nan_ok=True)
    # Relative to the mean of the known, 0.4: 1.5, 0.5 and, where not known, 1.
    rates = evidence["disruption_rate"]
    assert (rates / 0.3).tolist() == pytest.approx([1.5, 0.5, 1.0], rel=0.25)


def test_a_disrupted_period_counts_neither_for_demand_nor_for_lead_times():
    periods = [{"start": "2012-03-01", "end": "2012-03-31", "region": "", "label": "flood"}]
    more = [*DEMAND, wanted("A", "2012-03-15", 1000)]
    history = history_of(more, DELIVERIES, items=ITEMS, periods=periods)
    made = profile(history, PLAIN)
    # 121 units a month in January, February and April, over the 61 days from 10 January to 10 April without March.
    assert made.case.items["demand_mean"].tolist()[0] == pytest.approx(363 / 61)
    assert made.stretches.table["label"].tolist() == ["flood"]
    # The order that arrived in the flood is no routine: 10, 20 and 30 days are left of A's.
    evidence = made.evidence["offers"].set_index(["sku", "supplier"])
    assert evidence.loc[("A", "Xan"), "lead_time_orders"] == 3


def test_no_item_left():
    with pytest.raises(BadInputError, match="--min-demand-months"):
        profile(history_of(DEMAND, DELIVERIES), Assumptions(min_demand_months=12))


def test_the_order_of_rows_does_not_matter(made):
    shuffled = profile(history_of(DEMAND[::-1], DELIVERIES[::-1], items=ITEMS), PLAIN)
    for table in ("items", "suppliers", "offers"):
        pd.testing.assert_frame_equal(getattr(shuffled.case, table), getattr(made.case, table), check_exact=False)


@pytest.mark.parametrize(("source", "counted"), [(Source.GIVEN, 121 - 31), (Source.FOUND, 121)])
def test_demand_leaves_out_periods_that_were_given_not_standstills_that_were_found(source, counted):
    row = ("all", "", pd.Timestamp(2012, 3, 1), pd.Timestamp(2012, 3, 31), "", source.value)
    stretches = Stretches(pd.DataFrame([row], columns=list(COLUMNS)))
    window = demand_days(history_of(DEMAND, DELIVERIES), stretches, PLAIN)
    assert int(window.counted.sum()) == counted
