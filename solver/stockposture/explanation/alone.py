"""One item of a plan on its own: its rows of the tables, the rest of the plan and the prices of limits as they are."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from stockposture.optimise.prices import Prices
from stockposture.optimise.problem import Problem, pose
from stockposture_models.candidates.terms import Floats
from stockposture_models.plan.plan import Plan
from stockposture_models.segments.facts import Codes, Facts
from stockposture_models.segments.govern import Governed, govern
from stockposture_models.segments.value import abc_classes, annual_values
from stockposture_models.tables.case import Case


@dataclass(frozen=True)
class Alone:
    """One item of a plan, all others as they are.

    Parameters
    ----------
    plan
        The plan, whole.
    place
        Row of the item.
    case
        Its part of the case as given: the item, its offers, and their suppliers, regions and warehouse alone.
    """

    plan: Plan
    place: int
    case: Case

    @classmethod
    def of(cls, plan: Plan, place: int) -> "Alone":
        """Cut an item out of its plan."""
        part = plan.case.rows(np.array([place]))
        suppliers = _named(part.suppliers, "supplier", part.offers["supplier"])
        return cls(
            plan,
            place,
            part.replace(
                suppliers=suppliers,
                regions=_named(part.regions, "region", suppliers["region"]),
                warehouses=_named(part.warehouses, "warehouse", part.items["warehouse"]),
            ),
        )

    @cached_property
    def row(self) -> Mapping[str, Any]:
        """The item's row of the plan."""
        return {str(name): value for name, value in self.plan.items.iloc[self.place].items()}

    @cached_property
    def suppliers(self) -> list[str]:
        """Names of the suppliers, in the order of its part of the case."""
        names: list[str] = self.case.suppliers["supplier"].tolist()
        return names

    @cached_property
    def regions(self) -> list[str]:
        """Names of the regions, in the order of its part of the case."""
        names: list[str] = self.case.regions["region"].tolist()
        return names

    @cached_property
    def others(self) -> Floats:
        """Annual value of every other item, currency/yr, in the order of the case."""
        return np.delete(annual_values(self.plan.case), self.place)

    def facts(self, case: Case) -> Facts:
        """Return the facts of the item, its class by value among all others; ``case`` may have changed figures."""
        return _AmongOthers(case, self)

    def governed(self, case: Case) -> Governed:
        """Return the part of the case under the governance rules, its figures as in ``case``.

        Raises
        ------
        BadInputError
            The rules leave the item nothing.
        """
        return govern(case, self.facts(case))

    def problem(self, case: Case) -> Problem:
        """Return what the item may choose from, under the rules, its figures as in ``case``.

        Raises
        ------
        BadInputError
            Rules, shelf life or minimum orders leave the item nothing.
        """
        summary = self.plan.summary
        return pose(self.governed(case).case, capital=summary.capital_cap, space=summary.space_cap)

    def prices(self, problem: Problem) -> Prices:
        """Return the plan's prices of the limits that the item may touch; once-only costs are :meth:`fees`."""
        known = {(use.kind, use.name): use.shadow_price for use in self.plan.summary.limits}
        limits = problem.limits
        price = [known.get((kind, name), 0.0) for kind, name in zip(limits.kind, limits.name, strict=True)]
        return Prices(np.array(price, dtype=np.float64), np.zeros(len(problem.pair_opening)))

    @cached_property
    def fees(self) -> dict[str, float]:
        """Onboarding cost and annual fee, currency/yr, of each supplier that only this item would pay.

        A supplier that another item of the plan uses is paid for already, whatever this item does.
        """
        suppliers = self.case.suppliers
        once = suppliers["onboarding_cost"] + suppliers["annual_fee"]
        used = "|" + self.plan.items["suppliers"].drop(self.plan.items.index[self.place]) + "|"
        return {
            name: fee
            for name, fee in zip(suppliers["supplier"].tolist(), once.tolist(), strict=True)
            if fee > 0 and not used.str.contains(f"|{name}|", regex=False).any()
        }

    def fees_of(self, problem: Problem) -> Floats:
        """Return what each candidate would pay of :attr:`fees`, (n,), currency/yr."""
        if not self.fees:
            return np.zeros(len(problem.candidates))
        of_supplier = np.array([self.fees.get(name, 0.0) for name in self.suppliers])
        offers = problem.candidates.offers
        paid: Floats = np.where(offers >= 0, of_supplier[problem.offers.supplier[offers]], 0.0).sum(axis=1)
        return paid


@dataclass(frozen=True)
class _AmongOthers(Facts):
    """Facts of one item whose class by value is told among all items of its plan."""

    alone: Alone

    @cached_property
    def abc(self) -> Codes:
        place = self.alone.place
        values = np.insert(self.alone.others, place, self.annual_value[0])
        return abc_classes(values, self.case.settings.segments.abc)[[place]]


def _named(frame: pd.DataFrame, column: str, names: pd.Series) -> pd.DataFrame:
    return frame[frame[column].isin(set(names))].reset_index(drop=True)
