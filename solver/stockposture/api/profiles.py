"""A case made from a history."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from stockposture.api.cases import Case
from stockposture.api.histories import assumptions_of, history_of
from stockposture.history.history import History
from stockposture.history.profile import result as profiles
from stockposture.history.profile.assumptions import Assumptions
from stockposture.io.profile_folder import account_of, write_profile
from stockposture.report.profile import profile_text
from stockposture_models.values import parts_of


class Profile(profiles.Profile):
    """A case made from a history (``case``), and every figure with where it came from (``evidence``)."""

    @property
    def document(self) -> dict[str, Any]:
        """What ``--json`` prints and ``assumptions.json`` holds."""
        return account_of(self)

    def write(self, path: str | Path) -> None:
        """Write the case with its account, whole or not at all; see :mod:`stockposture.io.profile_folder`."""
        write_profile(self, Path(path))

    def __repr__(self) -> str:
        """Return what it holds in one line; ``print(profile)`` shows the page, ``profile.evidence`` the tables."""
        return f"Profile({self.case!r}, planned for {self.period})"

    def __str__(self) -> str:
        """Return the page of text that the command line shows."""
        return profile_text(self)


def profile(
    history: str | Path | History | Mapping[str, pd.DataFrame],
    *,
    assumptions: Assumptions | Mapping[str, object] | None = None,
    date_format: str | None = None,
) -> Profile:
    """Make a case from a history of demand and deliveries.

    Parameters
    ----------
    history
        A history folder or workbook, data frames by table (``demand``, ``deliveries``, ``suppliers``, ``items``), or
        checked history tables.
    assumptions
        What a history does not say, by name; see
        :class:`stockposture.history.profile.assumptions.Assumptions`. ``period`` is what it is planned for.
    date_format
        ``strftime`` format of days given as text; ISO if ``None``.

    Raises
    ------
    BadInputError, FileFaultError
        See :func:`stockposture.io.history_folder.read_history` and
        :func:`stockposture.history.profile.profile.profile`.

    Examples
    --------
    >>> months = pd.date_range("2014-01-01", periods=24, freq="MS")
    >>> demand = pd.DataFrame({"date": months, "sku": "A", "quantity": 2.0 * months.days_in_month})
    >>> made = profile({"demand": demand}, assumptions={"unit_price": 10, "period": "2016Q1"})
    >>> made.case.items.loc[0, ["demand_mean", "demand_sd"]].tolist()
    [2.0, 0.0]
    """
    from stockposture.history.profile import profile as profiling

    made = profiling.profile(history_of(history, date_format), assumptions_of(assumptions))
    return Profile(**{**parts_of(made), "case": Case(**parts_of(made.case))})
