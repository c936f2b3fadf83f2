"""What a notebook shows: through IPython's own formatter, with names that want to be more than text."""

from html.parser import HTMLParser

import pandas as pd
import pytest
from IPython.core.formatters import DisplayFormatter

from stockposture import Case, Plan, baseline, compare, frontier, simulate, solve
from stockposture.report.notebook import MOST_ITEMS
from stockposture.report.summary import MOST_LIMITS

EVIL = "<script>alert(1)</script>"
#: Elements that have no end.
_EMPTY = {"br", "hr", "img", "meta", "link"}


class Page(HTMLParser):
    """Elements and words of a fragment; complains of ends that do not fit."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in _EMPTY:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open[-1:] != ["style"]:
            self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(self.words)


def shown(result: object) -> Page:
    """Return what IPython would show of a result, checked to be harmless."""
    data, _ = DisplayFormatter().format(result)
    assert set(data) >= {"text/plain", "text/html"}
    page = Page(data["text/html"])
    assert not {tag for tag, _ in page.elements} & {"script", "iframe", "img", "link", "object", "form"}
    attributes = {(name, value) for _, attrs in page.elements for name, value in attrs.items()}
    assert not [name for name, _ in attributes if name.startswith("on") or name in ("src", "href")]
    assert "http" not in data["text/html"]
    assert "nan" not in page.text
    return page


def case_of(count: int, name: str) -> Case:
    skus = [f"{name}{number:02}" for number in range(count)]
    places = [f"{name}{number:02}" for number in range(count)]
    return Case.of(
        items=pd.DataFrame(
            {
                "sku": skus,
                "demand_mean": [float(1 + number) for number in range(count)],
                "demand_sd": 0.0,
                "stockout_cost": 5.0,
                "unit_volume": 0.01,
                "warehouse": places,
            }
        ),
        suppliers=pd.DataFrame({"supplier": [name]}),
        offers=pd.DataFrame({"sku": skus, "supplier": name, "unit_price": 2.0, "lead_time_days": 3.0}),
        warehouses=pd.DataFrame({"warehouse": places, "capacity_m3": 500.0}),
        settings={"currency": "<b>E"},
    )


@pytest.fixture(scope="module")
def plan() -> Plan:
    return solve(case_of(MOST_LIMITS + 3, EVIL))


def test_a_plan(plan):
    page = shown(plan)
    assert [tag for tag, _ in page.elements].count("svg") == 1
    assert [tag for tag, _ in page.elements].count("table") == 4
    assert f"{EVIL}17" in page.words
    assert "stock turns" in page.words
    assert "The 10 of 18 items that cost most; all: plan.items" in page.words
    assert "3 other limits: plan.summary.limits." in page.words


def test_ids_of_two_outputs_differ(plan):
    other = solve(case_of(2, "A"))
    both = [{attrs["id"] for _, attrs in shown(result).elements if "id" in attrs} for result in (plan, other)]
    assert both[0]
    assert not both[0] & both[1]


def test_a_small_plan_is_shown_whole():
    page = shown(solve(case_of(2, "A")))
    assert "Items; all: plan.items" in page.words
    assert "other limit" not in page.text


def test_only_so_many_items(plan):
    named = [word for word in shown(plan).words if word.startswith(EVIL) and word != EVIL]
    assert len(named) == MOST_ITEMS


def test_a_simulation(plan):
    page = shown(simulate(plan, years=1, runs=2))
    assert [tag for tag, _ in page.elements].count("svg") == 1
    assert "stock turns" in page.words
    assert "relevant, promised" in page.words


def test_a_frontier():
    found = frontier(case_of(3, EVIL), capital="1,150,200,none")
    page = shown(found)
    assert [tag for tag, _ in page.elements].count("svg") == 2
    assert "No plan fits 1 of the limits" in page.text
    assert "The points of the frontier" in page.words


def test_a_comparison(plan):
    found = compare({"<i>1": baseline(plan.case, "jic"), "<i>2": plan})
    page = shown(found)
    assert [tag for tag, _ in page.elements].count("svg") == 1
    assert "<i>2" in page.words
    assert "stock turns a year" in page.words
    assert "18 items decided otherwise in <i>2; all: comparison.items" in page.words
