"""The page a procurement leader reads."""

import pytest

from stockposture.report.summary import MOST_LIMITS, summary_text
from stockposture.report.table import columns_of
from stockposture_models.plan.kpis import Kpis
from stockposture_models.plan.summary import Costs, LimitUse, Status, Summary
from stockposture_models.tables.limit_kind import LimitKind

CAPITAL = LimitUse(kind=LimitKind.CAPITAL, unit="currency", use=18_000, cap=18_000, shadow_price=0.20361)
HALL = LimitUse(kind=LimitKind.WAREHOUSE, name="Main hall", unit="m3", use=4.378, cap=8)
RENTED = LimitUse(
    kind=LimitKind.WAREHOUSE,
    name="Cold",
    unit="m3",
    use=12.5,
    cap=10,
    overflow=2.5,
    overflow_cost=1_000,
    shadow_price=400,
)
SUPPLIER = LimitUse(kind=LimitKind.SUPPLIER, name="Brno Electronics", unit="currency/yr", use=92_783.4, cap=250_000)

SUMMARY = Summary(
    status=Status.WITHIN_GAP,
    total_cost=264_981.6,
    costs=Costs(
        purchase=251_324.4,
        ordering=2_869.25,
        carrying=7_181,
        stockout=1_507.4,
        supplier=2_100,
        overflow=0,
        relevant=22_212.9,
    ),
    lower_bound=264_980,
    gap=0.000073,
    limits=(CAPITAL, HALL, SUPPLIER),
    items=6,
    posture_counts={"jit": 0, "hybrid": 5, "jic": 1},
    split_counts={"single": 1, "dual": 0, "nearshore": 5},
    capital=18_000,
    space_m3=4.426,
    fill_rate=0.99922,
    currency="EUR",
    capital_cap=18_000,
    candidates=1_890,
    solver="HiGHS 1.15.1",
    versions={},
    input_digest="",
    seconds={"prices": 1.0, "total": 2.34},
)

PAGE = """\
Plan for 6 items: proven within 0.0073 % of the best possible.

Cost a year, EUR
  purchase                   251,324  goods and freight
  ordering                     2,869  orders and programmes
  carrying                     7,181  capital, obsolescence, storage, transit
  stockout                     1,507  expected shortages
  supplier                     2,100  onboarding and fees
  total                      264,982
  of which the plan decides   22,213  all but demand at its cheapest landed price

Items by posture and by supplier split
  just-in-time (jit)  0     single     1
  hybrid              5     dual       0
  just-in-case (jic)  1     nearshore  5

Limits
  limit                                 used  allowed     part  one more unit saves, EUR a year
  working capital (EUR)               18,000   18,000  100.0 %  0.2036
  warehouse Main hall (m3)             4.378        8   54.7 %  nothing: it does not bind
  supplier Brno Electronics (EUR/yr)  92,783  250,000   37.1 %  nothing: it does not bind

Working capital 18,000 EUR (26 days of purchases), space 4.426 m3, 0.078 % of demand short.
1,890 candidate policies weighed in 2.3 s with HiGHS 1.15.1; every figure recomputed by an independent check.
"""


def page(**changes) -> str:
    return summary_text(SUMMARY.model_copy(update=changes))


def line_of(text: str, words: str) -> str:
    (found,) = [line for line in text.splitlines() if words in line]
    return found


def test_the_page():
    assert summary_text(SUMMARY) == PAGE


def test_key_figures():
    kpis = Kpis(
        capital=18_000,
        buffer_capital=7_012.4,
        buffer_carrying_cost=1_733.1,
        stock_turns=13.62,
        days_on_hand=26.81,
        fill_rate=0.99922,
        stockout_rate=0.0041,
        highest_stockout_rate=0.0382,
        production_uptime=0.9188,
        production_uptime_together=0.9932,
        lowest_uptime=0.8,
        freight_cost=12_000,
        freight_above_cheapest=840,
        expediting_cost=1_507.4,
        premium_freight_share=0.1956,
    )
    block = page(kpis=kpis).split("\n\n")[3]
    assert (
        block
        == """\
Key figures
  capital tied up           18,000 EUR        7,012 of stock in buffers
  carrying cost of buffers  1,733 EUR a year
  stock turns               13.6 a year
  days on hand              26.8 days
  fill rate                 99.92 %           of units, met from stock
  stockout rate             0.41 %            of an item's demand, mean of the items; 3.8 % of one at most
  production uptime         91.9 %            of days, mean of the lines; 99.32 % if items of a line run short together
  premium freight           20 %              of freight: 840 above the cheapest offers', 1,507 to bring units short"""
    )
    nothing = dict.fromkeys(("stock_turns", "days_on_hand", "production_uptime", "premium_freight_share"))
    bare = page(kpis=kpis.model_copy(update=nothing))
    assert line_of(bare, "stock turns").split("  ")[-1].strip() == "no stock"
    assert line_of(bare, "days on hand").split("  ")[-1].strip() == "no demand"
    assert "uptime" not in bare
    assert "premium" not in bare


def test_headlines():
    early = page(status=Status.STOPPED_EARLY, gap=1.4, items=1)
    assert early.startswith(
        "Plan for 1 item: proven within 140 % of the best possible; stopped early, short of the gap asked for.\n"
    )
    assert page(gap=0.0).startswith("Plan for 6 items: proven within 0 % of the best possible.\n")


def test_no_limits():
    assert "\n\nLimits: none\n\n" in page(limits=())


def test_rented_space():
    text = page(limits=(RENTED,), costs=SUMMARY.costs.model_copy(update={"overflow": 1_000.0}))
    assert line_of(text, "Cold").split("  ")[-1] == "400; 2.5 m3 rented for 1,000"
    assert line_of(text, "rented space").split()[:2] == ["overflow", "1,000"]


def test_a_cap_of_nothing():
    row = line_of(page(limits=(CAPITAL.model_copy(update={"use": 0, "cap": 0}),)), "working capital")
    assert row.split() == ["working", "capital", "(EUR)", "0", "0", "0.2036"]


def test_no_currency_and_nothing_bought():
    text = page(currency="", costs=SUMMARY.costs.model_copy(update={"purchase": 0.0}), fill_rate=1 + 1e-12)
    assert "Cost a year, currency\n" in text
    assert "(0 days of purchases)" in text
    assert ", 0 % of demand short." in text


@pytest.mark.parametrize(
    "name", ["Very " * 50 + "long", "螺栓供应商" * 20, "two\nlines\tand\rmore", "\x1b[31mred\u202e"]
)
def test_names_break_no_table(name):
    text = page(limits=(CAPITAL, HALL.model_copy(update={"name": name}), SUPPLIER))
    start = text.splitlines().index("Limits")
    header, *rows = text.splitlines()[start + 1 : start + 5]
    assert len(rows) == 3
    assert all(columns_of(row) <= 120 for row in rows)
    assert not set("\x1b\u202e\r\t") & set(text)
    # Every figure ends where its heading does.
    ends = [columns_of(header.partition(word)[0]) + len(word) for word in ("used", "allowed", "part")]
    for row in rows:
        assert all(cut(row, end).endswith(tuple("0123456789%")) for end in ends)
        assert all(cut(row, end + 2).endswith("  ") for end in ends)


def cut(text: str, columns: int) -> str:
    """Return what is in the first columns of a terminal."""
    kept = ""
    for letter in text:
        if columns_of(kept + letter) > columns:
            break
        kept += letter
    return kept


def test_of_many_limits_the_ones_that_matter():
    many = [
        SUPPLIER.model_copy(update={"name": f"S{number:03}", "use": float(number), "shadow_price": float(number == 7)})
        for number in range(100)
    ]
    text = page(limits=(CAPITAL, *many))
    shown = [line.split()[1] for line in text.splitlines() if line.startswith("  supplier S")]
    assert shown == ["S007", *(f"S{number:03}" for number in range(100 - MOST_LIMITS + 2, 100))]
    assert "  and 86 more, 0 of which bind; --json and summary.json have all\n" in text
    binding = [limit.model_copy(update={"shadow_price": 1.0}) for limit in many]
    assert "  and 86 more, 86 of which bind;" in page(limits=(CAPITAL, *binding))


def test_the_last_limits_that_fit_are_all_shown():
    text = page(limits=(SUPPLIER,) * MOST_LIMITS)
    assert text.count("Brno Electronics") == MOST_LIMITS
    assert " more, " not in text
