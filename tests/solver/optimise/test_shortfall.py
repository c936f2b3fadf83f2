"""What is said of limits that cannot hold: who allows as much as is written has allowed enough."""

import re

import pytest

from stockposture.optimise.shortfall import Shortfall, no_plan_fits


def words_of(room: float, needed: float, *, together: bool = False) -> str:
    error = no_plan_fits(
        [Shortfall(0, room, 0.9 * needed, needed)], lambda _: "space (m3)", lambda _: {}, together=together
    )
    return str(error).split("\n  ")[1]


@pytest.mark.parametrize(
    ("room", "needed", "words"),
    [
        (0.0, 0.28100466417459624, "at most 0 allowed, at least 0.2811 needed, 0.281 short"),
        (0.281, 0.28100466417459624, "at most 0.281 allowed, at least 0.2810047 needed, 0.000004664 short"),
        (109.81, 109.81254408242091, "at most 109.81 allowed, at least 109.8126 needed, 0.002544 short"),
        (110.0, 1205.2, "at most 110 allowed, at least 1,206 needed, 1,095 short"),
        (7.0, 10.0, "at most 7 allowed, at least 10 needed, 3 short"),
        (0.0, 0.1, "at most 0 allowed, at least 0.1 needed, 0.1 short"),
        (1_999_999.75, 2_000_000.0, "at most 1,999,999.75 allowed, at least 2,000,000 needed, 0.25 short"),
    ],
)
def test_rounded_up_and_to_be_told_apart(room: float, needed: float, words: str) -> None:
    assert words_of(room, needed) == f"space (m3): {words}"


@pytest.mark.parametrize(
    "needed", [0.28100466417459624, 1e-7 / 3, 33.333333333333336, 123456.78901, 2.5e14 + 0.25, 1e29]
)
@pytest.mark.parametrize("part", [0.0, 0.5, 0.999, 0.9999999])
def test_what_is_written_is_enough_and_more_than_is_allowed(needed: float, part: float) -> None:
    room = part * needed
    for together, pattern in ((False, "at least (.*) needed"), (True, "but (.*) beside")):
        said = words_of(room, needed, together=together)
        written = float(re.findall(pattern, said)[0].replace(",", ""))
        allowed = float(re.findall("at most (.*) allowed", said)[0].replace(",", ""))
        assert written >= needed
        assert written == pytest.approx(needed, rel=0.01)
        assert allowed < written
