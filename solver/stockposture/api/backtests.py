"""A plan made on the past, lived through what came after."""

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from stockposture.api.histories import assumptions_of, day_of, history_of
from stockposture.backtesting import result as backtests
from stockposture.history.history import History
from stockposture.history.profile.assumptions import Assumptions
from stockposture.io.backtest_folder import backtest_document, write_backtest
from stockposture.planning.clock import Progress
from stockposture.report.backtest import backtest_text
from stockposture_models.values import parts_of


class Backtest(backtests.Backtest):
    """A plan and the rules beside it: ``contestants``, ``items``, ``plans``."""

    @property
    def document(self) -> dict[str, Any]:
        """What ``--json`` prints and ``summary.json`` holds."""
        return backtest_document(self)

    def write(self, path: str | Path) -> None:
        """Write the tables, whole or not at all; see :func:`stockposture.io.backtest_folder.write_backtest`."""
        write_backtest(self, Path(path))

    def __repr__(self) -> str:
        """Return what it holds in one line; ``print(backtest)`` shows the page, ``backtest.contestants`` the table."""
        return f"Backtest({len(self.contestants) - 1} rules beside the plan, {self.period.days:,} days)"

    def __str__(self) -> str:
        """Return the page of text that the command line shows."""
        return backtest_text(self)


def backtest(
    history: str | Path | History | Mapping[str, pd.DataFrame],
    split: str | dt.date,
    *,
    until: str | dt.date | None = None,
    months: int = 12,
    assumptions: Assumptions | Mapping[str, object] | None = None,
    capital: float | None = None,
    capital_part: float | None = None,
    rules_buy: str = "incumbent",
    date_format: str | None = None,
    progress: Progress | None = None,
) -> Backtest:
    """Plan on what was known before a day, live through what came after it, beside the rules people use.

    Parameters
    ----------
    history
        As for :func:`profile`.
    split
        First day that is not known, as a date or ``2013-10-01``.
    until, months
        First day that is not replayed; else so many calendar months, or as many as the history has.
    assumptions
        Fill-ins of the profile by name; see :class:`stockposture.history.profile.assumptions.Assumptions`.
    capital, capital_part
        Working-capital cap: an amount, or a part of what the plan without a cap ties up.
    rules_buy
        Where the rules buy: ``incumbent``, or ``cheapest``, at the lowest price with freight.
    date_format
        ``strftime`` format of days given as text; ISO if ``None``.
    progress
        Called with the stage.

    Raises
    ------
    BadInputError, FileFaultError, NoPlanFitsError, StoppedWithoutPlanError, VerificationError, ValueError
        See :func:`stockposture.backtesting.backtest.backtest`; ``ValueError`` of a text that is no day,
        or another place to buy.
    """
    from stockposture.backtesting.backtest import backtest as run  # loads the solver
    from stockposture.rules.situation import Buys

    found = run(
        history_of(history, date_format),
        day_of(split),
        until=None if until is None else day_of(until),
        months=months,
        assumptions=assumptions_of(assumptions),
        capital=capital,
        capital_part=capital_part,
        rules_buy=Buys(rules_buy),
        progress=progress,
    )
    return Backtest(**parts_of(found))
