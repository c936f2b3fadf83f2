"""A frontier as a folder."""

import json

import pandas as pd
import pytest

from stockposture.api import Frontier
from stockposture_models.errors import BadInputError, FileFaultError
from support.frontiers import frontier_by_hand
from support.hostile import HOSTILE


@pytest.fixture
def folder(tmp_path):
    frontier_by_hand(sku=HOSTILE[0]).write(tmp_path / "frontier")
    return tmp_path / "frontier"


def test_it_reads_back_as_it_was(folder):
    found, read = frontier_by_hand(sku=HOSTILE[0]), Frontier.read(folder)
    for name in ("points", "steps", "changes", "limits", "shortfalls"):
        pd.testing.assert_frame_equal(getattr(read, name), getattr(found, name))
    assert (read.swept, read.items, read.currency, read.facts) == (("capital",), 2, "EUR", found.facts)
    assert str(read) == str(found)
    assert repr(read) == "Frontier(2 items, a plan at 3 of 4 points)"


def test_text_that_looks_like_a_formula_is_guarded_in_csv(tmp_path):
    frontier_by_hand(sku="=cmd()").write(tmp_path / "frontier")
    assert '"\'=cmd()"' in (tmp_path / "frontier" / "changes.csv").read_text()
    assert Frontier.read(tmp_path / "frontier").changes.loc[0, "sku"] == "=cmd()"


def test_numbers_that_are_missing_are_null(folder):
    first = frontier_by_hand().document["points"][0]
    assert first["items_jit"] is first["gap"] is first["space_cap"] is None
    json.dumps(frontier_by_hand().document, allow_nan=False)


def test_what_is_not_a_frontier(tmp_path, folder):
    with pytest.raises(FileFaultError, match="no such frontier folder"):
        Frontier.read(tmp_path / "nowhere")
    (folder / "steps.parquet").unlink()
    with pytest.raises(FileFaultError, match=r"not a whole frontier folder, steps.parquet is missing"):
        Frontier.read(folder)


def test_faults_of_files_are_named_all_at_once(folder):
    (folder / "points.parquet").write_bytes(b"nothing of the kind")
    pd.DataFrame({"x": [1]}).to_parquet(folder / "limits.parquet")
    (folder / "summary.json").write_text('{"items": 1}')
    with pytest.raises(BadInputError) as error:
        Frontier.read(folder)
    assert [finding.file for finding in error.value.findings] == ["points.parquet", "limits.parquet", "summary.json"]
    (folder / "summary.json").write_text("{")
    with pytest.raises(BadInputError, match="is not a readable JSON file"):
        Frontier.read(folder)
