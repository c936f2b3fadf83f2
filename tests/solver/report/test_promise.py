"""The page of promise and truth."""

from dataclasses import replace

import numpy as np
import pytest

from stockposture.report.disagreements import MOST_ITEMS
from stockposture.report.promise import MOST_LINES, promise_text
from stockposture.report.summary import MOST_LIMITS
from stockposture.simulation.estimate import Estimate
from stockposture.simulation.measures import MEASURES
from stockposture.simulation.result import ITEM_MEASURES, TOTAL_MEASURES
from support.simulations import (
    PROMISED,
    TOTALS,
    disagreements_of,
    items_of,
    lines_of,
    over_time_of,
    simulation,
)

PAGE = """\
Simulated: 3 items through 4 runs of 25 years each, seed 1, in 2.3 s.

Promise and truth            promised  simulated       +-  promise is off by
  carrying (EUR/yr)             7,181      7,190       12             -0.1 %  within the interval
  stockout (EUR/yr)             1,507      1,321       61              +14 %  too high
  of it expediting (EUR/yr)     1,400      1,208       58              +16 %  too high
  relevant cost (EUR/yr)       22,213     22,035       64             +0.8 %  too high
  total cost (EUR/yr)         264,982    264,804       64            +0.07 %  equal to 0.1 %
  short (units/yr)                470        413       15              +14 %  too high
  fill rate                  99.890 %   99.912 %  0.003 %            -0.02 %  equal to 0.1 %
  working capital (EUR)        18,000     17,800       56             +1.1 %  too high
  space (m3)                    4.426      4.431    0.012             -0.1 %  within the interval
  stock turns (1/yr)            14.10      14.12     0.05             -0.1 %  within the interval
  days on hand                             25.85     0.09
+- is half of the interval that holds the true mean with 95 % confidence.

Over time                  mean    +-  95 % of days  highest  allowed  days over it
  working capital (EUR)  17,800   180        18,411   19,312   18,000        25.1 %
  all space (m3)           4.43  0.04           4.9      5.6   no cap
  warehouse Hall (m3)      4.30  0.04           4.8      5.5        8           0 %

Product line  items  promised uptime  simulated      +-
  Drive           2   90.0 to 99.5 %    98.77 %  0.12 %
  Pump            2   90.0 to 99.5 %   100.00 %  0.12 %
Uptime is the part of days on which no item of the line is short; promised: from items running short
independently to all on the same days.

Items with a promise outside the interval  there are  by chance  half are off by less than
  relevant cost                               1 of 3  about 0.2                        0 %
  stockout                                    0 of 3  about 0.2                        0 %
  short                                       0 of 3  about 0.2                        0 %
  working capital                             1 of 3  about 0.2                        0 %
  space                                       0 of 3  about 0.2                        0 %

The largest in relevant cost, EUR a year  promised  simulated  +-  promise is off by
  NUT                                          120         90   4              +33 %
"""


def line_of(text: str, words: str) -> str:
    (found,) = [line for line in text.splitlines() if words in line]
    return found


def test_the_page():
    assert promise_text(simulation()) == PAGE


def test_every_measure_is_explained():
    assert set(MEASURES) == {*ITEM_MEASURES, *TOTAL_MEASURES}


def test_one_item_without_line_warehouse_or_cap():
    bare = simulation(
        items=items_of(["BOLT"]),
        lines=lines_of({}),
        over_time=over_time_of(
            [("capital", "currency", np.nan, 5.0, 6.0, 7.0, np.nan), ("space", "m3", np.nan, 0.0, 0.0, 0.0, np.nan)]
        ),
        disagreements=disagreements_of([]),
        years_each=1,
        currency="",
    )
    text = promise_text(bare)
    assert text.startswith("Simulated: 1 item through 4 runs of 1 year each")
    assert "Product line" not in text
    assert "Uptime" not in text
    assert "The largest" not in text
    assert "warehouse" not in text
    assert "nan" not in text
    assert "working capital (currency)" in text
    assert line_of(text, "all space").split()[-2:] == ["no", "cap"]


def test_an_interval_that_stayed_wide_is_said():
    words = "The interval of the relevant cost is still wider than asked for: allow more with --max-runs."
    assert words in promise_text(simulation(until_reached=False))
    assert words not in promise_text(simulation(until_reached=True))


def test_figures_that_do_not_vary_or_are_none():
    totals = TOTALS | {
        "stockout_cost": Estimate(0.0, 0.0),
        "fill_rate": Estimate(1.0, 0.0),
        "stock_turns": Estimate(np.nan, np.nan),
    }
    text = promise_text(simulation(totals=totals, promised=PROMISED | {"stockout_cost": 0.0, "fill_rate": 1.0}))
    assert line_of(text, "  stockout (").split()[-8:] == ["0", "0", "0", "0", "%", "within", "the", "interval"]
    assert "100 %      100 %" in line_of(text, "  fill rate")
    assert "nan" not in text


def test_a_promise_that_the_plan_does_not_make_is_left_blank():
    promised = {name: value for name, value in PROMISED.items() if name != "space_m3"}
    assert line_of(promise_text(simulation(promised=promised)), "  space (m3)").split() == [
        "space",
        "(m3)",
        "4.431",
        "0.012",
    ]


def test_the_worst_lines_are_shown():
    many = lines_of({f"L{number:02}": 0.9 + number / 1000 for number in range(MOST_LINES + 3)})
    text = promise_text(simulation(lines=many))
    assert "  L00 " in text
    assert f"  L{MOST_LINES:02} " not in text
    assert "  and 3 more with a higher uptime; --json and lines.csv have all\n" in text


def test_the_fullest_warehouses_are_shown():
    rows = [("capital", "currency", 5.0, 4.0, 5.0, 6.0, 0.1), ("space", "m3", np.nan, 4.0, 5.0, 6.0, np.nan)]
    rows += [(f"W{number:02}", "m3", 9.0, 4.0, 5.0, 6.0, number / 100) for number in range(MOST_LIMITS)]
    text = promise_text(simulation(over_time=over_time_of(rows)))
    assert "  warehouse W14 " in text
    assert "  warehouse W01 " not in text
    assert "  and 2 more warehouses; --json and over_time.csv have all\n" in text


def test_the_largest_disagreements_are_shown():
    rows = [(f"S{number:02}", "relevant_cost", 100.0 + number, 100.0, 0.5) for number in range(MOST_ITEMS + 5)]
    rows.append(("S99", "space_m3", 1e9, 1.0, 0.5))
    found = simulation(items=items_of([row[0] for row in rows]), disagreements=disagreements_of(rows))
    text = promise_text(found)
    shown = [line.split()[0] for line in text.partition("The largest")[2].splitlines()[1:]]
    assert shown == [f"S{number:02}" for number in range(14, 4, -1)]
    assert line_of(text, "  relevant cost  ").split()[2:7] == ["15", "of", "16", "about", "0.8"]


def test_items_that_do_not_vary_do_not_count_for_chance():
    items = items_of([f"S{number:03}" for number in range(400)])
    items.loc[:199, "capital_half_width"] = 0.0
    text = promise_text(simulation(items=items, disagreements=disagreements_of([])))
    assert "about 10 " in line_of(text, "  working capital  ")
    assert "about 20 " in line_of(text, "  space  ")


def test_how_far_off_the_middle_item_is():
    items = items_of(["A", "B", "C", "D"])
    items["promised_capital"] = [10.1, 9.5, 14.0, 10.0]
    items.loc[3, "capital"] = 0.0
    items["space_m3"] = 0.0
    text = promise_text(simulation(items=items))
    assert line_of(text, "  working capital  ").endswith("  5 %")
    assert line_of(text, "  space  ").endswith("about 0.2")


@pytest.mark.parametrize("evil", ["\x1b[31mred\x1b[0m", "a\r\nb", "x\x9b2J", "title\x1b]0;me\x07"])
def test_names_stay_plain(evil):
    hostile = simulation(
        items=items_of([evil], lines=[evil]),
        lines=lines_of({evil: 0.9}),
        over_time=over_time_of(
            [("capital", "currency", 1.0, 1.0, 1.0, 1.0, 0.0), (evil, "m3", 1.0, 1.0, 1.0, 1.0, 0.0)]
        ),
        disagreements=disagreements_of([(evil, "relevant_cost", 9.0, 1.0, 0.5)]),
        currency=evil,
    )
    text = promise_text(hostile)
    assert all(letter.isprintable() or letter == "\n" for letter in text)
    assert len(text.splitlines()) == len(promise_text(replace(hostile, currency="EUR")).splitlines())


def test_long_names_are_cut():
    name = "A" * 500
    text = promise_text(
        simulation(
            lines=lines_of({name: 0.9}), disagreements=disagreements_of([(name, "relevant_cost", 9.0, 1.0, 0.5)])
        )
    )
    assert max(map(len, text.splitlines())) < 140
