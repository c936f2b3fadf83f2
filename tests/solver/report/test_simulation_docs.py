"""The page docs/simulation.md says of every measure and file what the program says."""

from pathlib import Path

import pytest

from stockposture.io.simulation_folder import write_simulation
from stockposture.simulation.measures import MEASURES
from support.simulations import simulation

PAGE = (Path(__file__).parents[3] / "docs" / "simulation.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", list(MEASURES))
def test_every_measure_has_its_row(name):
    measure = MEASURES[name]
    assert f"| `{name}` | {measure.unit} | {measure.doc} |\n" in PAGE


def test_every_file_is_named(tmp_path):
    write_simulation(simulation(), tmp_path / "simulation", {})
    for path in (tmp_path / "simulation").iterdir():
        assert path.name.startswith(".") or f"`{path.name}`" in PAGE
