"""The page of a simulation: complete, escaped, on its own, usable by keyboard and screen reader."""

from dataclasses import replace
from html.parser import HTMLParser

import pandas as pd
import pytest

from stockposture.report.pictures.cost_distribution import cost_distribution
from stockposture.report.pictures.picture import Picture
from stockposture.report.pictures.promise_scatter import promise_scatter
from stockposture.report.pictures.words import clean
from stockposture.report.simulation_page import MOST_ROWS, simulation_page
from support.hostile import HOSTILE
from support.simulations import disagreements_of, items_of, lines_of, over_time_of, simulation

_VOID = {"meta", "link", "br", "img", "input", "hr"}


class Page(HTMLParser):
    """A page taken apart; a tag closed out of turn is an error."""

    def __init__(self, text):
        super().__init__()
        self.open, self.elements, self.text, self.tables = [], [], [], []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag not in _VOID:
            self.open.append(tag)
        if tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append([])
        elif tag in ("th", "td"):
            self.tables[-1][-1].append("")

    def handle_startendtag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text.append(data)
        if {"td", "th"} & set(self.open):
            self.tables[-1][-1][-1] += data

    def all(self, tag):
        return [attributes for name, attributes in self.elements if name == tag]

    def values(self, attribute):
        return [attributes[attribute] for _, attributes in self.elements if attributes.get(attribute)]


@pytest.fixture(scope="module")
def page():
    whole = simulation()
    found = replace(whole, promised={name: value for name, value in whole.promised.items() if name != "days_on_hand"})
    pictures = [
        promise_scatter(found.items, found.disagreements, found.currency),
        cost_distribution(found.years, found.promised, found.currency),
    ]
    return Page(simulation_page(found, pictures))


def _rows(page, heading):
    """Return the rows of the table whose first heading is this."""
    (table,) = (table for table in page.tables if table[0][0] == heading)
    return table


def test_promised_stands_beside_simulated(page):
    rows = {row[0]: row[1:] for row in _rows(page, "measure")}
    assert rows["relevant cost"] == ["EUR/yr", "22,213", "22,035", "64", "+0.8 %", "too high"]
    assert rows["carrying"][-1] == "within the interval"
    assert rows["days on hand"] == ["days", "", "25.85", "0.09", "", ""]


def test_all_that_was_found_is_there(page):
    over_time = _rows(page, "what")
    assert [row[0] for row in over_time[1:]] == ["working capital", "all space", "warehouse Hall"]
    assert over_time[1][2] == "18,000"
    assert over_time[2][2] == "no cap"
    assert [row[0] for row in _rows(page, "product line")[1:]] == ["Drive", "Pump"]
    tables = [table for table in page.tables if table[0][0] == "item"]
    assert [row[:2] for row in tables[0][1:]] == [["NUT", "relevant cost"], ["BOLT", "working capital"]]
    assert [row[0] for row in tables[1][1:]] == ["BOLT", "NUT", "PIN"]
    assert "4 independent runs of 25 years, 100 years in all, seed 1." in "".join(page.text)


def test_stands_on_its_own(page):
    tags = {tag for tag, _ in page.elements}
    assert not tags & {"script", "link", "iframe", "object", "img", "base", "form"}
    assert not [name for _, attributes in page.elements for name in attributes if name.startswith("on")]
    assert all(value.startswith(("#", "data:image/png")) for value in page.values("href"))
    assert not page.values("src")
    assert not [value for _, attributes in page.elements for value in attributes.values() if "://" in (value or "")]
    assert "://" not in "".join(page.text)
    (policy,) = (meta["content"] for meta in page.all("meta") if "http-equiv" in meta)
    assert policy.startswith("default-src 'none'")


def test_references_resolve_and_names_are_unique(page):
    ids = page.values("id")
    assert len(ids) == len(set(ids))
    named = {value.removeprefix("#") for value in page.values("href") if value.startswith("#")}
    named |= {name for value in page.values("aria-labelledby") for name in value.split()}
    assert named <= set(ids)


def test_a_screen_reader_finds_its_way(page):
    assert page.all("html")[0]["lang"] == "en"
    assert len(page.all("h1")) == len(page.all("main")) == len(page.all("title")) - len(page.all("svg")) == 1
    assert len(page.all("caption")) == len(page.all("table")) == 5
    assert all(head.get("scope") in ("col", "row") for head in page.all("th"))
    assert all(drawing["role"] == "img" and drawing["aria-labelledby"] for drawing in page.all("svg"))
    # What is wider than the window can be scrolled without a mouse, and says what it is.
    wide = [part for part in page.all("div") if part.get("class") == "wide"]
    assert len(wide) == len(page.all("table")) + len(page.all("svg"))
    assert all(part["tabindex"] == "0" and part["role"] == "region" and part["aria-label"] for part in wide)


@pytest.mark.parametrize("name", HOSTILE)
def test_names_stay_text(name):
    name = name.replace("\ud800", "")  # no table holds it
    hostile = simulation(
        items=items_of([name]),
        lines=lines_of({name: 0.5}),
        over_time=over_time_of(
            [
                ("capital", "currency", 1, 1, 1, 1, 0),
                ("space", "m3", 1, 1, 1, 1, 0),
                (name, "m3", 1, 1, 1, 1, 0),
            ]
        ),
        disagreements=disagreements_of([(name, "capital", 1, 2, 0.1)]),
        currency=name,
    )
    picture = Picture(name="a", title=name, description=name, draw=lambda figure: None)
    page = Page(simulation_page(hostile, [picture]))
    assert "script" not in {tag for tag, _ in page.elements}
    shown = clean(name)
    assert _rows(page, "product line")[1][0] == shown
    assert _rows(page, "what")[3][0] == f"warehouse {shown}"
    assert [table[1][0] for table in page.tables if table[0][0] == "item"] == [shown, shown]
    assert not [letter for letter in "".join(page.text) if letter < " " and letter != "\n"]


def test_long_tables_say_what_is_left_out():
    count = MOST_ROWS + 3
    skus = [f"I{number:05d}" for number in range(count)]
    rows = [(sku, "capital", 5.0, 4.0, 0.1) for sku in skus]
    text = simulation_page(simulation(items=items_of(skus), disagreements=disagreements_of(rows)), [])
    assert text.count(f"{MOST_ROWS:,} of {count:,} shown") == 4  # captions, and what a screen reader says
    assert skus[-1] not in text
    assert len(text.encode()) < 1_000_000


def test_same_figures_same_page():
    found = simulation()
    assert simulation_page(found, []) == simulation_page(replace(found, seconds=99.0), [])


def test_nothing_disagrees_no_lines_one_item():
    found = simulation(items=items_of(["A"]), lines=lines_of({}), disagreements=disagreements_of([]))
    page = Page(simulation_page(found, []))
    text = "".join(page.text)
    assert "Simulation of a plan for 1 item\n" in text
    assert "every item's promise lies within its interval" in text
    assert "Production lines" not in text


def test_nothing_promised_and_until_not_reached():
    found = simulation(promised={}, until_reached=False, years=pd.DataFrame())
    text = "".join(Page(simulation_page(found, [])).text)
    assert "The interval asked for was not reached" in text
    assert "Relevant cost a year" not in text
