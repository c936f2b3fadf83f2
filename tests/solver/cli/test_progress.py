"""Progress on standard error."""

import sys

import pytest

from stockposture.cli.progress import ProgressLine

STAGES = [("reading", None), ("prices", None), ("plan", 0.0123), ("plan", 0.0123), ("plan", 0.00001), ("reasons", None)]


def as_terminal(monkeypatch) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)


def words(err: str) -> list[str]:
    """Return lines without their seconds."""
    return [line.partition(" s  ")[2] for line in err.splitlines()]


def test_a_line_a_stage_off_a_terminal_and_no_line_twice(capsys):
    with ProgressLine(quiet=False) as progress:
        for stage, gap in STAGES:
            progress(stage, gap)
    out, err = capsys.readouterr()
    assert out == ""
    assert words(err) == [
        "reading",
        "prices",
        "plan, within 1.2 % of the best possible",
        "plan, within 0.001 % of the best possible",
        "reasons",
    ]


def test_one_changing_line_on_a_terminal_that_is_cleared(capsys, monkeypatch):
    as_terminal(monkeypatch)
    with ProgressLine(quiet=False) as progress:
        for stage, gap in STAGES:
            progress(stage, gap)
    err = capsys.readouterr().err
    assert "\n" not in err
    *_, last, blank, end = err.split("\r")
    assert last.rstrip().endswith("reasons")
    assert len(last) >= len("   0.0 s  plan, within 0.001 % of the best possible")
    assert (blank.strip(), end) == ("", "")


def test_an_error_begins_on_a_clear_line(capsys, monkeypatch):
    as_terminal(monkeypatch)
    progress = ProgressLine(quiet=False)
    with pytest.raises(ValueError, match="no"), progress:
        _stop_at("limits", progress)
    assert capsys.readouterr().err.endswith(" \r")


def _stop_at(stage: str, progress: ProgressLine) -> None:
    progress(stage, None)
    raise ValueError("no")


@pytest.mark.parametrize("is_terminal", [True, False])
def test_quiet(capsys, monkeypatch, is_terminal):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: is_terminal)
    with ProgressLine(quiet=True) as progress:
        progress("reading", None)
    assert capsys.readouterr() == ("", "")


@pytest.fixture
def clock(monkeypatch):
    """A clock that stands until it is put forward."""
    now = [100.0]
    monkeypatch.setattr("time.monotonic", lambda: now[0])
    return now


def simulated(progress: ProgressLine, clock: list[float], steps: list[tuple[float, str, float | None]]) -> None:
    for seconds, runs, part in steps:
        clock[0] = 100.0 + seconds
        progress.of_simulation(runs, part)


def test_a_simulation_shows_the_time_left_now_and_then(capsys, clock):
    with ProgressLine(quiet=False) as progress:
        progress("reading", None)
        steps = [(2.0, "0 of 4 runs", 0.01), (3.0, "0 of 4 runs", 0.1), (7.5, "1 of 4 runs", 0.25), (8.0, "no", 0.3)]
        simulated(progress, clock, [*steps, (50.0, "2 of 4 runs", 0.5), (60.0, "3 of 9 runs", None)])
    assert capsys.readouterr().err.splitlines() == [
        "   0.0 s  reading",
        "   2.0 s  simulating: 0 of 4 runs",
        "   7.5 s  simulating: 1 of 4 runs, 16 s left",
        "  50.0 s  simulating: 2 of 4 runs, 48 s left",
        "  60.0 s  simulating: 3 of 9 runs",
    ]


def test_a_simulation_on_a_terminal_is_shown_often_and_cleared(capsys, monkeypatch, clock):
    as_terminal(monkeypatch)
    with ProgressLine(quiet=False) as progress:
        simulated(progress, clock, [(0.0, "a", 0.1), (0.1, "b", 0.2), (0.3, "c", 0.3), (400.0, "d", 0.5)])
    shown = [part.strip() for part in capsys.readouterr().err.split("\r") if part.strip()]
    assert shown == ["0.0 s  simulating: a", "0.3 s  simulating: c", "400.0 s  simulating: d, 7 min left"]


def test_nothing_shown_nothing_cleared(capsys, monkeypatch):
    as_terminal(monkeypatch)
    with ProgressLine(quiet=False):
        pass
    assert capsys.readouterr().err == ""
