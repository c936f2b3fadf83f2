"""The frontier as a picture."""

from dataclasses import replace

import pandas as pd
import pytest

from stockposture.report.pictures.frontier import MOST_CURVES, frontier_picture
from support.frontiers import frontier_by_hand
from support.hostile import HOSTILE


def test_cost_postures_and_worth_against_what_is_tied_up(drawn):
    cost, postures, worth = drawn(frontier_picture(frontier_by_hand()))
    line, knee = cost.lines
    assert line.get_xydata().tolist() == [[200.0, 900.0], [300.0, 300.0], [390.0, 200.0]]
    assert knee.get_xydata().tolist() == [[300.0, 300.0]]
    assert [text.get_text() for text in cost.texts] == ["knee: 300"]
    assert worth.lines[0].get_ydata().tolist() == [9.0, 2.0, 0.0]
    assert [text.get_text() for text in postures.get_legend().get_texts()] == ["jit", "hybrid", "jic"]
    assert postures.get_ylim() == (0.0, 2.0)


def test_its_words():
    words = frontier_picture(frontier_by_hand()).description
    assert words == (
        "2 items under 3 limits: relevant cost from 900 EUR a year with 200 EUR to 200 EUR a year with 390 EUR; each "
        "plan is within 2 % of the best possible. The knee, up to which more pays well, is at 300 EUR. No plan at 1 of "
        "4 points."
    )


def test_a_grid_has_a_curve_for_each_limit(drawn):
    found = frontier_by_hand()
    rows = [found.points.assign(space_cap=float(room)) for room in range(1, 10)]
    picture = frontier_picture(replace(found, points=pd.concat([*rows, found.points]), swept=("capital", "space")))
    cost = drawn(picture)[0]
    names = [text.get_text() for text in cost.get_legend().get_texts()]
    assert names == ["1", "3", "5", "6", "8", "none"]
    assert len(names) == MOST_CURVES


def test_along_space(drawn):
    found = frontier_by_hand()
    points = found.points.assign(space_m3=[1.0, 2.0, 3.0, 4.0], space_price=5.0, space_cap=found.points["capital_cap"])
    cost, _, worth = drawn(frontier_picture(replace(found, points=points.assign(capital_cap=9.0), swept=("space",))))
    assert cost.get_xlabel() == "space used, m3"
    assert cost.lines[0].get_xdata().tolist() == [2.0, 3.0, 4.0]
    assert worth.get_title(loc="left") == "What one more m3 saves, EUR a year"


def test_no_plan_at_all(drawn):
    found = frontier_by_hand()
    picture = frontier_picture(replace(found, points=found.points.head(1)))
    assert picture.description == "No plan fits any of 1 limits."
    assert drawn(picture)[0].lines[:] == []


@pytest.mark.parametrize("name", HOSTILE)
def test_names_are_only_names(name):
    assert "<script" not in frontier_picture(frontier_by_hand(currency=name)).svg()
