"""Every command that README and docs/ show does what they say; how to write them is told in docs/README.md."""

import importlib.util
from pathlib import Path

import pytest

from stockposture.cli.main import COMMANDS
from support.pages.accepts import accept, lines_not_run
from support.pages.page import Page, Shown, read_page
from support.pages.play import ROOT, Shelf, play

PATHS = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
#: Written from the commands; the examples of their help are parsed in test_house.
GENERATED = "cli.md"
PAGES = [page for page in map(read_page, PATHS) if page.steps]


@pytest.fixture(scope="session")
def shelf(tmp_path_factory) -> Shelf:
    base = tmp_path_factory.getbasetemp()
    # Processes of pytest-xdist have a folder each in one of them all.
    folder = (base.parent if base.name.startswith("popen-") else base) / "pages"
    folder.mkdir(exist_ok=True)
    return Shelf(folder, PAGES)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.path.stem)
def test_what_a_page_shows_comes_out(page: Page, shelf: Shelf, tmp_path: Path) -> None:
    absent = [name for name in page.needs if importlib.util.find_spec(name) is None]
    if absent:
        pytest.skip(f"not installed: {', '.join(absent)}")
    folder = tmp_path / "checkout"
    folder.mkdir()
    faults, _ = play(page, folder, shelf)
    assert not faults, "what came out; if right: python tests/docs/rewrite.py\n\n" + "\n".join(faults)


@pytest.mark.parametrize("path", [path for path in PATHS if path.name != GENERATED], ids=lambda path: path.stem)
def test_what_is_not_run_would_be_accepted(path: Path) -> None:
    for line in lines_not_run(path.read_text(encoding="utf-8")):
        accept(line)


def test_every_command_is_shown_with_what_comes_out() -> None:
    shown = [step for page in PAGES for step in page.steps if isinstance(step, Shown)]
    of = {step.command.split()[1] for step in shown if step.command.startswith("stockposture ") and step.output.strip()}
    assert set(COMMANDS) - of == set()


PAGE = """# A page

```csv file=four.csv
a,b
```

```console
$ cat four.csv
a,b
$ stockposture check nowhere
error: nowhere: there is no such folder
[exit code 8]
$ echo 1 && \\
> echo 3
1
2
```

<!--console
$ echo hidden > there
-->

```pycon
>>> from pathlib import Path
>>> Path("there").read_text()
'hidden\\n'
>>> 1 + 1
3
```
"""


def test_a_page_that_is_wrong_is_told_and_mended(tmp_path: Path) -> None:
    (tmp_path / "page.md").write_text(PAGE)
    page = read_page(tmp_path / "page.md")
    (tmp_path / "shelf").mkdir()
    (tmp_path / "checkout").mkdir()
    faults, text = play(page, tmp_path / "checkout", Shelf(tmp_path / "shelf", [page, page]))
    assert [fault.partition("\n")[0] for fault in faults[:-1]] == [
        "page.md, line 10: $ stockposture check nowhere",
        "page.md, line 13: $ echo 1 && \\",
    ]
    assert "Expected:\n    3\nGot:\n    2\n" in faults[-1]
    assert "hidden" not in faults[-1]
    assert "1\n3\n```" in text
    assert text.count("[exit code") == 1
