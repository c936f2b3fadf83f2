"""The page as a file: on its own, escaped, its data those of the plan, small enough."""

import base64
import hashlib
import json
import re
from dataclasses import replace

import pandas as pd
import pytest

from stockposture import Case, solve
from stockposture.report.dossier.dossier import Dossier
from stockposture.report.plan_page import items as item_part
from stockposture.report.plan_page.data import items_json
from stockposture.report.plan_page.page import plan_page


@pytest.fixture(scope="module")
def page(dossier):
    return plan_page(dossier)


def data_of(page):
    found = re.search(r'<script type="application/json" id="items-data">(.*?)</script>', page, re.DOTALL)
    assert found is not None
    return json.loads(found[1])


def column(data, name):
    one = next(one for one in data["columns"] if one["name"] == name)
    return [one["words"]["known"][code] for code in one["words"]["codes"]] if "words" in one else one["numbers"]


def test_it_names_no_address_and_runs_one_script_only(page):
    assert not re.search(r"(?:https?:)?//[a-z]", page.replace("</", ""))
    assert not re.search(r"\b(?:src|href)=(?!\"#)", page)
    (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)
    (script,) = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}'" in policy
    assert "default-src 'none'" in policy
    assert not re.search(r"\bon[a-z]+=", page.replace("on=", ""))


def test_its_data_are_the_plans(dossier, page):
    data, items = data_of(page), dossier.items
    assert data["rows"] == len(items)
    for name in ("sku", "description", "posture", "suppliers", "shares"):
        assert column(data, name) == items[name].tolist()
    for name in ("buffer_units", "capital", "relevant_cost", "fill_rate"):
        assert column(data, name) == pytest.approx(items[name].tolist(), rel=1e-6)
    first = data["offers"]["first"]
    case = dossier.plan.case
    assert first == case.first_offer.tolist()
    assert data["offers"]["unit_price"] == case.offers["unit_price"].tolist()


def test_what_it_says_first_is_how_good_the_plan_is(dossier, page):
    lede = re.sub(r"<[^>]+>", "", page[page.index('<p class="lede">') : page.index('<dl class="cards">')])
    assert f"{dossier.plan.summary.total_cost:,.0f} EUR" in lede
    assert "It is proven to be within" in lede
    assert "optimal" not in page.lower()


def test_hostile_names_end_no_element(hostile):
    page = plan_page(hostile)
    assert page.count("</script>") == 2
    assert "<img" not in page
    assert "<b>" not in page
    assert column(data_of(page), "product_line")[0] == "<img src=x onerror=alert(0)>"
    assert "\x1b" not in page
    assert "\u202e" not in page


def test_of_very_many_items_the_dearest_are_in_the_page(dossier, monkeypatch):
    monkeypatch.setattr(item_part, "MOST_ITEMS", 4)
    page = plan_page(dossier)
    dearest = dossier.items.nlargest(4, "relevant_cost")["sku"]
    assert sorted(column(data_of(page), "sku")) == sorted(dearest)
    assert "These are the 4 items of 10 with the largest relevant cost" in page


def test_missing_numbers_are_null(dossier):
    items = dossier.items.assign(runner_up_extra_cost=float("nan"))
    data = json.loads(items_json(items, "{}", "EUR"))
    assert column(data, "runner_up_extra_cost") == [None] * len(items)


def test_a_thousand_items_take_under_two_megabytes(dossier):
    """By what one more item takes; texts of real catalogues are about as long."""
    small = len(plan_page(dossier).encode())
    rows = pd.concat([dossier.items.assign(sku=dossier.items["sku"] + str(turn)) for turn in range(10)])
    case = dossier.plan.case
    data = items_json(rows.reset_index(drop=True), "{}", "EUR").encode()
    each = len(data) / len(rows) + 40 * len(case.offers) / len(case.items)
    assert small + 1000 * each < 2e6
    assert small + 10_000 * each < 8e6


def test_a_plan_without_limits_says_so(dossier):
    summary = dossier.plan.summary.model_copy(update={"limits": ()})
    page = plan_page(Dossier(replace(dossier.plan, summary=summary)))
    assert "None was set" in page
    assert "no cap" in page


def test_a_frontier_and_another_plan_stand_beside_it(beside):
    page = plan_page(beside)
    points = beside.frontier.points
    table = page[page.index("The points of the frontier</caption>") :].partition("</table>")[0]
    assert table.count("<tr>") == len(points) + 1
    assert ">knee<" in table
    assert "this plan</text>" in page
    assert "was not made of the very tables" in page  # the one made by hand is of no case
    differences = page[page.index('<h2 id="differences">') :].partition("</section>")[0]
    assert "=plan costs" in differences
    assert "&lt;today&gt;" in differences
    assert "1 item decided otherwise" in differences
    assert f'data-sku="{beside.plan.items.loc[0, "sku"]}"' in differences


def test_nothing_to_divide_by_is_no_error(tmp_path):
    """No demand, no price, no capital allowed: every part of a whole that is nothing."""
    case = Case.of(
        items=pd.DataFrame({"sku": ["A"], "demand_mean": [0.0], "demand_sd": [0.0], "stockout_cost": [5.0]}),
        suppliers=pd.DataFrame({"supplier": ["S"]}),
        offers=pd.DataFrame({"sku": ["A"], "supplier": ["S"], "unit_price": [0.0], "lead_time_days": [3.0]}),
        settings={"capital_cap": 0.0},
    )
    plan = solve(case)
    assert plan.report(tmp_path / "plan.html") == [tmp_path / "plan.html"]
    assert plan.report(tmp_path / "plan.xlsx") == [tmp_path / "plan.xlsx"]
    page = (tmp_path / "plan.html").read_text(encoding="utf-8")
    assert "none is allowed" in page
    assert "No item has a buffer." in page
    assert "nan" not in re.sub(r"<script.*?</script>", "", page, flags=re.DOTALL).replace("finance", "").lower()
