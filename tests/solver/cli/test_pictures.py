"""``simulate --pictures``: the folder whole or not at all, and what is said of it."""

import subprocess
import sys

import pytest

SHORT = ("--years", 2, "--runs", 2)
FILES = {
    "promise-and-truth.svg",
    "promise-and-truth.png",
    "cost-distribution.svg",
    "cost-distribution.png",
    "stock-over-time.svg",
    "stock-over-time.png",
    "simulation.html",
    ".stockposture.json",
}


@pytest.fixture(scope="module")
def plan(tmp_path_factory, case):
    """A plan of two items; not to be changed."""
    from stockposture.api import Case, solve

    target = tmp_path_factory.mktemp("pictures") / "plan"
    solve(Case.read(case)).write(target)
    return target


def _contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_pictures_and_page(shell, plan, tmp_path):
    target = tmp_path / "pictures"
    done = shell("simulate", plan, *SHORT, "--pictures", target, "--quiet")
    assert done.code == 0
    assert done.out.endswith(f"Drawn in {target}: simulation.html, and its pictures as SVG and PNG.\n")
    first = _contents(target)
    assert set(first) == FILES
    page = first["simulation.html"].decode()
    assert page.count("<svg ") == 3
    assert "BOLT" in page
    # Again, into the same folder and with another number of workers: the same bytes.
    assert shell("simulate", plan, *SHORT, "--pictures", target, "--quiet", "--workers", 1).code == 0
    assert _contents(target) == first


def test_chosen_items_in_their_order(shell, plan, tmp_path):
    target = tmp_path / "pictures"
    chosen = ("--items", "NUT", "--items", "BOLT", "--items", "NUT")
    assert shell("simulate", plan, *SHORT, "--pictures", target, *chosen, "--json", "--quiet").document
    drawn = (target / "stock-over-time.svg").read_text(encoding="utf-8")
    assert drawn.index(">NUT<") < drawn.index(">BOLT<")
    assert drawn.count(">NUT<") == 1


def test_nothing_is_simulated_for_items_that_are_not_there(shell, plan, tmp_path):
    done = shell("simulate", plan, "--pictures", tmp_path / "p", "--items", "BOLTT", "--items", "x\x1b[31m", "--quiet")
    assert done.code == 2
    assert "--items BOLTT: no such item in the plan; did you mean BOLT?; --items x: no such item" in done.err
    assert not (tmp_path / "p").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--items", "BOLT"), "add --pictures DIR"),
        (("--pictures", "p", *(word for number in range(13) for word in ("--items", f"I{number}"))), "12 fit"),
        (("--pictures", "both", "--out", "both"), "would be written into one another"),
        (("--pictures", "out/pictures", "--out", "out"), "would be written into one another"),
    ],
)
def test_misuse(shell, plan, tmp_path, monkeypatch, arguments, said):
    monkeypatch.chdir(tmp_path)
    done = shell("simulate", plan, *arguments)
    assert done.code == 2
    assert said in done.err
    assert list(tmp_path.iterdir()) == []


def test_one_clear_line_where_the_extra_is_missing(shell, plan, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    monkeypatch.setitem(sys.modules, "matplotlib.figure", None)
    done = shell("simulate", plan, "--pictures", tmp_path / "p")
    assert done.code == 8
    assert done.err == 'error: drawing pictures needs more packages: pip install "stockposture[pictures]"\n'
    assert done.out == ""


def test_folders_that_are_not_ours_are_left_alone(shell, plan, tmp_path):
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "holiday.png").write_bytes(b"sea")
    for target, said in ((tmp_path / "photos", "was not written by stockposture"), (plan / "pictures", "lies in")):
        done = shell("simulate", plan, "--pictures", target, "--quiet")
        assert done.code == 8
        assert said in done.err
    assert _contents(tmp_path / "photos") == {"holiday.png": b"sea"}
    assert not (plan / "pictures").exists()


def test_old_pictures_stay_whole_where_drawing_fails(shell, plan, tmp_path, monkeypatch):
    target = tmp_path / "pictures"
    assert shell("simulate", plan, *SHORT, "--pictures", target, "--quiet").code == 0
    before = _contents(target)

    def full(*arguments):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("stockposture.report.simulation_page.simulation_page", full)
    done = shell("simulate", plan, *SHORT, "--seed", 5, "--pictures", target, "--quiet")
    assert done.code == 8
    assert "No space left on device" in done.err
    assert _contents(target) == before
    assert [path.name for path in tmp_path.iterdir() if "new" in path.name] == []


def test_the_library_is_not_loaded_for_help():
    program = "import sys, stockposture.cli.simulate; print('matplotlib' in sys.modules, 'pandas' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    assert done.stdout == "False False\n"
