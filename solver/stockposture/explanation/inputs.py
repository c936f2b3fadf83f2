"""The inputs of an item whose break-even values are looked for: where they stand, and how far is looked."""

from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from stockposture.explanation.alone import Alone
from stockposture.optimise.problem import Problem
from stockposture_models.candidates.terms import Flags, Floats, ItemTerms, OfferTerms
from stockposture_models.tables.case import Case


class Kind(StrEnum):
    """What is changed; every value stands in one cell of the case."""

    STOCKOUT_COST = "stockout_cost"
    UNIT_PRICE = "unit_price"
    OUTAGE_RATE = "outage_rate"
    REGION_OUTAGE_RATE = "region_outage_rate"
    LEAD_TIME = "lead_time"

    @property
    def cell(self) -> tuple[str, str]:
        """Table and column."""
        return _CELLS[self]

    @property
    def moves_world(self) -> bool:
        """Whether what the world gives for a policy changes with it, not just what that costs."""
        return self not in (Kind.STOCKOUT_COST, Kind.UNIT_PRICE)


_CELLS = {
    Kind.STOCKOUT_COST: ("items", "stockout_cost"),
    Kind.UNIT_PRICE: ("offers", "unit_price"),
    Kind.OUTAGE_RATE: ("suppliers", "disruption_rate"),
    Kind.REGION_OUTAGE_RATE: ("regions", "disruption_rate"),
    Kind.LEAD_TIME: ("offers", "lead_time_days"),
}
UNITS = {
    Kind.STOCKOUT_COST: "currency/unit",
    Kind.UNIT_PRICE: "currency/unit",
    Kind.OUTAGE_RATE: "1/yr",
    Kind.REGION_OUTAGE_RATE: "1/yr",
    Kind.LEAD_TIME: "days",
}


@dataclass(frozen=True)
class Input:
    """One cell of the case.

    Parameters
    ----------
    kind
        What it says.
    of
        Supplier or region; empty for the item itself.
    now
        Its value in the case.
    is_used
        Whether the plan's choice uses that supplier or region.
    """

    kind: Kind
    of: str
    now: float
    is_used: bool = True

    def steps(self, *, up: bool) -> Floats:
        """Return the values at which the decision is looked at first, from the present one outwards.

        - stockout cost: to a hundredth and a hundredfold, by steps of a half
        - unit price: to half and to double, by steps of 6 %
        - outage rate: to a hundredth and to tenfold (at least 2 a year), by 8 steps
        - lead time, its deviation as it is: to a hundredth and to fourfold (at least 60 days more), by 8 steps
        """
        now, rising = self.now, np.arange(1.0, 13.0)
        match self.kind:
            case Kind.STOCKOUT_COST:
                start = now if now > 0 else 0.01
                return start * 100.0 ** (rising / 12.0 if up else -rising / 12.0)
            case Kind.UNIT_PRICE:
                return now * 2.0 ** (rising / 12.0 if up else -rising / 12.0)
            case Kind.OUTAGE_RATE | Kind.REGION_OUTAGE_RATE:
                most = max(10.0 * now, 2.0)
                return np.geomspace(max(now, 0.005), most, 9)[1:] if up else now * _FALLING
            case Kind.LEAD_TIME:
                most = max(4.0 * now, now + 60.0)
                return np.linspace(0.0, 1.0, 9)[1:] ** 1.5 * (most - now) + now if up else now * _FALLING

    def changed(self, case: Case, value: float) -> Case:
        """Return the case with another value in the cell; the case may be the whole or the item's part."""
        table, column = self.kind.cell
        frame = getattr(case, table)
        values = frame[column].to_numpy(dtype=np.float64, copy=True)
        match table:
            case "items":
                values[:] = value
            case "offers":
                values[(frame["supplier"] == self.of).to_numpy(np.bool_)] = value
            case _:
                values[(frame[table.removesuffix("s")] == self.of).to_numpy(np.bool_)] = value
        return case.replace(**{table: frame.assign(**{column: values})}, digest="")

    def touched(self, alone: Alone, offers: OfferTerms) -> Flags:
        """Return which offers of the item the input is of, (offers,)."""
        if self.kind is Kind.REGION_OUTAGE_RATE:
            names, at = alone.regions, offers.region
        else:
            names, at = alone.suppliers, offers.supplier
        mine: Flags = np.array([*(name == self.of for name in names), False])[at]
        return mine

    def terms(self, alone: Alone, problem: Problem, value: float) -> tuple[ItemTerms, OfferTerms]:
        """Return the arrays of the item and its offers with another value: as of :meth:`changed`, but at once."""
        items, offers = problem.items, problem.offers
        if self.kind is Kind.STOCKOUT_COST:
            return replace(items, stockout_cost=np.array([value])), offers
        mine = self.touched(alone, offers)
        match self.kind:
            case Kind.UNIT_PRICE:
                offers = replace(offers, price=np.where(mine, value, offers.price))
                items = replace(items, cheapest=np.array([(offers.price + offers.freight).min()]))
            case Kind.OUTAGE_RATE:
                offers = replace(offers, outage_rate=np.where(mine, value, offers.outage_rate))
            case Kind.REGION_OUTAGE_RATE:
                offers = replace(offers, region_rate=np.where(mine, value, offers.region_rate))
            case Kind.LEAD_TIME:
                offers = replace(offers, lead=np.where(mine, value, offers.lead))
        return items, offers


_FALLING = np.array([0.9, 0.75, 0.6, 0.45, 0.3, 0.15, 0.05, 0.01])


def inputs_of(alone: Alone) -> list[Input]:
    """Return the inputs whose break-even values are looked for.

    The stockout cost; of each supplier that the plan's choice uses its price, outage rate and lead time, of each region
    they sit in its outage rate; of each other offer its price. An outage rate whose outages last no time changes
    nothing and is left out, and so is a price of nothing.
    """
    case, used = alone.case, set(str(alone.row["suppliers"]).split("|"))
    offers = {row["supplier"]: row for row in case.offers.to_dict("records")}
    suppliers = {row["supplier"]: row for row in case.suppliers.to_dict("records")}
    found = [Input(Kind.STOCKOUT_COST, "", float(case.items["stockout_cost"].iloc[0]))]
    names = sorted(offers, key=lambda name: name not in used)
    found += [
        Input(Kind.UNIT_PRICE, name, float(offers[name]["unit_price"]), name in used)
        for name in names
        if offers[name]["unit_price"] > 0
    ]
    for name in names:
        if name in used:
            if suppliers[name]["disruption_days"] > 0:
                found.append(Input(Kind.OUTAGE_RATE, name, float(suppliers[name]["disruption_rate"])))
            found.append(Input(Kind.LEAD_TIME, name, float(offers[name]["lead_time_days"])))
    there = {suppliers[name]["region"] for name in used}
    found += [
        Input(Kind.REGION_OUTAGE_RATE, row["region"], float(row["disruption_rate"]))
        for row in case.regions.to_dict("records")
        if row["region"] in there and row["disruption_days"] > 0
    ]
    return found
