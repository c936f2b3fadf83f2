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


def test_nothing_shown_nothing_cleared(capsys, monkeypatch):
    as_terminal(monkeypatch)
    with ProgressLine(quiet=False):
        pass
    assert capsys.readouterr().err == ""
