"""Plans that nobody searched for: rules of thumb, and what is done today."""

from pathlib import Path

import pandas as pd

from stockposture.api.plans import Plan, with_costs_of
from stockposture.planning.clock import Progress
from stockposture_models.tables import case as cases
from stockposture_models.values import parts_of


def baseline(
    case: cases.Case,
    rule: str,
    *,
    capital: float | None = None,
    tie_up: float | None = None,
    space: float | None = None,
    knob: float | None = None,
    rules_buy: str = "incumbent",
    progress: Progress | None = None,
) -> Plan:
    """Return the plan a rule of thumb would make: priced, not optimised, to be set beside one that is.

    Parameters
    ----------
    case
        What to plan.
    rule
        ``abc``, ``jit``, ``jic``, ``max-min`` or ``service``.
    capital
        Working-capital cap that it is measured by, currency; ``None`` takes the case's own.
    tie_up
        Working capital, currency, to come closest to from below by turning the rule's one knob.
    space
        Limit on the space of all items together that it is measured by, m3.
    knob
        The knob, in place of its usual setting: days of buffer (``jit``, ``jic``), a factor on the safety stock
        (``abc``, ``max-min``), z (``service``).
    rules_buy
        Where the rule buys: ``incumbent``, or ``cheapest``, at the lowest price with freight.
    progress
        Called at every stage.

    Raises
    ------
    BadInputError, VerificationError, ValueError
        See :func:`stockposture.pricing.baseline.baseline`.

    Examples
    --------
    >>> from stockposture import Case
    >>> import pandas as pd
    >>> case = Case.of(
    ...     items=pd.DataFrame({"sku": ["A"], "demand_mean": [10.0], "demand_sd": [0.0], "stockout_cost": [5.0]}),
    ...     suppliers=pd.DataFrame({"supplier": ["S"]}),
    ...     offers=pd.DataFrame({"sku": ["A"], "supplier": ["S"], "unit_price": [2.0], "lead_time_days": [3.0]}),
    ... )
    >>> plan = baseline(case, "jic")
    >>> plan.summary.status.value, plan.items.loc[0, "buffer_units"].item(), plan.items.loc[0, "reason"]
    ('priced', 600, 'Rule of thumb, all jic: 60 days of buffer.')
    """
    from stockposture.pricing.baseline import baseline as of_rule  # loads the theory
    from stockposture.rules.situation import Buys

    case = with_costs_of(case, progress)
    made = of_rule(case, rule, capital=capital, tie_up=tie_up, space=space, knob=knob, buys=Buys(rules_buy))
    return Plan(**parts_of(made.plan))


def price(
    case: cases.Case,
    current: str | Path | pd.DataFrame,
    *,
    capital: float | None = None,
    space: float | None = None,
    encoding: str | None = None,
    decimal: str = ".",
    progress: Progress | None = None,
) -> Plan:
    """Return what is done today as a plan: what it costs, ties up and leaves short by our model.

    Parameters
    ----------
    case
        What it is of.
    current
        A spreadsheet (``.csv``, ``.xlsx``, ``.parquet``), the folder of a plan, or a data frame, with the columns of
        :class:`stockposture.pricing.current_row.CurrentRow`.
    capital, space
        Limits it is measured by; see :func:`solve`. It may break them, and says so.
    encoding, decimal
        Of text files.
    progress
        Called at every stage.

    Raises
    ------
    BadInputError
        With every fault of the spreadsheet.
    FileFaultError, VerificationError, ValueError
        See :func:`stockposture.io.current_table.read_current` and :func:`stockposture.pricing.price.price`.

    Examples
    --------
    >>> from stockposture import Case
    >>> import pandas as pd
    >>> case = Case.of(
    ...     items=pd.DataFrame({"sku": ["A"], "demand_mean": [10.0], "demand_sd": [0.0], "stockout_cost": [5.0]}),
    ...     suppliers=pd.DataFrame({"supplier": ["S"]}),
    ...     offers=pd.DataFrame({"sku": ["A"], "supplier": ["S"], "unit_price": [2.0], "lead_time_days": [3.0]}),
    ... )
    >>> today = price(case, pd.DataFrame({"sku": ["A"], "buffer": [600], "order_interval_days": [7]}))
    >>> today.items.loc[0, ["posture", "suppliers", "reason"]].tolist()
    ['jic', 'S', 'Priced as it stands in current, row 2.']
    """
    from stockposture.io.current_table import current_from_frame, read_current
    from stockposture.pricing.current import check_current  # loads the theory
    from stockposture.pricing.price import price as price_current

    if isinstance(current, pd.DataFrame):
        raw, findings = current_from_frame(current)
    else:
        raw, findings = read_current(Path(current), encoding=encoding, decimal=decimal)
    read = check_current(raw, case, decimal=decimal, findings=findings)
    case = with_costs_of(case, progress)
    return Plan(**parts_of(price_current(case, read, capital=capital, space=space)))
