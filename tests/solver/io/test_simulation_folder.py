"""A simulation folder: exact, whole or not at all, and never a foreign body in another of our folders."""

import json
import math

import pandas as pd
import pytest

from stockposture.io import simulation_folder
from stockposture.io.atomic import whole_folder
from stockposture.io.simulation_document import simulation_document
from stockposture.io.simulation_folder import ensure_simulation_writable, write_simulation
from stockposture.simulation.estimate import Estimate
from stockposture_models.errors import FileFaultError
from support.simulations import PROMISED, TOTALS, disagreements_of, items_of, simulation

FOUND = simulation()
DOCUMENT = simulation_document(FOUND, {"plan_digest": "abc"})


def files(folder) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def plan(tmp_path):
    """A plan folder, as far as files go."""
    with whole_folder(tmp_path / "plan", kind="plan") as folder:
        (folder / "plan.csv").write_text("sku\nBOLT\n")
    return tmp_path / "plan"


def test_tables_hold_what_was_found(tmp_path):
    write_simulation(FOUND, tmp_path / "s", DOCUMENT)
    for name in ("items", "lines", "over_time", "years", "disagreements"):
        back = pd.read_csv(tmp_path / "s" / f"{name}.csv", keep_default_na=False, na_values=[""])
        wanted = getattr(FOUND, name)
        texts = [column for column in wanted if isinstance(wanted[column].dtype, pd.StringDtype)]
        back = back.assign(**{column: back[column].fillna("") for column in texts})
        pd.testing.assert_frame_equal(back, wanted, check_exact=True, check_dtype=False)
    pd.testing.assert_frame_equal(pd.read_parquet(tmp_path / "s" / "items.parquet"), FOUND.items, check_exact=True)


def test_the_document_has_every_estimate(tmp_path):
    write_simulation(FOUND, tmp_path / "s", DOCUMENT)
    back = json.loads((tmp_path / "s" / "summary.json").read_text(encoding="utf-8"))
    assert back == DOCUMENT
    for name, estimate in TOTALS.items():
        total = back["totals"][name]
        assert (total["mean"], total["half_width"]) == (estimate.mean, estimate.half_width)
        assert total["promised"] == PROMISED.get(name)
    assert back["plan_digest"] == "abc"
    assert back["disagreements"]["by_measure"]["capital"] == {
        "outside": 1,
        "by_chance": pytest.approx(0.15),
        "median_off": 0.0,
    }
    assert [row["sku"] for row in back["disagreements"]["largest"]] == ["NUT"]


def test_what_is_no_number_is_null():
    found = simulation(totals=TOTALS | {"stock_turns": Estimate(math.nan, math.inf)})
    total = simulation_document(found, {})["totals"]["stock_turns"]
    assert (total["mean"], total["half_width"]) == (None, None)
    assert simulation_document(found, {})["over_time"][1]["cap"] is None


def test_an_error_in_the_middle_leaves_nothing(tmp_path, monkeypatch):
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(simulation_folder, "write_parquet", full)
    with pytest.raises(FileFaultError, match="No space left"):
        write_simulation(FOUND, tmp_path / "deep" / "s", DOCUMENT)
    assert list(tmp_path.iterdir()) == []


def test_an_error_in_the_middle_leaves_the_plan_and_its_earlier_simulation(plan, monkeypatch):
    write_simulation(FOUND, plan / "simulation", DOCUMENT)
    before = files(plan)

    def full(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(simulation_folder, "write_parquet", full)
    with pytest.raises(KeyboardInterrupt):
        write_simulation(simulation(items=items_of(["NEW"])), plan / "simulation", DOCUMENT)
    assert files(plan) == before
    assert [path.name for path in plan.parent.iterdir()] == ["plan"]


def test_an_earlier_simulation_goes_with_all_its_files(plan):
    write_simulation(FOUND, plan / "simulation", DOCUMENT)
    with whole_folder(plan, kind="plan", keep=True) as folder:
        (folder / "simulation" / "of_an_older_version").mkdir()
        (folder / "simulation" / "of_an_older_version" / "x.csv").write_text("x")
    write_simulation(FOUND, plan / "simulation", DOCUMENT)
    assert not (plan / "simulation" / "of_an_older_version").exists()


@pytest.mark.parametrize("name", ["other", "deep/simulation"])
def test_a_plan_takes_it_in_one_place(plan, name):
    before = files(plan)
    for act in (ensure_simulation_writable, lambda target: write_simulation(FOUND, target, DOCUMENT)):
        with pytest.raises(FileFaultError, match=r"a plan that stockposture wrote -> name .*plan/simulation, or"):
            act(plan / name)
    assert files(plan) == before


def test_a_case_takes_none(tmp_path):
    with whole_folder(tmp_path / "case", kind="case") as folder:
        (folder / "items.csv").write_text("sku\n")
    with pytest.raises(FileFaultError, match="a case that stockposture wrote -> name a folder outside"):
        write_simulation(FOUND, tmp_path / "case" / "simulation", DOCUMENT)


def test_text_stays_text_in_a_spreadsheet(tmp_path):
    evil = ["=1+1", "+x", "-y", "@z", "</script>"]
    found = simulation(items=items_of(evil), disagreements=disagreements_of([("=1+1", "relevant_cost", 9.0, 1.0, 0.5)]))
    write_simulation(found, tmp_path / "s", simulation_document(found, {}))
    assert pd.read_csv(tmp_path / "s" / "items.csv")["sku"].tolist() == ["'=1+1", "'+x", "'-y", "'@z", "</script>"]
    assert pd.read_csv(tmp_path / "s" / "disagreements.csv")["sku"].tolist() == ["'=1+1"]
