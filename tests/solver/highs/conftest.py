"""Models with names: each says what its answer is."""

import textwrap
from collections.abc import Iterator

import numpy as np
import pyomo.environ as pyo
import pytest

from stockposture.highs.session import HighsSession


@pytest.fixture(scope="module")
def session() -> Iterator[HighsSession]:
    """One worker for a whole file: many solves in one session are part of what is tested."""
    with HighsSession() as opened:
        yield opened


@pytest.fixture
def two_items() -> pyo.ConcreteModel:
    """Two items, each lean (cost 10, no stock) or buffered (cost 2, stock 5), stock for one buffer only.

    By hand: buffer one, leave the other lean: 12. Relaxed it is the same point; the stock row's dual is -8/5.
    """
    model = pyo.ConcreteModel()
    model.skus, model.ways = pyo.Set(initialize=["a", "b"]), pyo.Set(initialize=["lean", "buffered"])
    model.select = pyo.Var(model.skus, model.ways, domain=pyo.Binary)
    model.one = pyo.Constraint(model.skus, rule=lambda m, i: sum(m.select[i, way] for way in m.ways) == 1)
    model.stock = pyo.Constraint(expr=sum(5 * model.select[i, "buffered"] for i in model.skus) <= 5)
    model.cost = pyo.Objective(
        expr=sum(10 * model.select[i, "lean"] + 2 * model.select[i, "buffered"] for i in model.skus)
    )
    return model


@pytest.fixture(scope="session")
def endless() -> pyo.ConcreteModel:
    """A market split: solutions come at once, a proof takes longer than any test."""
    rng = np.random.default_rng(5)
    model = pyo.ConcreteModel()
    rows, columns = range(6), range(50)
    share = rng.integers(1, 100, (len(rows), len(columns)))
    model.pick = pyo.Var(columns, domain=pyo.Binary)
    model.over = pyo.Var(rows, domain=pyo.NonNegativeReals)
    model.under = pyo.Var(rows, domain=pyo.NonNegativeReals)
    model.split = pyo.Constraint(
        rows,
        rule=lambda m, r: (
            sum(int(share[r, c]) * m.pick[c] for c in columns) + m.under[r] - m.over[r] == int(share[r].sum() // 2)
        ),
    )
    model.miss = pyo.Objective(expr=sum(model.over[r] + model.under[r] for r in rows))
    return model


@pytest.fixture
def worker_script(tmp_path):
    """Return a function that makes a worker command of the body of a script that can ``say`` and ``hear``."""
    head = """
        import os, sys, time
        import numpy as np
        from stockposture.highs.frames import Frame, read_frame, write_frame
        def say(kind, fields=None, **arrays):
            write_frame(sys.stdout.buffer, Frame(kind, fields or {}, arrays))
        def hear():
            return read_frame(sys.stdin.buffer)
        def say_incumbent(objective, bound, values):
            fields = dict(objective=objective, bound=bound, nodes=3, seconds=0.1)
            say("incumbent", fields, values=np.array(values, dtype=float))
    """

    def command(body: str) -> list[str]:
        import sys

        script = tmp_path / "worker.py"
        script.write_text(textwrap.dedent(head) + textwrap.dedent(body))
        return [sys.executable, str(script)]

    return command
