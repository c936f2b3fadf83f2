"""Kept machine code is loaded without what only compiling needs, and still serves whoever compiles."""

import os
import subprocess
import sys
from pathlib import Path

SOURCE = """
import numpy as np
from stockposture_models.theory.compiled import compiled, compiled_inner


@compiled_inner
def step(x: float) -> float:
    return x + 1.0


@compiled
def twice(x: float) -> float:
    return step(step(x))


@compiled
def counted(n: int) -> np.ndarray:
    made = np.zeros(n)
    for i in range(n):
        made[i] = twice(i)
    return made
"""
#: Numba has these where it is ready to compile.
READY = "numba.np.linalg"


def run(folder: Path, program: str) -> list[str]:
    (folder / "loops.py").write_text(SOURCE, encoding="utf-8")
    environment = {**os.environ, "NUMBA_CACHE_DIR": str(folder / "kept"), "PYTHONDONTWRITEBYTECODE": "1"}
    lines = ["import sys", f"sys.path.insert(0, {str(folder)!r})", "import loops", program]
    done = subprocess.run(
        [sys.executable, "-c", "\n".join(lines)], capture_output=True, text=True, check=True, env=environment
    )
    return done.stdout.split()


def test_what_is_kept_is_loaded_without_making_ready_to_compile(tmp_path: Path) -> None:
    program = f"print(*loops.counted(2), {READY!r} in sys.modules, *loops.counted.stats.cache_hits.values())"
    assert run(tmp_path, program) == ["2.0", "3.0", "True"]
    assert run(tmp_path, program) == ["2.0", "3.0", "False", "1"]


def test_what_is_not_asked_for_is_not_looked_for(tmp_path: Path) -> None:
    program = "print(loops.twice(1.0), type(loops.twice._cache).__name__, type(loops.step._cache).__name__)"
    run(tmp_path, program)
    assert run(tmp_path, program) == ["3.0", "KeptCode", "LaterCode"]


def test_what_was_loaded_goes_into_what_is_compiled_later(tmp_path: Path) -> None:
    program = "\n".join(
        [
            "import numba",
            "print(loops.twice(1.0), loops.step(1.0), *loops.twice.stats.cache_hits.values())",
            "print(numba.njit(lambda x: loops.twice(x) + loops.step(x))(1.0))",
        ]
    )
    assert run(tmp_path, program) == ["3.0", "2.0", "5.0"]
    assert run(tmp_path, program) == ["3.0", "2.0", "1", "5.0"]
