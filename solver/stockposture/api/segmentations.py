"""Segments of a case."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from stockposture.api.plans import with_costs_of
from stockposture.io.segment_folder import segments_document, write_segments
from stockposture.planning.clock import Progress
from stockposture.report.segments import segments_text
from stockposture.segmentation import segmentation as segments
from stockposture_models.tables import case as cases
from stockposture_models.values import parts_of


class Segmentation(segments.Segmentation):
    """Segments of a case: ``items``, ``matrix``, ``classes``, ``rules``, and the case with its stockout costs."""

    @property
    def document(self) -> dict[str, Any]:
        """What ``--json`` prints: counts, matrix, rules, and up to 10,000 items as records."""
        return segments_document(self)

    def write(self, path: str | Path, *, source: str | Path | None = None) -> None:
        """Write the case and ``segments.csv``, whole or not at all; see :mod:`stockposture.io.segment_folder`."""
        write_segments(self, Path(path), source=None if source is None else Path(source))

    def __repr__(self) -> str:
        """Return what it holds in one line; ``print(segments)`` shows the page, ``segments.items`` the table."""
        return f"Segmentation({len(self.items):,} items, {len(self.rules):,} governance rules)"

    def __str__(self) -> str:
        """Return the page of text that the command line shows."""
        return segments_text(self)


def segment(
    case: cases.Case,
    *,
    sensitivity: bool = False,
    capital: float | None = None,
    space: float | None = None,
    progress: Progress | None = None,
) -> Segmentation:
    """Segment items by value, predictability, criticality and fragility, and apply governance rules.

    Parameters
    ----------
    case
        What to segment; it is not changed. Items with a target fill rate in place of a stockout cost get the cost at
        which it is optimal; see :func:`stockposture.segmentation.targets.reach`.
    sensitivity
        Whether to solve the case with its stockout costs halved, as they are and doubled, to see which postures and
        splits hang on them; see :func:`stockposture.segmentation.sensitivity.sensitivity`.
    capital, space
        Limits it is solved under then; see :func:`solve`.
    progress
        Called at every stage.

    Raises
    ------
    BadInputError
        Governance rules that leave items no posture or no buffer, by name; target fill rates out of reach.
    NoPlanFitsError, StoppedWithoutPlanError, VerificationError, ValueError
        With ``sensitivity``; see :func:`solve`.

    Examples
    --------
    >>> from stockposture import Case
    >>> import pandas as pd
    >>> case = Case.of(
    ...     items=pd.DataFrame({"sku": ["A"], "demand_mean": [10.0], "demand_sd": [0.0], "unit_margin": [5.0]}),
    ...     suppliers=pd.DataFrame({"supplier": ["S"]}),
    ...     offers=pd.DataFrame({"sku": ["A"], "supplier": ["S"], "unit_price": [2.0], "lead_time_days": [3.0]}),
    ...     settings={"governance": [{"name": "one source: not jit", "when": "suppliers == 1", "not": ["jit"]}]},
    ... )
    >>> segment(case).items.loc[0, ["fragility_from", "stockout_cost_from", "allowed_postures"]].tolist()
    ['single source, single region', 'unit_margin', 'hybrid|jic']
    """
    from stockposture.segmentation.segment import segment as segment_case

    found = segment_case(with_costs_of(case, progress))
    if sensitivity:
        from stockposture.segmentation.sensitivity import sensitivity as sensitivity_of

        hanging = sensitivity_of(found.case, capital=capital, space=space, progress=progress)
        found = replace(found, sensitivity=hanging)
    return Segmentation(**parts_of(found))
