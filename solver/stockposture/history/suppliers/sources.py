"""The suppliers and the regions of a case: nearness, outages, terms."""

from collections.abc import Mapping

import pandas as pd

from stockposture.history.profile.assumptions import Assumptions
from stockposture.history.stretches.find import Watched
from stockposture.history.stretches.stretches import Scope
from stockposture.history.suppliers.country_risk import country_key, relative_risk, risk_of
from stockposture.history.suppliers.outages import region_outages, supplier_outages


def suppliers_of(
    suppliers: pd.DataFrame, countries: pd.DataFrame, watched: Mapping[Scope, Watched], assumptions: Assumptions
) -> pd.DataFrame:
    """Return the suppliers of a history with what it tells of them.

    Parameters
    ----------
    suppliers, countries
        Tables of the history.
    watched
        What deliveries tell of standstills.
    assumptions
        Priors, fill-ins and the country of use.

    Returns
    -------
    DataFrame
        Columns of :class:`~stockposture_models.tables.supplier.Supplier` that differ from their defaults, ``country``,
        ``nearshore_from``, ``country_risk`` (``nan``: not known), and what
        :func:`~stockposture.history.suppliers.outages.supplier_outages` says of its figures.
    """
    table = suppliers.reset_index(drop=True)
    table = table.assign(country_risk=risk_of(table["country"], countries), nearshore_from="suppliers.csv")
    if assumptions.country_of_use is not None:
        used = country_key(assumptions.country_of_use)
        table = table.assign(nearshore=table["country"].map(country_key) == used, nearshore_from="country")
    outages = supplier_outages(
        table.assign(risk=relative_risk(table["country_risk"])),
        watched,
        rate=assumptions.prior_disruption_rate,
        days=assumptions.prior_disruption_days,
    )
    table = table.join(_overruled(outages, assumptions))
    return table.assign(
        surge_fraction=float(assumptions.surge_fraction),
        surge_delay_days=float(assumptions.surge_delay_days),
        payment_days=float(assumptions.payment_days),
    )


def regions_of(suppliers: pd.DataFrame, watched: Mapping[Scope, Watched], assumptions: Assumptions) -> pd.DataFrame:
    """Return the regions of suppliers with their outages; the risk of one is the mean of its suppliers'.

    Parameters
    ----------
    suppliers
        As :func:`suppliers_of` returns them.
    watched, assumptions
        As there.
    """
    known = suppliers[suppliers["region"] != ""]
    table = known.groupby("region", sort=True)["country_risk"].mean().reset_index()
    table["region"] = table["region"].astype(str)
    rate = assumptions.region_disruption_rate
    outages = region_outages(
        table.assign(risk=relative_risk(table["country_risk"])),
        watched,
        rate=rate or 1.0,
        days=assumptions.region_disruption_days,
    )
    if rate == 0:
        none = dict.fromkeys((f"disruption_rate{end}" for end in ("", "_low", "_high", "_weight")), 0.0)
        outages = outages.assign(**none, outages_from="option")
    return table.join(outages)


def _overruled(outages: pd.DataFrame, assumptions: Assumptions) -> pd.DataFrame:
    """Put the options in place of what was found."""
    given = {"disruption_rate": assumptions.disruption_rate, "disruption_days": assumptions.disruption_days}
    for name, figure in given.items():
        if figure is not None:
            ends = {f"{name}{end}": float(figure) for end in ("", "_low", "_high")}
            outages = outages.assign(**ends, **{f"{name}_weight": 0.0}, outages_from="option")
    return outages
