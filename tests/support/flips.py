"""Many items on their own in one case without limits: copies, each with what limits cost it, one input changed."""

from collections.abc import Iterable
from typing import Any

import pandas as pd

from stockposture.explanation.inputs import Input, Kind
from stockposture_models.plan.plan import Plan
from stockposture_models.tables.case import Case
from stockposture_models.tables.limit_kind import LimitKind


def input_of(row: dict[str, Any]) -> Input:
    """Return the input that a row of break-evens is of."""
    return Input(Kind(row["input"]), row["of"], row["now"])


def copies(plan: Plan, wanted: Iterable[tuple[str, Input, float]]) -> Case:
    """Return a case of one item each: an item of the plan alone at its prices, with another value of an input.

    Without limits every item of it decides alone, so solving it is solving each of them. Prices of limits become costs
    that are the same to the cent: a price of capital is one more obsolescence, a price of space more storage cost.
    Suppliers and regions are copied too: what changes of one item's changes of no other's.
    """
    case, tables = plan.case, {name: [] for name in plan.case.frames}
    price = {(use.kind, use.name): use.shadow_price for use in plan.summary.limits}
    assert not any(kind is LimitKind.SUPPLIER for kind, _ in price)
    for number, (sku, of, value) in enumerate(wanted):
        place = int(case.items.index[case.items["sku"] == sku][0])
        part = of.changed(case.rows(slice(place, place + 1)), value)
        mark = f"#{number:04d}"
        items, offers = part.items.copy(), part.offers.copy()
        items["obsolescence_rate"] += price.get((LimitKind.CAPITAL, ""), 0.0)
        suppliers = part.suppliers[part.suppliers["supplier"].isin(offers["supplier"])].copy()
        regions = part.regions[part.regions["region"].isin(suppliers["region"])].copy()
        warehouses = part.warehouses[part.warehouses["warehouse"].isin(items["warehouse"])].copy()
        of_space = price.get((LimitKind.SPACE, ""), 0.0)
        warehouses["storage_cost"] += [
            of_space + price.get((LimitKind.WAREHOUSE, name), 0.0) for name in warehouses["warehouse"]
        ]
        warehouses["capacity_m3"] = float("nan")
        for frame in (items, offers):
            frame["sku"] += mark
        for frame in (suppliers, offers):
            frame["supplier"] += mark
        suppliers["region"] = suppliers["region"].where(suppliers["region"] == "", suppliers["region"] + mark)
        regions["region"] += mark
        for frame in (items, warehouses):
            frame["warehouse"] = frame["warehouse"].where(frame["warehouse"] == "", frame["warehouse"] + mark)
        copied = {"items": items, "offers": offers, "suppliers": suppliers, "regions": regions}
        for name, frame in {**copied, "warehouses": warehouses}.items():
            tables[name].append(frame)
    keys = {"items": ["sku"], "offers": ["sku", "supplier"], "suppliers": ["supplier"], "regions": ["region"]}
    whole = {
        name: pd.concat(frames).sort_values(keys.get(name, ["warehouse"]), ignore_index=True)
        for name, frames in tables.items()
    }
    return Case(**whole, settings=case.settings.model_copy(update={"capital_cap": None, "mip_gap": 1e-8}))


def decisions(plan: Plan) -> list[tuple[str, str]]:
    """Return posture and suppliers of each item, in the order asked for by :func:`copies`."""
    by_number = plan.items["sku"].str.rpartition("#")[2]
    rows = plan.items.assign(number=by_number).sort_values("number")
    names = rows["suppliers"].map(lambda names: "|".join(sorted(name.split("#")[0] for name in names.split("|"))))
    return list(zip(rows["posture"], names, strict=True))
