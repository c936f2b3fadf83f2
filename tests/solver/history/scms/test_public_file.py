"""The public SCMS file, where a copy is at hand: what its publisher says of it."""

from pathlib import Path

import pytest

from stockposture.history.profile.assumptions import Assumptions
from stockposture.history.profile.profile import profile
from stockposture.history.scms.convert import convert_scms
from stockposture.io.scms_file import read_scms_file

FILE = Path(__file__).resolve().parents[5] / "shared" / "data" / "scms" / "scms_dev.csv"

pytestmark = pytest.mark.skipif(not FILE.is_file(), reason="needs a copy of the public SCMS file")


@pytest.fixture(scope="module")
def history():
    text, encoding = read_scms_file(FILE)
    assert (len(text), encoding) == (5752, "cp1252")
    return convert_scms(text, FILE.name)[0]


def test_items_and_suppliers(history):
    months = history.demand.assign(month=history.demand["date"].dt.to_period("M"))
    active = months.groupby("sku")["month"].nunique()
    core = active.index[active >= 12]
    assert (len(active), len(core)) == (131, 62)
    direct = history.deliveries[history.deliveries["via"] == "direct"]
    vendors = direct[direct["sku"].isin(core)].groupby("sku")["supplier"].nunique()
    assert 44 <= (vendors >= 2).sum() <= 46


def test_over_half_of_the_lines_come_out_of_the_warehouse(history):
    warehouse = history.deliveries[history.deliveries["via"] == "warehouse"]
    assert len(warehouse) > len(history.deliveries) / 2
    assert warehouse["ordered"].isna().all()


def test_lead_times(history):
    lead = (history.deliveries["received"] - history.deliveries["ordered"]).dt.days
    assert lead.median() == pytest.approx(84, abs=2)
    assert lead.std() == pytest.approx(79, abs=2)
    assert lead.min() > 0


def test_nearshore_is_a_real_choice(history):
    rows = history.deliveries.merge(history.suppliers, on="supplier", suffixes=("", "_of_supplier"))
    lead = (rows["received"] - rows["ordered"]).dt.days
    here = rows["country"] == "South Africa"
    assert lead[here & (rows["region"] == "South Africa")].median() < 60
    assert lead[here & (rows["region"] == "India")].median() > 100


def test_a_case_comes_of_it(history):
    made = profile(history, Assumptions(cut_months=2, min_demand_months=12))
    assert len(made.case.items) == 61
    assert made.case.digest
    assert not [finding for finding in made.case.findings if finding.is_fault]
    price = made.case.offers[made.case.offers["incumbent"]].set_index("sku")["unit_price"]
    items = made.case.items.set_index("sku")
    annual = (items["demand_mean"] * price.reindex(items.index) * 365).sum()
    days = history.demand[history.demand["sku"].isin(items.index)]
    last = days[(days["date"] >= "2013-08-01") & (days["date"] < "2014-08-01")]
    spent = (last["quantity"] * last["sku"].map(price)).sum()
    # Demand grew till 2011; what is planned for is near what the last year before the cut was worth.
    assert 0.8 * spent < annual < 1.3 * spent
