"""Today's spreadsheet as a plan: by hand on the four items, forgiven what people write, refused all at once."""

from pathlib import Path

import pandas as pd
import pytest

from stockposture import BadInputError, Case, FileFaultError, Plan, price, simulate
from stockposture.pricing.current_row import CurrentRow
from stockposture.rules.named import RULES
from stockposture.verify import verify_plan
from stockposture_models.plan.summary import Status, Summary
from support.frames import case_of

TINY = Path(__file__).parents[3] / "data" / "tiny"

TODAY = pd.DataFrame(
    {
        "sku": ["MOTOR", "MOTOR", "SCREW", "HOUSING", "BRACKET"],
        "posture": ["jit", "", "jic", "", "hybrid"],
        "buffer": [0.0, None, 2000.0, 30.0, 1000.0],
        "supplier": ["Quayside", "Oldham", "", "Newport", "Oldham"],
        "share": [0.5, None, None, None, 1.0],
    }
)


@pytest.fixture(scope="module")
def case():
    return Case.read(TINY)


@pytest.fixture(scope="module")
def today(case):
    return price(case, TODAY)


def row(plan, sku):
    return plan.items.set_index("sku").loc[sku]


def test_by_hand(today):
    # Both in the table of data/tiny/README.md.
    assert row(today, "MOTOR")["relevant_cost"] == pytest.approx(3533)
    assert row(today, "SCREW")["relevant_cost"] == pytest.approx(217)
    # 30 + 4 x 20 / 2 on hand, 30 + 4 x 20 at the peak; hybrid by its buffer, 7.5 days, every 20 days.
    housing = row(today, "HOUSING")
    assert housing[["posture", "split", "order_interval_days"]].tolist() == ["hybrid", "nearshore", 20]
    assert housing[["on_hand_units", "capital", "space_m3"]].tolist() == pytest.approx([70, 3465, 11])
    assert housing["relevant_cost"] == pytest.approx(365 / 20 * 0.8 * 30 + 20 + 0.2 * 3465 + 110 + 0.2 * 49.5 * 20)
    assert row(today, "MOTOR")[["suppliers", "shares"]].tolist() == ["Oldham|Quayside", "0.5|0.5"]
    assert row(today, "SCREW")["suppliers"] == "Oldham"


def test_what_it_breaks_is_told(today):
    summary = today.summary
    assert summary.status is Status.PRICED
    assert {limit.kind.value: limit.excess for limit in summary.limits} == pytest.approx(
        {"capital": 490 + 565 + 3465 + 10800 - 4500, "warehouse": 11 + 58 - 15}
    )
    assert summary.rules_broken == {"buffer": 1}  # 1,000 brackets are 125 days; hybrid ends at 10
    assert (summary.gap, summary.lower_bound) == (1.0, pytest.approx(summary.total_cost - summary.costs.relevant))
    page = str(today)
    assert "priced as it stands, not optimised" in page
    assert "BREAKS A LIMIT: warehouse Shed, 69 used of 15 m3, 360 % too much" in page
    assert "1 of 4 items hold a buffer outside their posture's band" in page
    assert "best possible" not in page + repr(today)


@pytest.mark.parametrize(
    "change",
    [
        {"rules_broken": {}},
        {"rules_broken": {"buffer": 2}},
        {"status": "within_gap"},
        {"status": "stopped_early"},
        {"lower_bound": 180_000.0},
    ],
)
def test_a_plan_that_hides_it_is_caught(today, change):
    caps = {"capital": today.summary.capital_cap, "space": None}
    assert verify_plan(today.items, today.summary, today.case, **caps) == []
    changed = Summary.model_validate({**today.summary.model_dump(), **change})
    assert verify_plan(today.items, changed, today.case, **caps)


def test_a_limit_said_to_be_kept_is_caught(today):
    limits = [limit.model_copy(update={"excess": 0.0}) for limit in today.summary.limits]
    said = verify_plan(
        today.items, today.summary.model_copy(update={"limits": tuple(limits)}), today.case, capital=4500, space=None
    )
    assert [line.split(":")[0] for line in said] == ["limit capital", "limit warehouse Shed"]


def test_it_is_a_plan_like_any_other(today, tmp_path):
    today.write(tmp_path / "today")
    read = Plan.read(tmp_path / "today")
    pd.testing.assert_frame_equal(read.items, today.items)
    assert read.summary == today.summary
    # Demand never varies and nobody fails: what was promised is what one gets.
    lived = simulate(read, years=1, runs=2)
    assert lived.totals["relevant_cost"].mean == pytest.approx(
        today.items["relevant_cost"].sum() + 400, abs=lived.totals["relevant_cost"].mean
    )


def test_a_plan_priced_again_is_the_same(today, case, tmp_path):
    """Also where it is read from its folder, with all of its columns: they need not be taken out."""
    today.write(tmp_path / "today")
    again = price(case, tmp_path / "today")
    figures = [name for name in today.items.columns if name != "reason"]
    pd.testing.assert_frame_equal(again.items[figures], today.items[figures])
    assert again.summary.costs == today.summary.costs


def test_what_people_write(case, tmp_path):
    file = tmp_path / "heute.csv"
    file.write_text(
        "Item;Safety Stock [units];SUPPLIERS;Shares;Order interval;Posture;remark\n"
        "MOTOR;0,4;Oldham|Quayside;33%|66%;7;Just-in-time;ok\nSCREW;2000;;;;;\nHOUSING;8;Newport;100%;;;\n"
        "BRACKET;16;Oldham;1;;HYBRID;\n\n",
        encoding="utf-8-sig",
    )
    plan = price(case, file, decimal=",", capital=float("inf"))
    motor = row(plan, "MOTOR")
    assert motor[["posture", "buffer_units", "order_interval_days"]].tolist() == ["jit", 0, 7]
    assert [float(share) for share in motor["shares"].split("|")] == pytest.approx([1 / 3, 2 / 3])
    assert motor["reason"] == "Priced as it stands in heute.csv, row 2."
    assert plan.summary.rules_broken == {"order_interval": 1, "split_grid": 1}
    said = " ".join(finding.problem for finding in plan.case.findings)
    for words in (
        "read as buffer",
        "nearly add up to 1: scaled",
        "rounded to whole units",
        "semicolon",
        "posture is blank",
    ):
        assert words in said
    assert all(limit.kind.value != "capital" for limit in plan.summary.limits)


def test_days_of_cover_stand_for_units(case):
    plan = price(
        case, pd.DataFrame({"sku": ["MOTOR", "SCREW", "HOUSING", "BRACKET"], "days of cover": [5, 20, 3.6, 0],
                            "supplier": ["", "", "Newport", ""]})
    )  # fmt: skip
    assert plan.items.set_index("sku")["buffer_units"].to_dict() == {
        "MOTOR": 10, "SCREW": 2000, "HOUSING": 14, "BRACKET": 0
    }  # fmt: skip


def test_every_fault_at_once(case, tmp_path):
    file = tmp_path / "bad.csv"
    file.write_text(
        "sku,posture,buffer,supplier,share,order_interval_days\nMOTOR,jitt,0,Oldhan,0.5,1.5\nMOTOR,,5,Quayside,0.2,\n"
        "SCREWS,,1,,,\nHOUSING,,,Newport,,\nHOUSING,,3,Newport,,\nHOUSING,jit,4,Oldham,,\nBRACKET,,-1,Quayside,60,\n"
    )
    with pytest.raises(BadInputError) as caught:
        price(case, file)
    found = {(finding.row, finding.column, finding.value): finding for finding in caught.value.findings}
    assert len(found) == len(caught.value.findings)
    assert set(found) == {
        (None, "sku", None),
        (2, "posture", "jitt"),
        (2, "supplier", "Oldhan"),
        (2, "share", "0.5"),
        (2, "order_interval_days", "1.5"),
        (3, "buffer", "5"),
        (4, "sku", "SCREWS"),
        (6, "supplier", "Newport"),
        (7, "buffer", "4"),
        (8, "buffer", "-1"),
        (8, "share", "60"),
        (8, "supplier", "Quayside"),
    }
    assert found[(None, "sku", None)].problem == "1 item of the case has no row: SCREW"
    assert "did you mean 'SCREW'" in found[(4, "sku", "SCREWS")].remedy
    assert "did you mean 'Oldham'" in found[(2, "supplier", "Oldhan")].remedy
    assert found[(8, "supplier", "Quayside")].remedy == "offers.csv has it from Newport, Oldham"
    assert all(finding.file == "bad.csv" and finding.remedy for finding in caught.value.findings)


@pytest.mark.parametrize(
    ("rows", "problem"),
    [
        ({"sku": ["MOTOR"] * 3, "supplier": ["Oldham", "Quayside", "Oldham"], "buffer": [1, 1, 1]}, "twice"),
        ({"sku": ["MOTOR"], "supplier": ["Oldham"]}, "required column of current is missing"),
        ({"sku": ["MOTOR"], "buffer": [None], "buffer_days": [None]}, "the item has no buffer"),
        ({"colour": ["red"]}, "no header"),
        ({"sku": ["MOTOR", "MOTOR"], "supplier": ["Oldham", "Quayside"], "share": [1.0, None], "buffer": [1, 1]}, "1"),
    ],
)
def test_refused(case, rows, problem):
    with pytest.raises(BadInputError, match=problem):
        price(case, pd.DataFrame(rows))


def test_a_workbook_of_one_sheet_whatever_its_name(case, today, tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    pytest.importorskip("python_calamine")
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Stand Mai"
    sheet.append(list(TODAY.columns))
    for values in TODAY.itertuples(index=False):
        sheet.append([None if pd.isna(value) or value == "" else value for value in values])
    book.save(tmp_path / "today.xlsx")
    plan = price(case, tmp_path / "today.xlsx")
    figures = [name for name in today.items.columns if name != "reason"]
    pd.testing.assert_frame_equal(plan.items[figures], today.items[figures])
    book.create_sheet("Notes")
    book.save(tmp_path / "two.xlsx")
    with pytest.raises(BadInputError, match="cannot tell which sheet is meant: 'Stand Mai', 'Notes'"):
        price(case, tmp_path / "two.xlsx")
    sheet.title = "current"
    book.save(tmp_path / "named.xlsx")
    assert price(case, tmp_path / "named.xlsx").summary.costs == today.summary.costs


def test_nothing_there(case, tmp_path):
    with pytest.raises(FileFaultError, match="is not there"):
        price(case, tmp_path / "none.csv")
    with pytest.raises(FileFaultError, match=r"folder without plan\.csv"):
        price(case, tmp_path)


def test_the_sheet_needs_little():
    assert [name for name, field in CurrentRow.model_fields.items() if field.is_required()] == ["sku"]
    assert set(RULES) == {"abc", "jit", "jic", "max-min", "service"}


def test_a_plan_folder_of_names_that_a_spreadsheet_would_run_is_priced_again(tmp_path):
    names = {"MOTOR": "=cmd()", "Oldham": "@Oldham", "Newport": "-Newport"}
    for source in TINY.glob("*.*"):
        text = source.read_text(encoding="utf-8")
        for plain, hostile in names.items():
            text = text.replace(plain, hostile)
        (tmp_path / source.name).write_text(text, encoding="utf-8")
    case = Case.read(tmp_path)
    current = pd.DataFrame({"sku": ["=cmd()", "SCREW", "HOUSING", "BRACKET"], "buffer": [4, 2000, 8, 16]})
    once = price(case, current)
    once.write(tmp_path / "once")
    again = price(case, tmp_path / "once")
    assert again.items["sku"].tolist() == once.items["sku"].tolist()
    assert again.summary.total_cost == pytest.approx(once.summary.total_cost)


def test_a_cap_of_nothing_is_broken_by_no_part_of_it(case):
    page = str(price(case, TODAY, capital=0))
    assert "BREAKS A LIMIT: working capital, 15,320 used of 0 EUR\n" in page
    assert "inf" not in page


@pytest.mark.parametrize(
    ("allowed", "mean", "buffer", "posture"),
    [
        ("jit|hybrid|jic", 10.0, 50, "jit"),  # jit ends at 5 days
        ("jit|hybrid|jic", 10.0, 51, "hybrid"),
        ("jic", 10.0, 50, "jic"),  # may not be any other
        ("jit|hybrid", 10.0, 9000, "hybrid"),  # none holds it
        ("hybrid|jic", 0.0, 4, "hybrid"),  # no demand: the leanest
    ],
)
def test_a_posture_left_blank(allowed, mean, buffer, posture):
    case = case_of(
        items=[{"sku": "A", "demand_mean": mean, "demand_sd": 0.0, "stockout_cost": 5.0, "allowed_postures": allowed}],
        suppliers=[{"supplier": "S"}],
        offers=[{"sku": "A", "supplier": "S", "unit_price": 2.0, "lead_time_days": 3.0}],
    )
    plan = price(case, pd.DataFrame({"sku": ["A"], "buffer": [buffer]}))
    assert plan.items.loc[0, "posture"] == posture
    assert set(plan.summary.rules_broken) <= {"buffer"}
