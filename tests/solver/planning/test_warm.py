"""What is loaded, and what is not, before there is work."""

import subprocess
import sys

import pytest

from stockposture.planning.warm import warm


def loaded_after(*statements: str) -> set[str]:
    code = "\n".join(["import sys", *statements, "print(*sys.modules)"])
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120, check=True)
    return set(done.stdout.split())


def test_a_process_of_our_own_is_warmed_without_scipy():
    own = "from stockposture.planning.warm import warm_own_process; warm_own_process()"
    loaded = loaded_after(own, "import pyomo.environ")
    assert {"numba", "pyomo.environ", "stockposture_models.theory.kernel"} <= loaded
    assert not {name for name in loaded if name.split(".")[0] == "scipy"}
    # It is out of sight only meanwhile.
    assert "scipy.special" in loaded_after(own, "import scipy.special")


def test_a_process_that_uses_scipy_keeps_it():
    assert "scipy.linalg" in loaded_after(
        "import scipy",
        "from stockposture.planning.warm import warm_own_process; warm_own_process()",
        "assert sys.modules['scipy'] is scipy",
        "import scipy.linalg",
    )


def test_reading_a_case_loads_no_compiled_code_and_no_model():
    loaded = loaded_after("from stockposture.api import Case, Plan, frontier, simulate, solve")
    assert "pandas" in loaded
    assert not loaded & {"numba", "pyomo", "scipy", "highspy"}


def test_warming_twice_does_no_harm():
    warm()
    warm()


@pytest.mark.parametrize("module", ["stockposture.planning.many", "stockposture.decomposition.core.model"])
def test_pyomo_is_loaded_where_a_model_is_built(module):
    assert "pyomo" not in loaded_after(f"import {module}")
