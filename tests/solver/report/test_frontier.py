"""A frontier as a page of text."""

from dataclasses import replace

import pandas as pd
import pytest

from stockposture.report.frontier import MOST_POINTS, MOST_STEPS, frontier_text
from support.frontiers import frontier_by_hand
from support.hostile import HOSTILE

PAGE = """\
Frontier of 2 items: a plan at 3 of 4 points, each proven within 2 % of the best possible.

  point  capital cap  capital  EUR a year  stockout  short  jit  hybrid  jic  dual  near  one more EUR saves
      1          100        -           -         -      -    -       -    -     -     -                   -  no plan \
fits: warehouse Far 2 short
      2          200      200         900        90   10 %    2       0    0     0     0                   9
      3          300      300         300        30    5 %    1       1    0     0     0                   2  knee
      4          400      390         200        20    1 %    0       1    1     1     0                   0  stopped \
early, within 2 %

Knee: 300 EUR. Up to there each EUR more saves 6 EUR a year, beyond it 1.11.

Without these limits (100 %) the plan ties up 390 EUR, fills 7 m3 and costs 200 a year.

Items that change from one point to the next looser one
  points  posture  suppliers  split  only adjusted  capital more  EUR a year less  moves
  2 to 3        1          0      0              0           100              600  jit to hybrid 1
  3 to 4        1          1      1              1            90              100  hybrid to jic 1

All changes
  item  points  from               to                 capital more
  BOLT  2 to 3  jit single Far     hybrid single Far           100
  BOLT  3 to 4  hybrid single Far  jic dual Far|Near            90
"""


def test_the_whole_page():
    free = {"capital": 390.0, "space_m3": 7.0, "relevant_cost": 200.0, "gap": 0.0}
    assert frontier_text(frontier_by_hand(unlimited=free)) == PAGE


#: Tables hold no lone halves of letters.
NAMES = [name.encode(errors="replace").decode() for name in HOSTILE]


@pytest.mark.parametrize("name", NAMES)
def test_names_are_only_names(name):
    text = frontier_text(frontier_by_hand(sku=name, supplier=name, currency=name))
    assert not {"\x1b", "\x07", "\u202e", "\x00"} & set(text)
    assert len(text.splitlines()) == len(PAGE.splitlines()) - 2  # without the line of the unlimited plan


def test_of_much_a_part_is_shown():
    found = frontier_by_hand()
    many = replace(
        found,
        points=pd.concat([found.points] * 20, ignore_index=True),
        steps=pd.concat([found.steps] * 20, ignore_index=True),
    )
    text = frontier_text(many)
    assert f"  and {80 - MOST_POINTS:,} more; --json and --out have all" in text
    assert f"  and {40 - MOST_STEPS:,} more; --json and --out have all" in text


def test_a_grid_says_which_line_a_knee_is_on():
    found = frontier_by_hand()
    rows = pd.concat([found.points.assign(space_cap=7.0), found.points], ignore_index=True)
    rows["point"] = range(1, 9)
    text = frontier_text(replace(found, points=rows, swept=("capital", "space")))
    assert "Knee at a space limit of 7 m3: 300 EUR. Up to there each EUR more saves 6 EUR" in text
    assert "Knee without a space limit: 300 EUR." in text
    assert "space limit, m3" in text


def test_nothing_changes():
    found = frontier_by_hand()
    steps = found.steps.assign(items=0, adjusted=0)
    assert "No item changes from one point to the next." in frontier_text(replace(found, steps=steps))


def test_of_two_suppliers_with_long_names_both_are_told():
    text = frontier_text(frontier_by_hand(supplier="Istanbul Power Electronics"))
    assert "jic dual Istanbul Powe...|Near" in text
