"""Charts: drawn to scale, escaped, told in words."""

import xml.etree.ElementTree as ET

import numpy as np
import pytest

from stockposture.report.charts.bars import Bar, Part, bars
from stockposture.report.charts.curves import Curve, Mark, curves
from stockposture.report.charts.grid import grid
from stockposture.report.dossier.pictures import plan_charts

PARTS = (Part("lean", "jit"), Part("full", "jic"))


def element(chart):
    return ET.fromstring(chart.svg().replace(' xmlns="http://www.w3.org/2000/svg"', ""))


def chart_of(rows):
    return bars("bars", "Bars", "What they say.", PARTS, rows, lambda value: f"{value:g}")


def test_bars_are_as_long_as_their_values():
    root = element(chart_of([Bar("one", [10.0, 30.0]), Bar("two", [20.0, 0.0])]))
    drawn = [mark for mark in root.iter("rect") if mark.find("title") is not None]
    told = {mark.find("title").text: float(mark.get("width")) for mark in drawn}
    assert list(told) == ["one, lean: 10", "one, full: 30", "two, lean: 20"]
    # Each ends a unit short of the next.
    assert (told["one, full: 30"] + 1) / (told["one, lean: 10"] + 1) == pytest.approx(3.0, rel=0.01)
    assert (told["two, lean: 20"] + 1) / (told["one, lean: 10"] + 1) == pytest.approx(2.0, rel=0.01)


def drawn(chart):
    return [mark.find("title").text for mark in element(chart).iter("rect") if mark.find("title") is not None]


def test_the_rest_together_does_not_dwarf_what_has_a_bar_of_its_own():
    named = [Bar("one", [10.0, 30.0]), Bar("two", [20.0, 0.0])]
    alone = drawn(chart_of(named))
    with_rest = chart_of([*named, Bar("38 others", [500.0, 300.0], is_rest=True)])
    assert drawn(with_rest) == alone
    assert with_rest.inline().count("<rect") == chart_of(named).inline().count("<rect")
    assert {"38 others", "800"} <= {text.text for text in element(with_rest).iter("text")}
    assert with_rest.rows[-1] == ["38 others", "500", "300", "800"]
    assert "4 others, full: 3" in drawn(chart_of([*named, Bar("4 others", [5.0, 3.0], is_rest=True)]))


def test_nothing_to_draw_is_no_error():
    assert element(chart_of([])).get("role") == "img"
    assert element(chart_of([Bar("none", [0.0, 0.0])])).tag == "svg"


def test_names_stay_text():
    chart = chart_of([Bar("<script>alert(1)</script>", [1.0, 2.0])])
    assert "<script" not in chart.inline()
    assert any("<script>" in (text.text or "") for text in element(chart).iter("text"))


def test_a_grid_counts_what_is_in_each_cell():
    counts = np.zeros((2, 2, 2), dtype=np.int64)
    counts[0, 1] = [3, 1]
    chart = grid("grid", "Grid", "Words.", PARTS, counts, rows=("risk", ["2", "1"]), columns=("size", ["s", "m"]))
    assert chart.rows == [["2, m", "3", "1"]]
    told = [mark.find("title").text for mark in element(chart).iter("rect") if mark.find("title") is not None]
    assert told == ["risk 2, size m: 3 lean", "risk 2, size m: 1 full"]


def test_a_curve_goes_down_where_its_values_do():
    points = [(1.0, 9.0), (2.0, 5.0), (4.0, 4.0)]
    chart = curves("c", "Curve", "Words.", [Curve("", points)], [Mark(2.0, 5.0, "knee")], ("capital", "cost"))
    dots = [mark for mark in element(chart).iter("circle") if mark.get("class") == "plain"]
    across, up = ([float(mark.get(axis)) for mark in dots] for axis in ("cx", "cy"))
    assert across == sorted(across)
    assert up == sorted(up)
    assert (across[2] - across[1]) / (across[1] - across[0]) == pytest.approx(2.0, rel=0.01)
    assert "knee" in [text.text for text in element(chart).iter("text")]


def test_words_at_a_mark_lie_neither_on_the_curve_nor_on_each_other():
    points = [(1.0, 9.0), (2.0, 5.0), (4.0, 4.0), (6.0, 3.5), (7.0, 3.3)]
    marks = [Mark(2.0, 5.0, "knee"), Mark(6.0, 3.5, "this plan")]
    chart = curves("c", "Curve", "Words.", [Curve("", points)], marks, ("capital", "cost"))
    root = element(chart)
    ring = [
        (float(mark.get("cx")), float(mark.get("cy"))) for mark in root.iter("circle") if mark.get("class") == "ring"
    ]
    at = {text.text: (float(text.get("x")), float(text.get("y"))) for text in root.iter("text")}
    assert at["knee"][0] > ring[0][0]
    assert at["knee"][1] < ring[0][1]
    assert at["this plan"][0] < ring[1][0]
    assert at["this plan"][1] > ring[1][1]
    both = curves("c", "Curve", "Words.", [Curve("", points)], [marks[0], Mark(2.1, 4.95, "this plan")], ("", ""))
    assert "knee, this plan" in [text.text for text in element(both).iter("text")]


def test_every_picture_of_a_plan_has_words_and_figures(dossier):
    charts = plan_charts(dossier)
    assert len({chart.name for chart in charts}) == len(charts) == 6
    for chart in charts:
        root = element(chart)
        assert root.find("title").text == chart.title
        assert root.find("desc").text == chart.description
        assert chart.rows
        assert all(len(row) == len(chart.header) for row in chart.rows)
