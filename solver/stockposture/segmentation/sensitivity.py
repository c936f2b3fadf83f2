"""Which decisions hang on the stockout costs: solved with them halved, as they are, doubled."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from stockposture.planning.solve import solve
from stockposture_models.plan.plan import Plan
from stockposture_models.tables.case import Case
from stockposture_models.tables.digest import digest_of
from stockposture_models.values import Value

#: What the costs are multiplied by, and what the columns of each are called.
FACTORS = {"halved": 0.5, "as_is": 1.0, "doubled": 2.0}

#: Where a stockout cost comes from that the table gives.
GIVEN = "given"

Progress = Callable[[str, float | None], None]


@dataclass(frozen=True, eq=False)
class Sensitivity(Value):
    """A case solved under several stockout costs.

    Parameters
    ----------
    items
        One row an item: ``sku``, ``stockout_cost``, ``stockout_cost_from``; ``posture_*``, ``split_*``,
        ``suppliers_*`` and ``buffer_days_*`` for each of :data:`FACTORS`; ``flips``, what changes between them:
        ``posture``, ``split``, both joined by ``+``, or nothing.
    plans
        One row a factor: ``costs`` (its name), ``factor``, ``relevant_cost``, ``capital``, items ``jit``, ``hybrid``,
        ``jic``, ``gap``.

    Notes
    -----
    Each plan is the best within its gap: an item between two choices that cost the same may flip by itself. The gaps
    stand beside the plans.
    """

    items: pd.DataFrame
    plans: pd.DataFrame

    @property
    def flipped(self) -> pd.DataFrame:
        """The items whose posture or split flips."""
        return self.items[self.items["flips"] != ""].reset_index(drop=True)


def sensitivity(
    case: Case,
    *,
    capital: float | None = None,
    space: float | None = None,
    progress: Progress | None = None,
) -> Sensitivity:
    """Solve a case with all its stockout costs halved, as they are and doubled, under the same limits.

    Parameters
    ----------
    case
        The case; every item has its stockout cost.
    capital, space
        Limits, as for :func:`stockposture.planning.solve.solve`.
    progress
        Called at every stage.

    Raises
    ------
    BadInputError, NoPlanFitsError, StoppedWithoutPlanError, VerificationError, ValueError
        See there.
    """
    plans: dict[str, Plan] = {}
    for name, factor in FACTORS.items():

        def report(stage: str, gap: float | None, name: str = name) -> None:
            if progress is not None:
                progress(f"costs {name.replace('_', ' ')}: {stage}", gap)

        plans[name] = solve(scaled(case, factor), capital=capital, space=space, progress=report)
    return Sensitivity(_items(case, plans), _plans(plans))


def scaled(case: Case, factor: float) -> Case:
    """Return a case with all stockout costs multiplied."""
    items = case.items.assign(stockout_cost=case.items["stockout_cost"] * factor)
    return case.replace(items=items, digest=digest_of({**case.frames, "items": items}, case.settings))


def _items(case: Case, plans: dict[str, Plan]) -> pd.DataFrame:
    source = case.items["stockout_cost_from"]
    columns = {name: case.items[name] for name in ("sku", "stockout_cost")}
    columns["stockout_cost_from"] = source.where(source != "", GIVEN)
    for column in ("posture", "split", "suppliers", "buffer_days"):
        columns |= {f"{column}_{name}": plan.items[column] for name, plan in plans.items()}
    frame = pd.DataFrame(columns)
    postures, splits = (_differs(frame, column) for column in ("posture", "split"))
    words = pd.array(["", "posture", "split", "posture + split"], dtype="str")
    return frame.assign(flips=pd.Series(words.take(postures + 2 * splits)))


def _differs(frame: pd.DataFrame, column: str) -> np.ndarray:
    """Return (n,) 1 where the factors do not all give the same, else 0."""
    first, *others = (frame[f"{column}_{name}"] for name in FACTORS)
    differs = np.array([(first != other).to_numpy(dtype=np.bool_) for other in others])
    return np.asarray(differs.any(axis=0), dtype=np.int64)


def _plans(plans: dict[str, Plan]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "costs": name,
                "factor": FACTORS[name],
                "relevant_cost": plan.summary.costs.relevant,
                "capital": plan.summary.capital,
                **plan.summary.posture_counts,
                "gap": plan.summary.gap,
            }
            for name, plan in plans.items()
        ]
    )
