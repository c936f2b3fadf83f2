"""The verb segment: every column of every item, counts, and what is left of the case."""

import pytest

from stockposture import Case, Segmentation, segment
from stockposture.segmentation.segmentation import COLUMNS
from support.frames import case_of

ROWS = {
    "items": [
        {"sku": "A", "demand_mean": 10.0, "demand_sd": 3.0, "stockout_cost": 9.0, "criticality": 5},
        {
            "sku": "B",
            "demand_mean": 1.0,
            "demand_sd": 9.0,
            "stockout_cost": 4.0,
            "stockout_cost_from": "unit_margin",
            "stockout_effect": "inconveniences",
            "criticality": 1,
        },
    ],
    "suppliers": [{"supplier": "S", "disruption_rate": 0.5, "disruption_days": 20.0}],
    "offers": [{"sku": sku, "supplier": "S", "unit_price": 5.0, "lead_time_days": 10.0} for sku in "AB"],
}
RULE = {"name": "critical: not jit", "when": "criticality == 5", "not": ["jit"], "survive": 15}


@pytest.fixture(scope="module")
def found():
    return segment(case_of({"governance": [RULE], "currency": "EUR"}, **ROWS))


def test_a_row_an_item(found):
    assert list(found.items.columns) == list(COLUMNS)
    first, second = found.items.to_dict("records")
    assert first == {
        "sku": "A",
        "unit_price": 5.0,
        "annual_value": 18_250.0,
        "abc": "A",
        "monthly_cv": pytest.approx(3 / (10 * 30**0.5)),
        "xyz": "X",
        "criticality": 5,
        "criticality_from": "given",
        "fragility": 4,
        "fragility_from": "single source, single region, outage exposure",
        "suppliers": 1,
        "regions": 1,
        "lead_time_days": 10.0,
        "lead_time_cv": 0.0,
        "outage_days_per_year": 10.0,
        "time_to_recover": 20.0,
        "stockout_cost": 9.0,
        "stockout_cost_from": "given",
        "governance": "critical: not jit",
        "allowed_postures": "hybrid|jic",
        "min_buffer": 150.0,
    }
    assert (second["abc"], second["xyz"], second["criticality_from"]) == ("B", "Z", "stockout_effect")
    assert (second["stockout_cost_from"], second["governance"], second["min_buffer"]) == ("unit_margin", "", 0.0)


def test_counts(found):
    assert found.matrix.loc[5, 4] == found.matrix.loc[1, 4] == 1
    assert found.matrix.to_numpy().sum() == 2
    assert list(found.matrix.index) == [5, 4, 3, 2, 1]
    assert found.value_matrix.loc[5, 4] == 18_250.0
    assert found.classes.loc["A", "X"] == found.classes.loc["B", "Z"] == 1
    assert found.rules.to_dict("records") == [
        {"name": "critical: not jit", "effect": "not jit, survive 15 days", "items": 1}
    ]


def test_the_case_keeps_its_rules_and_its_own_postures(found):
    assert found.case.items["allowed_postures"].tolist() == ["jit|hybrid|jic"] * 2
    assert found.case.settings.governance[0].name == "critical: not jit"


def test_in_words(found):
    assert repr(found) == "Segmentation(2 items, 1 governance rules)"
    page = str(found)
    assert "2 items, 20,075 EUR a year" in page
    assert "critical: not jit  not jit, survive 15 days  1 item" in page
    assert "unit_margin  1 item" in page
    assert "150 units" in page


def test_written_it_reads_back_as_the_same_case(found, tmp_path):
    found.write(tmp_path / "case")
    again = Case.read(tmp_path / "case")
    assert again.settings == found.case.settings
    assert again.items.equals(found.case.items)
    assert isinstance(found, Segmentation)
    assert (tmp_path / "case" / "segments.csv").read_text(encoding="utf-8").count("\n") == 3


def test_accounts_of_other_verbs_are_taken_along(found, tmp_path):
    (tmp_path / "from").mkdir()
    (tmp_path / "from" / "assumptions.json").write_text("{}")
    found.write(tmp_path / "case", source=tmp_path / "from")
    assert (tmp_path / "case" / "assumptions.json").read_text() == "{}"


def test_its_document_is_json(found):
    import json

    document = json.loads(json.dumps(found.document, allow_nan=False))
    assert document["abc_xyz"]["A"] == {"X": 1, "Y": 0, "Z": 0}
    assert {"criticality": 5, "fragility": 4, "items": 1, "annual_value": 18_250.0} in document["criticality_fragility"]
    assert document["segments"][1]["sku"] == "B"
    assert document["stockout_cost_from"] == {"given": 1, "unit_margin": 1}
