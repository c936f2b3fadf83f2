"""Compiled code kept on disk is not used once any of the theory's sources has changed."""

import os
import subprocess
import sys
from pathlib import Path

import stockposture
import stockposture_models
from stockposture_models.theory.compiled import part_of, sources_digest

PROGRAM = """
import sys
sys.path.insert(0, sys.argv[1])
from theory import outer
print(outer.twice(1.0))
"""


def test_a_change_in_a_neighbour_is_compiled_in(tmp_path: Path) -> None:
    # Found as a crash: numba's own check sees only outer.py, and went on using the old inner function.
    folder = tmp_path / "theory"
    folder.mkdir()
    source = Path(stockposture_models.__file__).parent / "theory" / "compiled.py"
    (folder / "compiled.py").write_text(source.read_text(encoding="utf-8"), encoding="utf-8")
    (folder / "__init__.py").write_text("")
    (folder / "outer.py").write_text(
        "from theory.compiled import compiled\n"
        "from theory.inner import step\n"
        "@compiled\n"
        "def twice(x: float) -> float:\n"
        "    return step(step(x))\n"
    )
    inner = "from theory.compiled import compiled\n@compiled\ndef step(x: float) -> float:\n    return x + {}\n"

    def run(added: float) -> float:
        (folder / "inner.py").write_text(inner.format(added))
        environment = {**os.environ, "NUMBA_CACHE_DIR": str(tmp_path / "kept"), "PYTHONDONTWRITEBYTECODE": "1"}
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM, str(tmp_path)],
            capture_output=True,
            text=True,
            check=True,
            env=environment,
        )
        return float(done.stdout)

    assert run(1.0) == 3.0
    assert run(2.0) == 5.0


def test_the_stamp_covers_every_folder_of_a_part(tmp_path: Path) -> None:
    inner = tmp_path / "root" / "part" / "inner"
    inner.mkdir(parents=True)
    for folder in (tmp_path / "root", inner.parent, inner):
        (folder / "__init__.py").write_text("")
    source = inner / "loops.py"
    source.write_text("one = 1\n")
    assert part_of(source) == part_of(inner.parent / "top.py") == inner.parent
    before = sources_digest.__wrapped__(inner.parent)
    source.write_text("one = 2\n")
    assert sources_digest.__wrapped__(inner.parent) != before


def test_no_compiled_code_may_change_the_order_of_its_sums() -> None:
    # Found as other last digits, hence other plans, the first time than later: a loop whose sums the compiler may
    # reorder comes out another way where it is compiled into its caller than where it was kept.
    roots = [Path(package.__path__[0]) for package in (stockposture_models, stockposture)]
    loose = [
        f"{source.relative_to(root)}: {line.strip()}"
        for root in roots
        for source in sorted(root.rglob("*.py"))
        for line in source.read_text(encoding="utf-8").splitlines()
        if "fastmath" in line
    ]
    assert loose == []
