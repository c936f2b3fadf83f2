"""Names from tables stay inside their folder."""

from pathlib import Path

import pytest

from stockposture.io.inside import inside
from stockposture_models.errors import FileFaultError


@pytest.mark.parametrize(
    "name", ["..", ".", "", " ", "...", "../x", "a/b", "a\\b", "/etc/passwd", "C:x", "a\0b", "a\nb"]
)
def test_names_that_lead_elsewhere_are_refused(name):
    with pytest.raises(FileFaultError, match="cannot name a file in it -> "):
        inside(Path("plan"), name)


@pytest.mark.parametrize("name", ["plan.csv", "..plan", "Größe 5.csv", "a..b"])
def test_plain_names_are_taken(name):
    assert inside(Path("plan"), name) == Path("plan") / name
