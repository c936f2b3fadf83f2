"""Plans in a database: as written so read, one transaction, the same run in the place of itself."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pandas as pd
import pytest

from stockposture.api import Plan, solve
from stockposture.io.plans import ensure_plan_writable, read_plan
from stockposture.io.sql import write_plan as written
from stockposture.io.sql.connect import transaction
from stockposture.io.sql.plan_tables import plan_metadata
from stockposture_models.errors import BadInputError, FileFaultError, VerificationError
from support.databases import execute, rows


def counts(database) -> list[int]:
    return [rows(database, f"SELECT count(*) FROM {name}")[0][0] for name in sorted(plan_metadata().tables)]


def test_as_written_so_read(database, plan):
    place = plan.write(database)
    for where in (place, database):
        back = Plan.read(where)
        pd.testing.assert_frame_equal(back.items, plan.items, check_exact=True)
        assert back.summary == plan.summary
        assert (back.case.digest, back.case.findings) == (plan.case.digest, plan.case.findings)
        assert back.case.settings == plan.case.settings


def test_tables_say_what_the_plan_says(database, plan):
    run = plan.write(database).run
    totals = rows(database, "SELECT run_id, status, items, total_cost, capital_cap FROM plan_runs")
    summary = plan.summary
    assert totals == [(run, "within_gap", 4, summary.total_cost, summary.capital_cap)]
    assert rows(database, "SELECT sku, buffer_units, reason FROM plan_items ORDER BY sku") == list(
        plan.items[["sku", "buffer_units", "reason"]].itertuples(index=False, name=None)
    )
    assert rows(database, 'SELECT kind, name, "use", cap FROM plan_limits ORDER BY kind') == [
        (limit.kind, limit.name, limit.use, limit.cap) for limit in sorted(summary.limits, key=lambda one: one.kind)
    ]


def test_a_run_takes_the_place_of_itself(database, plan, case):
    plan.write(database)
    once = counts(database)
    assert max(once) > 1
    plan.write(database)  # the same decisions are the same run
    assert counts(database) == once
    other = solve(case, capital=5000)
    other.write(database.of_run("monday"))
    assert counts(database) == [2 * count for count in once]
    plan.write(database.of_run("monday"))
    assert counts(database) == [2 * count for count in once]
    assert Plan.read(database.of_run("monday")).summary == plan.summary


def test_the_latest_run_is_read_unless_one_is_named(database, plan, case):
    plan.write(database.of_run("first"))
    other = solve(case, capital=5000)
    other.write(database.of_run("second"))
    assert Plan.read(database).summary == other.summary
    assert Plan.read(database.of_run("first")).summary == plan.summary
    with pytest.raises(FileFaultError, match="holds no such run -> the latest are: second, first"):
        Plan.read(database.of_run("third"))


def test_a_fault_in_the_middle_leaves_what_was_there(database, plan, monkeypatch):
    plan.write(database.of_run("monday"))
    before = counts(database)
    insert, calls = written.insert_frame, []

    def failing(connection, table, frame):
        insert(connection, table, frame)
        calls.append(table.name)
        if len(calls) == 3:
            raise KeyboardInterrupt

    monkeypatch.setattr(written, "insert_frame", failing)
    for run in ("monday", "tuesday"):
        calls.clear()
        with pytest.raises(KeyboardInterrupt):
            plan.write(database.of_run(run))
    assert counts(database) == before
    assert Plan.read(database.of_run("monday")).summary == plan.summary


def test_runs_at_the_same_time(database, plan):
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda number: plan.write(database.of_run(f"run-{number % 2}")), range(6)))
    assert rows(database, "SELECT run_id FROM plan_runs ORDER BY run_id") == [("run-0",), ("run-1",)]


def test_looking_whether_it_can_be_written_leaves_nothing(database, tmp_path):
    ensure_plan_writable(database)
    assert not list(tmp_path.glob("*.db"))
    with transaction(database, writes=True) as connection:
        there = connection.exec_driver_sql("SELECT 1")
        assert there.scalar() == 1
    ensure_plan_writable(database)
    with pytest.raises(FileFaultError, match=r"holds no plans|no such file"):
        Plan.read(database)


def test_tables_of_another_version_are_refused(database, plan):
    plan.write(database)
    execute(database, "ALTER TABLE plan_items DROP COLUMN reason")
    for refused in (lambda: ensure_plan_writable(database), lambda: plan.write(database)):
        with pytest.raises(FileFaultError, match="table plan_items lacks the columns reason: another version made it"):
            refused()


def test_changed_tables_are_found_out(database, plan):
    plan.write(database)
    execute(database, "UPDATE plan_case_items SET demand_mean = demand_mean + 1")
    with pytest.raises(VerificationError, match="were changed after solving"):
        Plan.read(database)


def test_a_missing_figure_is_found_out(database, plan):
    plan.write(database)
    execute(database, "UPDATE plan_items SET capital = NULL")
    with pytest.raises(BadInputError, match="table plan_items, column capital: holds NULL"):
        Plan.read(database)


def test_hostile_text_is_kept_as_it_is(database, plan):
    hostile = "'); DROP TABLE plan_items; -- \x1b[31m =cmd() \u202e \\N \\. \" ,\n\r\t <script>"
    items = plan.items.assign(reason=[hostile, "", "\\N", '""'], suppliers="a|b")
    replace(plan, items=items).write(database)
    assert read_plan(database).items["reason"].tolist() == items["reason"].tolist()


def test_a_file_of_something_else(tmp_path, plan):
    file = tmp_path / "letter.txt"
    file.write_text("Dear all, " * 400)
    with pytest.raises(FileFaultError, match="file is not a database; nothing was changed"):
        plan.write(f"sqlite:///{file}")
    assert file.read_text() == "Dear all, " * 400
