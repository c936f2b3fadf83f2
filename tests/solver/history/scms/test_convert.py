"""The small SCMS file, every figure worked by hand."""

import pandas as pd
import pytest

from stockposture.history.scms.convert import convert_scms
from stockposture_models.errors import BadInputError
from support.scms import LINES, as_text, line

A, B = "Alphavir | 100mg | Tablet | 60", "Betavir | 100mg | Tablet | 60"


@pytest.fixture(scope="module")
def converted():
    return convert_scms(as_text(), "small.csv")


@pytest.fixture(scope="module")
def history(converted):
    return converted[0]


@pytest.fixture(scope="module")
def counts(converted):
    return {note.what: (note.action.value, note.count, note.of) for note in converted[1]}


def test_what_was_done_is_counted(counts):
    assert counts["duplicate lines"] == ("dropped", 1, 19)
    assert counts["lines without a delivery day"] == ("dropped", 1, 18)
    assert counts["lines without a quantity above 0"] == ("dropped", 1, 17)
    assert counts["cells of UTF-8 read as cp1252"] == ("repaired", 1, 19)
    assert counts["received dates not understood, blanked"] == ("repaired", 1, 18)
    assert counts["ordered dates not understood, blanked"] == ("repaired", 1, 18)
    assert counts["order dates that cannot be real, blanked"] == ("repaired", 2, 17)  # lines 11 and 18
    assert counts["direct lines without an order date"] == ("counted", 2, 15)  # lines 13 and 19
    assert counts["unit prices rounded to 0.00"] == ("repaired", 1, 16)
    assert counts["pack prices of 0 taken from the value"] == ("repaired", 1, 16)
    assert counts["lines at a price of 0"] == ("counted", 1, 16)
    assert counts["freight and weight references spread"] == ("repaired", 2, 16)
    assert counts["references to a line that is not in the file"] == ("counted", 1, 16)
    assert counts["lines with freight in the price"] == ("assumed", 1, 16)
    assert counts["lines whose freight is words"] == ("counted", 1, 16)
    assert counts["lines out of the warehouse"] == ("assumed", 2, 16)
    assert counts["of these, no vendor sells the site's goods"] == ("assumed", 1, 2)
    assert counts["local resellers, at home where they sell"] == ("assumed", 1, 4)
    assert counts["suppliers that count as nearshore"] == ("assumed", 1, 4)
    assert counts["countries pooled to one network"] == ("assumed", 2, 2)


def test_every_line_is_demand_on_its_delivery_day(history):
    demand = history.demand.set_index(["date", "sku", "country"])["quantity"]
    # 12 March: lines 1, 4, 7, 8, 9, 10, 11, 13, 14, 18, 19 of item A in South Africa.
    assert demand[pd.Timestamp("2010-03-12"), A, "South Africa"] == 100 + 200 + 10 + 10 + 10 + 6 * 100
    assert demand[pd.Timestamp("2010-03-12"), A, "Côte d'Ivoire"] == 100
    assert demand[pd.Timestamp("2010-03-12"), B, "South Africa"] == 100
    assert demand[pd.Timestamp("2010-04-05"), A, "South Africa"] == 30
    assert demand.sum() == 1265


def delivered(history, **what):
    rows = history.deliveries
    for name, value in what.items():
        rows = rows[rows[name] == value]
    return rows


def test_a_shipment_s_freight_goes_to_its_lines_by_value(history):
    # 50 USD over values 200, 200 and 400: by value, for B was never weighed alone.
    assert delivered(history, sku=B)["freight"].tolist() == [12.5]
    assert delivered(history, quantity=200)["freight"].tolist() == [25.0]


def test_words_for_freight(history):
    assert delivered(history, quantity=10, unit_price=3.0)["freight"].isna().all()  # invoiced separately
    free = delivered(history, quantity=10)
    assert free.loc[free["unit_price"].isna(), "freight"].tolist() == [0.0]  # in the price


def test_lead_time_of_direct_lines_only(history):
    lead = (history.deliveries["received"] - history.deliveries["ordered"]).dt.days
    # 2 January to 12 March is 69 days (the order date is American), 1 April to 1 May is 30.
    assert lead.value_counts().to_dict() == {69.0: 9, 30.0: 1}


def test_warehouse_lines_show_the_maker_s_price_and_nothing_else(history):
    row = delivered(history, quantity=30).iloc[0]
    assert (row["supplier"], row["via"], row["unit_price"]) == ("Maker Ltd", "warehouse", 2.5)
    assert pd.isna([row["ordered"], row["promised"], row["freight"]]).all()
    assert delivered(history, quantity=5)["supplier"].tolist() == ["Plant, Spain"]


def test_suppliers_sit_where_their_goods_are_made_or_where_they_resell(history):
    table = history.suppliers.set_index("supplier")
    assert table["region"].to_dict() == {
        "CITY WHOLESALER": "South Africa",
        "Maker Ltd": "India",
        "Nord AS": "Norway",
        "Plant, Spain": "Spain",
    }
    assert table.index[table["nearshore"]].tolist() == ["CITY WHOLESALER"]


def test_mojibake_is_mended(history):
    assert "Fabrik Grønland, Norway" in set(history.deliveries["site"])


def test_items(history):
    items = history.items.set_index("sku")
    assert items.loc[A, "first_line"]
    assert items.loc[A, "description"] == "Alphavir 100mg, tablets, 60 Tabs"
    # Lines of A weighed alone, 10 kg each: 100 packs (11 to 14, 17 to 19), 30, 10, 10 and 5: median 0.1.
    assert items.loc[A, "unit_weight_kg"] == pytest.approx(0.1)
    assert pd.isna(items.loc[B, "unit_weight_kg"])


def test_one_country(history):
    ivory, notes = convert_scms(as_text(), "small.csv", countries=["Côte d'Ivoire"])
    assert ivory.demand["quantity"].tolist() == [100]
    assert ivory.suppliers["supplier"].tolist() == ["Maker Ltd"]
    assert {note.what: note.count for note in notes}["lines of other countries"] == 15
    assert len(history.suppliers) == 4  # converting again changed nothing


def test_nearshore_is_a_choice():
    history, _ = convert_scms(as_text(), "small.csv", nearshore=["Norway"])
    assert history.suppliers.set_index("supplier")["nearshore"].idxmax() == "Nord AS"


def test_input_is_not_changed():
    text = as_text()
    before = text.copy()
    convert_scms(text, "small.csv")
    pd.testing.assert_frame_equal(text, before)


def test_missing_columns_are_named_all_at_once():
    text = as_text().drop(columns=["Vendor", "Pack Price"])
    with pytest.raises(BadInputError) as caught:
        convert_scms(text, "small.csv")
    assert [finding.column for finding in caught.value.findings] == ["Vendor", "Pack Price"]


def test_copies_with_other_spellings_of_the_header():
    text = as_text()
    text.columns = text.columns.str.lower().str.replace(" ", "_")
    history, _ = convert_scms(text, "small.csv")
    assert history.demand["quantity"].sum() == 1265


def test_a_country_that_is_not_there():
    with pytest.raises(BadInputError, match="South Africa"):
        convert_scms(as_text(), "small.csv", countries=["Atlantis"])


def test_without_traps_nothing_is_dropped():
    _, notes = convert_scms(as_text([LINES[0], line(20, country="Zambia")]), "small.csv")
    assert sum(note.count for note in notes if note.action.value == "dropped") == 0
