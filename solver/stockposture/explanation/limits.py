"""What the item takes of each limit, and what it pays for that at the plan's prices."""

import pandas as pd

from stockposture.explanation.alone import Alone
from stockposture_models.tables.limit_kind import LimitKind

#: Part of a cap below which what is left of it is rounding: whole-unit buffers seldom fill it to the last cent.
BINDING = 1e-6


def limits_touched(alone: Alone) -> pd.DataFrame:
    """Return one row a limit that the plan's choice touches.

    Columns as in :class:`stockposture.explanation.explanation.Explanation`. A limit binds if it has a price, or if
    nothing is left of it.
    """
    row, items = alone.row, alone.case.items
    price = dict(zip(alone.case.offers["supplier"], alone.case.offers["unit_price"], strict=True))
    bought = {
        name: 365.0 * float(items["demand_mean"].iloc[0]) * float(share) * float(price[name])
        for name, share in zip(row["suppliers"].split("|"), row["shares"].split("|"), strict=True)
    }
    warehouse = str(items["warehouse"].iloc[0])
    rows = []
    for limit in alone.plan.summary.limits:
        match limit.kind:
            case LimitKind.CAPITAL:
                use = float(row["capital"])
            case LimitKind.SPACE:
                use = float(row["space_m3"])
            case LimitKind.WAREHOUSE if limit.name == warehouse:
                use = float(row["space_m3"])
            case LimitKind.SUPPLIER if limit.name in bought:
                use = bought[limit.name]
            case _:
                continue
        rows.append(
            {
                "kind": limit.kind.value,
                "name": limit.name,
                "unit": limit.unit,
                "use": use,
                "plan_use": limit.use,
                "cap": limit.cap,
                "shadow_price": limit.shadow_price,
                "is_binding": limit.shadow_price > 0 or limit.use >= limit.cap * (1.0 - BINDING),
                "cost": limit.shadow_price * use,
            }
        )
    names = ("kind", "name", "unit", "use", "plan_use", "cap", "shadow_price", "is_binding", "cost")
    return pd.DataFrame(rows, columns=list(names))
