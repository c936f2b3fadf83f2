"""URLs of databases: told from paths, with their run, and never with their password."""

from pathlib import Path

import pytest

from stockposture.io.sql.database import Database, masked, place_of


@pytest.mark.parametrize("text", ["my-case", "a/b.xlsx", "./sqlite:", "C:\\plans", "c://plans", "a#b", "x:y"])
def test_paths(text):
    assert place_of(text) == Path(text)


@pytest.mark.parametrize(
    ("text", "url", "run"),
    [
        ("sqlite:///stock.db", "sqlite:///stock.db", ""),
        ("postgresql+psycopg://h/db#2026-11-22", "postgresql+psycopg://h/db", "2026-11-22"),
        ("postgresql://u:a#b@h/db", "postgresql://u:a#b@h/db", ""),
        ("postgresql://u:a#b@h/db#x.1:2", "postgresql://u:a#b@h/db", "x.1:2"),
    ],
)
def test_databases(text, url, run):
    assert place_of(text) == Database(url, run)


@pytest.mark.parametrize("run", ["", "-x", "a b", "a/b", "x" * 101, "ä"])
def test_runs_that_are_none(run):
    with pytest.raises(ValueError, match="is no run"):
        place_of(f"sqlite:///stock.db#{run}")


@pytest.mark.parametrize(
    "text",
    [
        "postgresql://planner:sec/ret@host/db",
        "no such file: postgresql:/planner:sec:ret@host/db is not there",
        "'postgresql+psycopg://planner:se#cret@host:5432/db?x=1'",
        "postgresql://planner@host/db?password=secret",
        "postgresql://host/db?user=x&sslpassword=secret&y=1 and more",
        "mssql://:secret@host",
    ],
)
def test_passwords_are_hidden(text):
    hidden = masked(text)
    assert "***" in hidden
    assert not {"sec", "ret", "cret", "secret"} & set(hidden.replace("/", " ").replace(":", " ").split())
    assert "secret" not in hidden
    assert "cret" not in hidden


@pytest.mark.parametrize("text", ["a:b@c", "items.csv, row 2: 'x@y'", "https://host/page", "sqlite:////tmp/a.db#x"])
def test_other_text_is_left_alone(text):
    assert masked(text) == text


def test_neither_words_nor_repr_hold_the_password():
    database = Database.parse("postgresql://planner:secret@host/db#monday")
    assert str(database) == repr(database) == "postgresql://planner:***@host/db#monday"
    assert "secret" in database.url
