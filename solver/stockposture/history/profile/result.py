"""What profiling a history gives."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from stockposture.history.demand.period import PlanningPeriod
from stockposture.history.demand.window import Window
from stockposture.history.notes import Note
from stockposture.history.profile.assumptions import Assumptions
from stockposture.history.profile.fills import Fill
from stockposture.history.stretches.stretches import Stretches
from stockposture_models.findings import Finding
from stockposture_models.tables.case import Case
from stockposture_models.values import Value


@dataclass(frozen=True, eq=False)
class Profile(Value):
    """A case made from a history.

    Parameters
    ----------
    case
        The case; it has no capital cap.
    assumptions
        The options it was made with.
    window
        Days of demand that counted.
    period
        Months the case is made for.
    fills
        Where each figure came from, counted.
    notes
        What was left out, and what is worth knowing.
    stretches
        When what was disrupted, given and found.
    evidence
        By table of the case: its figures with where each came from, bounds of 90 % intervals (``*_low``,
        ``*_high``), weights, and the confidence of every item.
    findings
        Warnings and repairs made when the history was read.
    """

    case: Case
    assumptions: Assumptions
    window: Window
    period: PlanningPeriod
    evidence: Mapping[str, pd.DataFrame]
    findings: tuple[Finding, ...] = field(default=())
    fills: tuple[Fill, ...] = field(default=())
    notes: tuple[Note, ...] = field(default=())
    stretches: Stretches = field(default_factory=Stretches)
