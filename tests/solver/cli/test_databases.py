"""Databases on the command line: solve and verify in one, passwords never shown."""

import sqlite3

import pytest

from stockposture.api import Case
from stockposture.io.sql.database import Database
from support.databases import put


@pytest.fixture
def url(case, tmp_path):
    """A SQLite database with the two items in it."""
    database = Database(f"sqlite:///{tmp_path / 'stock.db'}")
    put(database, {name: frame for name, frame in Case.read(case).frames.items() if len(frame)})
    return database.url


def test_from_a_database_to_a_database(shell, url, tmp_path):
    assert shell("check", url, "--json").document["tables"]["items"] == 2
    done = shell("solve", url, "--capital", 5000, "--out", f"{url}#monday", "--quiet")
    assert done.code == 0
    assert f"Written to {url}#monday: plan_runs, plan_items, plan_limits" in done.out
    for plan in (url, f"{url}#monday"):
        assert shell("verify", plan, "--json", "-q").document["verified"]
    done = shell("simulate", url, "--years", 1, "--runs", 2, "--json", "-q")
    assert done.document["items"] == 2
    assert shell("stress", url, "--runs", 2, "--json", "-q").document["ranking"]


def test_bad_data_is_3_and_a_database_at_fault_8(shell, url, tmp_path):
    with sqlite3.connect(url.removeprefix("sqlite:///")) as connection:
        connection.execute("UPDATE items SET demand_mean = -1 WHERE sku = 'NUT'")
    connection.close()
    done = shell("solve", url, "-q")
    assert done.code == 3
    assert "table items, row 2, column demand_mean: '-1': is negative (sku NUT) -> give 0 or more" in done.err
    done = shell("solve", f"sqlite:///{tmp_path / 'nowhere.db'}", "-q")
    assert (done.code, done.err.count("there is no such file")) == (8, 1)


def test_a_database_that_cannot_be_written_is_refused_before_solving(shell, case, tmp_path):
    (tmp_path / "letter.txt").write_text("Dear all, " * 400)
    done = shell("solve", case, "--out", f"sqlite:///{tmp_path / 'letter.txt'}")
    assert (done.code, "solving" in done.err) == (8, False)
    assert "file is not a database; nothing was changed" in done.err


def test_a_run_that_is_none_is_a_usage_error(shell, case):
    done = shell("solve", case, "--out", "sqlite:///x.db#a b")
    assert (done.code, "'a b' is no run" in done.err) == (2, True)


@pytest.mark.parametrize(
    "arguments",
    [
        ("solve", "{url}"),
        ("solve", "x", "{url}"),
        ("solve", "x", "--out", "{url}"),
        ("solve", "x", "--capital", "{url}"),
        ("verify", "{url}"),
        ("init", "{url}"),
        ("profile", "{url}", "--out", "x"),
        ("{url}",),
        ("solve", "x", "--nonsense={url}"),
    ],
)
def test_passwords_are_never_shown(shell, tmp_path, monkeypatch, arguments):
    monkeypatch.chdir(tmp_path)
    url = "postgresql://planner:hush@127.0.0.1:1/stock?sslpassword=hush"
    arguments = [argument.replace("{url}", url) for argument in arguments]
    done = shell(*arguments, "--json")
    assert "hush" not in done.out + done.err
    assert "hush" not in shell(*arguments).err
