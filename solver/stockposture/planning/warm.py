"""Loading compiled code before it is needed."""

import sys

import numpy as np

from stockposture_models.theory.policies import Policies
from stockposture_models.theory.respond import respond


def warm() -> None:
    """Load what evaluates policies, compiled code included, while others still read."""
    one, both, flag = np.ones(1), np.array([[1.0, 0.0]]), np.zeros(1, dtype=np.bool_)
    policies = Policies(one, one, flag, one, both, both, both, both, both, both, both, flag, 0.0 * both, 0.0 * both)
    respond(policies, np.ones((1, 1)))


def warm_own_process() -> None:
    """Do the same where no code but ours runs: without scipy, in half the time.

    Numba looks for scipy, to offer compiled code linear algebra, which ours does without: 0.2 s. And Pyomo, once
    anything of scipy is loaded, loads its statistics and more: 0.6 s. Both do well where there is none. So it is out
    of sight until numba is loaded; whoever needs it later finds it.
    """
    if "numba" in sys.modules or "scipy" in sys.modules:
        warm()
        return
    sys.modules["scipy"] = None  # type: ignore[assignment]  # how Python marks what is not to be found
    try:
        warm()
    finally:
        del sys.modules["scipy"]
