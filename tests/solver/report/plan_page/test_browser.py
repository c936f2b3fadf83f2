"""The page in a real browser: it loads without complaint, and what people do with it works."""

import csv
import io
import json
import time
from dataclasses import replace

import pytest

from stockposture.report.plan_page.page import plan_page
from support.chromium import browser, chromium

pytestmark = pytest.mark.skipif(chromium() is None, reason="no Chromium is installed (apt-get install chromium)")

NAMES = "#item-body button.item"


@pytest.fixture(scope="module")
def tab(tmp_path_factory):
    with browser(tmp_path_factory.mktemp("browser")) as found:
        yield found


@pytest.fixture
def opened(tab, tmp_path):
    """Open a page at a desk, by day; whatever it complains of fails the test."""

    def open_page(dossier):
        tab.trouble.clear()
        tab.requests.clear()
        tab.media()
        tab.resize(1280, 900)
        (tmp_path / "page.html").write_text(plan_page(dossier), encoding="utf-8")
        tab.open(tmp_path / "page.html")
        return tab

    yield open_page
    assert tab.trouble == []
    assert [url for url in tab.requests if not url.startswith("file:")] == []


def by(dossier, name, *, down):
    items = dossier.items.sort_values(name, ascending=not down, kind="stable")
    return items["sku"].tolist()


def test_the_table_is_sorted_by_its_headings(opened, dossier):
    tab = opened(dossier)
    assert tab.texts(NAMES) == by(dossier, "relevant_cost", down=True)
    heading = "#item-head th:nth-child(10)"
    assert tab.text(f"{heading} button").startswith("capital")
    tab.click(f"{heading} button")
    assert tab.texts(NAMES) == by(dossier, "capital", down=True)
    assert tab.run(f"document.querySelector('{heading}').ariaSort") == "descending"
    # By keyboard: the heading keeps the focus, Enter turns the order round.
    tab.press("Enter", 13)
    assert tab.texts(NAMES) == by(dossier, "capital", down=False)
    assert tab.run(f"document.querySelector('{heading}').ariaSort") == "ascending"
    assert "Sorted by capital, smallest first" in tab.text("#status")


def test_search_finds_items_by_every_word(opened, dossier):
    tab = opened(dossier)
    tab.press("/", 191)
    assert tab.run("document.activeElement.id") == "search"
    tab.type("PUMPS 0005")
    assert tab.texts(NAMES) == ["00000005"]
    assert tab.text("#status").startswith("1 of 10 items: capital ")
    tab.type(" nothing")
    assert tab.texts(NAMES) == []
    assert not tab.run("document.getElementById('nothing').hidden")
    tab.click("#reset")
    assert len(tab.texts(NAMES)) == 10
    assert tab.text("#status").startswith("10 items: ")


def test_filters_narrow_the_table(opened, dossier):
    tab = opened(dossier)
    tab.run(
        "(() => { const one = document.getElementById('filter-warehouse'); one.value = 'Shed';"
        "one.dispatchEvent(new Event('change', {bubbles: true})); })()"
    )
    shed = dossier.items[dossier.items["warehouse"] == "Shed"]
    assert sorted(tab.texts(NAMES)) == sorted(shed["sku"])
    assert f"capital {shed['capital'].sum():,.0f} EUR" in tab.text("#status")


def test_the_drawer_holds_the_ledger_of_an_item(opened, dossier):
    tab = opened(dossier)
    order = by(dossier, "relevant_cost", down=True)
    tab.click(f"{NAMES}")
    assert tab.run("document.getElementById('drawer').open")
    assert tab.run("document.activeElement.id") == "drawer-close"
    row = dossier.items.set_index("sku").loc[order[0]]
    assert tab.text("#drawer-title") == order[0]
    assert row["reason"] in tab.text("#drawer-body")
    offers = dossier.plan.case.offers
    assert len(tab.texts("#drawer-body section:nth-of-type(4) tbody tr")) == (offers["sku"] == order[0]).sum()
    tab.press("ArrowRight", 39)
    assert tab.text("#drawer-title") == order[1]
    tab.press("ArrowRight", 39)
    tab.press("ArrowLeft", 37)
    assert tab.text("#drawer-title") == order[1]
    tab.press("Escape", 27)
    # Whoever came by keyboard goes on where the item stands in the table, and from row to row by arrows. A dialog tells
    # that it was closed a moment after it is.
    tab.wait(f"document.activeElement.textContent === {json.dumps(order[1])}")
    assert not tab.run("document.getElementById('drawer').open")
    tab.press("ArrowDown", 40)
    assert tab.run("document.activeElement.textContent") == order[2]
    tab.press("Enter", 13)
    assert tab.text("#drawer-title") == order[2]


def test_an_item_named_elsewhere_in_the_page_opens_too(opened, dossier):
    tab = opened(dossier)
    name = tab.text("button[data-sku]")
    tab.click("button[data-sku]")
    assert tab.text("#drawer-title") == name


def test_hostile_names_stay_text(opened, hostile):
    tab = opened(hostile)
    assert tab.run("document.querySelectorAll('main b, main i, main img, main script:not([type])').length") == 0
    assert len(tab.texts(NAMES)) == len(hostile.items)
    tab.click(NAMES)
    for _ in hostile.items.index:
        assert tab.run("document.querySelectorAll('#drawer b, #drawer i, #drawer img, #drawer script').length") == 0
        tab.press("ArrowRight", 39)
    tab.press("Escape", 27)
    assert any("<script>alert('x')</script>" in text for text in tab.texts(NAMES))
    tab.run("document.getElementById('search').focus()")
    tab.type("<script>")
    assert len(tab.texts(NAMES)) == hostile.items["sku"].str.contains("<script>", regex=False).sum()


def test_what_is_saved_is_harmless_to_spreadsheets(opened, hostile):
    tab = opened(hostile)
    tab.run(
        "URL.createObjectURL = (blob) => { window.saved = blob.text(); return 'blob:null/0'; };"
        "HTMLAnchorElement.prototype.click = () => {}"
    )
    tab.click("#csv")
    text = tab.run("window.saved")
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert len(rows) == len(hostile.items)
    assert {row["warehouse"] for row in rows} == {"<i>Main</i>", "'=Shed"}
    assert not any(cell[:1] in "=+@" and cell for row in rows for cell in row.values())


def test_by_night_the_page_is_dark(opened, dossier):
    tab = opened(dossier)
    paper = "getComputedStyle(document.body).backgroundColor"
    day = tab.run(paper)
    tab.media(scheme="dark")
    night = tab.run(paper)
    assert night != day
    assert sum(map(int, night[4:-1].split(","))) < 120
    tab.click("#theme")
    assert tab.run(paper) == day


def test_on_a_telephone_nothing_hangs_over_the_edge(opened, dossier):
    tab = opened(dossier)
    tab.resize(390, 844, mobile=True)
    time.sleep(0.2)
    assert tab.run("document.documentElement.scrollWidth") <= 390


def test_it_prints(opened, dossier):
    tab = opened(dossier)
    paper = tab.pdf()
    assert paper.startswith(b"%PDF")
    assert paper.count(b"/Type /Page\n") + paper.count(b"/Type /Page ") + paper.count(b"/Type /Page/") < 15


def test_everything_one_can_press_has_a_name_and_every_picture_words(opened, dossier):
    tab = opened(dossier)
    nameless = tab.run(
        "[...document.querySelectorAll('button, select, input, [role=region], dialog')].filter(one => !("
        "one.textContent.trim() || one.getAttribute('aria-label') || one.labels?.length || "
        "one.getAttribute('aria-labelledby'))).map(one => one.outerHTML)"
    )
    assert nameless == []
    assert tab.run(
        "[...document.querySelectorAll('svg[role=img]')].every(one => one.getAttribute('aria-labelledby').split(' ')"
        ".every(id => document.getElementById(id).textContent.trim()))"
    )
    # The first thing Tab reaches leads to the contents.
    tab.press("Tab", 9)
    assert tab.run("document.activeElement.className") == "skip"
    ids = tab.run("[...document.querySelectorAll('[id]')].map(one => one.id)")
    assert len(ids) == len(set(ids))


def test_a_frontier_and_another_plan_trouble_nobody(opened, beside):
    tab = opened(beside)
    assert "Frontier" in tab.texts("h2")
    tab.click("section[aria-labelledby=differences] button[data-sku]")
    assert tab.text("#drawer-title") == beside.plan.items.loc[0, "sku"]


def test_no_link_at_the_top_lies_under_a_button(opened, beside):
    tab = opened(beside)
    below = (
        "Math.max(...[...document.querySelectorAll('.tools button')].map((one) => one.getBoundingClientRect().bottom))"
    )
    links = "Math.min(...[...document.querySelectorAll('header nav a')].map((one) => one.getBoundingClientRect().top))"
    assert tab.run(f"{below} <= {links}")


def test_a_hundred_percent_is_said_only_where_nothing_is_missing(opened, dossier):
    rows = dossier.plan.items.copy()
    rows["fill_rate"] = [1.0, 0.999999, 0.99989, *rows["fill_rate"][3:]]
    rows.loc[0, "order_interval_days"] = 1
    tab = opened(replace(dossier, plan=replace(dossier.plan, items=rows)))
    told = dict(zip(tab.texts(NAMES), tab.texts("#item-body td:nth-child(9)"), strict=True))
    assert [told[sku] for sku in rows["sku"][:3]] == ["100 %", "over 99.99 %", "99.99 %"]
    tab.click("#reset")
    tab.run("[...document.querySelectorAll('#item-body button')].find(one => one.textContent === '00000000').click()")
    assert ", every day, " in tab.text("#drawer-body")
