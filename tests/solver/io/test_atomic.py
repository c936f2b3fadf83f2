"""Whatever goes wrong in the middle of writing, the old target stays whole and nothing lies beside it."""

import errno
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from stockposture.io import atomic
from stockposture.io.atomic import ensure_writable, whole_file, whole_folder
from stockposture.io.ours import MARKER
from stockposture_models.errors import FileFaultError


def write(target: Path, text: str, kind: str = "plan") -> None:
    with whole_folder(target, kind=kind) as folder:
        (folder / "plan.csv").write_text(text)
        (folder / "case").mkdir()
        (folder / "case" / "items.parquet").write_text(text)


def write_half(target: Path, error: BaseException) -> None:
    with whole_folder(target, kind="plan") as folder:
        (folder / "plan.csv").write_text("half")
        raise error


def is_whole(target: Path, text: str) -> bool:
    names = {path.relative_to(target).as_posix() for path in target.rglob("*")}
    return names == {"plan.csv", "case", "case/items.parquet", MARKER} and {
        (target / "plan.csv").read_text(),
        (target / "case" / "items.parquet").read_text(),
    } == {text}


def beside(target: Path) -> list[str]:
    return [path.name for path in target.parent.iterdir() if path != target]


@pytest.fixture
def old_plan(tmp_path: Path) -> Path:
    """A plan folder of an earlier run."""
    target = tmp_path / "plan"
    write(target, "old")
    return target


def test_a_new_folder_appears_whole(tmp_path):
    target = tmp_path / "deep" / "er" / "plan"
    write(target, "new")
    assert is_whole(target, "new")
    assert beside(target) == []


def test_nothing_is_visible_before_the_end(tmp_path):
    with whole_folder(tmp_path / "plan", kind="plan"):
        assert not (tmp_path / "plan").exists()
    assert (tmp_path / "plan").is_dir()


def test_an_older_folder_of_ours_is_replaced(old_plan):
    write(old_plan, "new")
    assert is_whole(old_plan, "new")
    assert beside(old_plan) == []


def test_without_an_exchange_in_one_step_two_renames_do(old_plan, monkeypatch):
    monkeypatch.setattr(atomic, "exchange", lambda first, second: False)
    write(old_plan, "new")
    assert is_whole(old_plan, "new")
    assert beside(old_plan) == []


@pytest.mark.parametrize("error", [ValueError("no"), KeyboardInterrupt(), SystemExit(1)])
def test_an_error_or_ctrl_c_leaves_the_old_one(old_plan, error):
    with pytest.raises(type(error)):
        write_half(old_plan, error)
    assert is_whole(old_plan, "old")
    assert beside(old_plan) == []


def test_made_parents_go_when_writing_fails(tmp_path):
    with pytest.raises(KeyboardInterrupt), whole_folder(tmp_path / "a" / "b" / "plan", kind="plan"):
        raise KeyboardInterrupt
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("code", "remedy"),
    [(errno.ENOSPC, "free some space"), (errno.EROFS, "read-only"), (errno.EACCES, "may not write")],
)
def test_a_fault_of_the_system_names_path_and_remedy(old_plan, code, remedy):
    with pytest.raises(FileFaultError, match=remedy) as caught:
        write_half(old_plan, OSError(code, os.strerror(code), "plan.csv"))
    assert str(old_plan) in str(caught.value)
    assert is_whole(old_plan, "old")
    assert beside(old_plan) == []


def test_a_disk_full_when_flushing_leaves_the_old_one(old_plan, monkeypatch):
    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(atomic.os, "fsync", full)
    with pytest.raises(FileFaultError, match="free some space"):
        write(old_plan, "new")
    assert is_whole(old_plan, "old")
    assert beside(old_plan) == []


@pytest.fixture
def tiny_disk(tmp_path: Path):
    """A real file system of 200 kB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = shutil.which("mount")
    if (
        mount is None
        or subprocess.run(
            [mount, "-t", "tmpfs", "-o", "size=200k", "tmpfs", str(disk)], capture_output=True, check=False
        ).returncode
    ):
        pytest.skip("this machine lets no test mount a file system; the same is tested with a simulated full disk")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def test_a_really_full_disk_leaves_the_old_one(tiny_disk):
    target = tiny_disk / "plan"
    write(target, "old")
    with pytest.raises(FileFaultError, match="free some space"):
        write(target, "x" * 300_000)
    assert is_whole(target, "old")
    assert beside(target) == []


KILLED = """
import os, signal, sys
from pathlib import Path
from stockposture.io import atomic
target, moment = Path(sys.argv[1]), sys.argv[2]
die = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
if moment == "renaming":
    atomic.exchange = lambda first, second: False
    rename, done = Path.rename, []
    def rename_once(self, to):
        rename(self, to)
        die()
    Path.rename = rename_once
if moment == "swapped":
    exchange = atomic.exchange
    atomic.exchange = lambda first, second: (exchange(first, second), die())
if moment == "flushing":
    atomic._flush_tree = die
with atomic.whole_folder(target, kind="plan") as folder:
    (folder / "plan.csv").write_text("new")
    (folder / "case").mkdir()
    (folder / "case" / "items.parquet").write_text("new")
    if moment == "writing":
        die()
"""


def kill_while(moment: str, target: Path) -> None:
    ended = subprocess.run([sys.executable, "-c", KILLED, str(target), moment], capture_output=True, check=False)
    assert ended.returncode == -signal.SIGKILL, ended.stderr.decode()


@pytest.mark.parametrize("moment", ["writing", "flushing"])
def test_kill_9_leaves_the_old_one_and_the_next_run_sweeps(old_plan, moment):
    kill_while(moment, old_plan)
    assert is_whole(old_plan, "old")
    assert any(".plan.stockposture-new-" in name for name in beside(old_plan))
    write(old_plan, "newer")
    assert is_whole(old_plan, "newer")
    assert beside(old_plan) == []


TERMINATED = """
import os, signal, sys
from pathlib import Path
import click
from stockposture.cli import main, verify
from stockposture.io.atomic import whole_folder

@click.command()
@click.argument("target", type=click.Path(path_type=Path))
def write_half(target):
    with whole_folder(target, kind="plan") as folder:
        (folder / "plan.csv").write_text("half")
        os.kill(os.getpid(), getattr(signal, os.environ["SIGNAL"]))

verify.command = write_half
sys.argv = ["stockposture", "verify", sys.argv[1]]
main.main()
"""


@pytest.mark.parametrize("name", ["SIGTERM", "SIGINT"])
def test_a_signal_ends_a_command_with_130_and_the_old_one(old_plan, name):
    ended = subprocess.run(
        [sys.executable, "-c", TERMINATED, str(old_plan)],
        capture_output=True,
        check=False,
        text=True,
        env={**os.environ, "SIGNAL": name},
    )
    assert (ended.returncode, ended.stderr.strip()) == (130, "interrupted; no file is half written")
    assert is_whole(old_plan, "old")
    assert beside(old_plan) == []


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux swaps folders in one step")
def test_kill_9_after_the_swap_leaves_the_new_one(old_plan):
    kill_while("swapped", old_plan)
    assert is_whole(old_plan, "new")
    write(old_plan, "newer")
    assert beside(old_plan) == []


def test_kill_9_between_two_renames_is_mended_by_whoever_looks_next(old_plan):
    kill_while("renaming", old_plan)
    assert not old_plan.exists()
    atomic.restore(old_plan)
    assert is_whole(old_plan, "old")
    write(old_plan, "newer")
    assert is_whole(old_plan, "newer")
    assert beside(old_plan) == []


def test_a_failed_second_rename_puts_the_old_one_back(old_plan, monkeypatch):
    rename = Path.rename

    def fails_for_drafts(self: Path, to: Path) -> Path:
        if "stockposture-new" in self.name:
            raise OSError(errno.EIO, "input/output error")
        return rename(self, to)

    monkeypatch.setattr(atomic, "exchange", lambda first, second: False)
    monkeypatch.setattr(Path, "rename", fails_for_drafts)
    with pytest.raises(FileFaultError, match="input/output error"):
        write(old_plan, "new")
    assert is_whole(old_plan, "old")
    assert beside(old_plan) == []


def test_two_runs_into_one_folder(old_plan):
    with whole_folder(old_plan, kind="plan") as folder:
        (folder / "plan.csv").write_text("first")
        with pytest.raises(FileFaultError, match=f"another run is writing it .process {os.getpid()} on"):
            write(old_plan, "second")
        (folder / "case").mkdir()
        (folder / "case" / "items.parquet").write_text("first")
    assert is_whole(old_plan, "first")
    assert beside(old_plan) == []


def test_many_runs_into_one_folder_leave_one_whole(tmp_path):
    target, faults = tmp_path / "plan", []

    def run(number: int) -> None:
        for turn in range(10):
            try:
                write(target, f"{number} {turn}")
            except FileFaultError as error:
                faults.append(str(error))

    threads = [threading.Thread(target=run, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all("another run" in fault for fault in faults)
    assert is_whole(target, (target / "plan.csv").read_text())
    assert beside(target) == []


def test_a_symlink_is_refused(tmp_path, old_plan):
    link = tmp_path / "link"
    link.symlink_to(old_plan)
    for attempt in (lambda: write(link, "new"), lambda: ensure_writable(link, kind="plan")):
        with pytest.raises(FileFaultError, match="is a symlink -> "):
            attempt()
    link.unlink()
    link.symlink_to(tmp_path / "nowhere")
    with pytest.raises(FileFaultError, match="is a symlink -> "), whole_file(link):
        pass
    assert is_whole(old_plan, "old")


def test_a_file_where_a_folder_should_be_and_the_other_way(tmp_path, old_plan):
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(FileFaultError, match="is a file"):
        write(tmp_path / "notes.txt", "new")
    with pytest.raises(FileFaultError, match="is not a file"), whole_file(old_plan):
        pass
    assert (tmp_path / "notes.txt").read_text() == "mine"
    assert is_whole(old_plan, "old")


def test_a_folder_of_somebody_else_is_left_alone(tmp_path):
    target = tmp_path / "invoices"
    target.mkdir()
    (target / "2024.pdf").write_text("mine")
    with pytest.raises(FileFaultError, match="not written by stockposture"):
        ensure_writable(target, kind="plan")
    with pytest.raises(FileFaultError, match="not written by stockposture"):
        write(target, "new")
    assert [path.name for path in target.iterdir()] == ["2024.pdf"]
    assert beside(target) == []


def test_an_empty_folder_is_filled(tmp_path):
    (tmp_path / "plan").mkdir()
    write(tmp_path / "plan", "new")
    assert is_whole(tmp_path / "plan", "new")


def test_a_note_put_into_our_folder_is_not_lost(old_plan):
    (old_plan / "why.docx").write_text("mine")
    with pytest.raises(FileFaultError, match=r"did not put there \(why.docx\)"):
        write(old_plan, "new")
    assert (old_plan / "why.docx").read_text() == "mine"


def test_a_note_put_there_while_the_run_writes_is_not_lost(old_plan):
    with pytest.raises(FileFaultError, match="did not put there"), whole_folder(old_plan, kind="plan"):
        (old_plan / "why.docx").write_text("mine")
    assert (old_plan / "why.docx").read_text() == "mine"
    assert (old_plan / "plan.csv").read_text() == "old"


@pytest.mark.parametrize("edited", ["old ", "new"])
def test_an_edit_of_ours_is_not_lost(old_plan, edited):
    (old_plan / "case" / "items.parquet").write_text(edited)
    with pytest.raises(
        FileFaultError, match=r"was changed since stockposture wrote it .case/items.parquet.; it is left"
    ):
        write(old_plan, "new")
    assert (old_plan / "case" / "items.parquet").read_text() == edited


def test_a_file_taken_away_is_no_hindrance(old_plan):
    (old_plan / "plan.csv").unlink()
    write(old_plan, "new")
    assert is_whole(old_plan, "new")


def test_another_kind_is_not_replaced(tmp_path):
    write(tmp_path / "case", "case", kind="case")
    with pytest.raises(FileFaultError, match="holds a case, not a plan"):
        write(tmp_path / "case", "new")


@pytest.mark.parametrize("marker", ["", "[]", "{}", "\ud800", json.dumps({"kind": "plan"})])
def test_a_broken_marker_is_no_licence(old_plan, marker):
    (old_plan / MARKER).write_bytes(marker.encode(errors="surrogatepass"))
    with pytest.raises(FileFaultError, match="not written by stockposture"):
        write(old_plan, "new")


def test_replacing_can_be_forbidden(old_plan, tmp_path):
    with (
        pytest.raises(FileFaultError, match="already exists"),
        whole_folder(old_plan, kind="plan", replace=False),
    ):
        pass
    (tmp_path / "case.xlsx").write_text("mine")
    with (
        pytest.raises(FileFaultError, match="already exists"),
        whole_file(tmp_path / "case.xlsx", replace=False),
    ):
        pass


@pytest.mark.parametrize("name", ["..", ".", "/", "plan/.."])
def test_names_that_are_no_names(name):
    with pytest.raises(FileFaultError, match="not a name to write to"):
        ensure_writable(Path(name), kind="plan")


def test_long_names_fit(tmp_path):
    target = tmp_path / ("n" * 255)
    write(target, "new")
    write(target, "newer")
    assert is_whole(target, "newer")
    with pytest.raises(FileFaultError, match="name is too long"):
        write(tmp_path / ("n" * 300), "new")


def test_a_file_is_replaced_whole_or_not(tmp_path):
    target = tmp_path / "case.xlsx"
    with whole_file(target) as draft:
        assert draft.suffix == ".xlsx"
        draft.write_text("old")
    with pytest.raises(UnicodeEncodeError), whole_file(target) as draft:
        draft.write_text("half \ud800", encoding="utf-8")
    assert target.read_text() == "old"
    with whole_file(target) as draft:
        draft.write_text("new")
    assert target.read_text() == "new"
    assert beside(target) == []


def test_writability_is_seen_before_the_work(tmp_path):
    (tmp_path / "file").write_text("a file is no parent")
    with pytest.raises(FileFaultError, match=str(tmp_path)):
        ensure_writable(tmp_path / "file" / "plan", kind="plan")
    ensure_writable(tmp_path / "new" / "plan", kind="plan")
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_a_read_only_folder_is_seen_before_the_work(tmp_path, monkeypatch):
    def refuse(**_: object) -> None:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS), str(tmp_path))

    monkeypatch.setattr(atomic.tempfile, "TemporaryFile", refuse)
    with pytest.raises(FileFaultError, match="the file system is read-only: choose another target"):
        ensure_writable(tmp_path / "plan", kind="plan")


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="needs a folder nobody can write, root neither")
def test_a_folder_even_root_cannot_write():
    with pytest.raises(FileFaultError, match="/proc"):
        ensure_writable(Path("/proc/plan"), kind="plan")


def add(target: Path, error: BaseException | None = None) -> None:
    with whole_folder(target, kind="plan", keep=True) as folder:
        (folder / "more.csv").write_text("more")
        if error is not None:
            raise error


def test_something_is_added_to_a_copy(old_plan):
    for _ in range(2):
        add(old_plan)
        assert (old_plan / "more.csv").read_text() == "more"
        (old_plan / "more.csv").unlink()
        assert is_whole(old_plan, "old")
        write(old_plan, "old")
    assert beside(old_plan) == []


def test_what_was_added_to_is_still_ours(old_plan):
    add(old_plan)
    assert json.loads((old_plan / MARKER).read_text())["files"].keys() == {
        "plan.csv",
        "case/items.parquet",
        "more.csv",
    }
    write(old_plan, "new")
    assert is_whole(old_plan, "new")


def test_an_error_while_adding_leaves_the_old_one(old_plan):
    with pytest.raises(KeyboardInterrupt):
        add(old_plan, KeyboardInterrupt())
    assert is_whole(old_plan, "old")
    assert beside(old_plan) == []


def test_nothing_is_added_to_what_was_changed(old_plan):
    (old_plan / "note.txt").write_text("mine")
    with pytest.raises(FileFaultError, match=r"note\.txt"):
        add(old_plan)
    assert not (old_plan / "more.csv").exists()
