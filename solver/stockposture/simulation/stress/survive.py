"""Time-to-survive in the fluid picture: stock drains at the rate at which supply falls short of demand."""

import math


def time_to_survive(stock: float, shortfall_rate: float) -> float:
    """Return how long stock covers the shortfall: stock / shortfall rate (Simchi-Levi et al., 2014).

    Parameters
    ----------
    stock
        Units on hand as the event begins.
    shortfall_rate
        Demand less what is still supplied, units per unit of time.

    Returns
    -------
    float
        In the unit of time of the rate; infinite where nothing falls short.

    Raises
    ------
    ValueError
        The stock is negative or a number is missing.

    Examples
    --------
    Three sites of capacity 30, 45 and 60 for two products of demand 75 and 50 with stock 20 and 25
    (acedesci/scanalytics_cases, Case3_1); sites 1, 2 and 3 lost in turn:

    >>> [round(time_to_survive(20 + 25, 75 + 50 - left), 3) for left in (45 + 60, 30 + 60, 30 + 45)]
    [2.25, 1.286, 0.9]
    """
    _refuse_unfit(stock, shortfall_rate)
    return stock / shortfall_rate if shortfall_rate > 0 else math.inf


def units_lost(stock: float, shortfall_rate: float, time_to_recover: float) -> float:
    """Return the units short by the time supply is back: (shortfall rate x TTR - stock)+.

    Parameters
    ----------
    stock, shortfall_rate
        As in :func:`time_to_survive`.
    time_to_recover
        In the unit of time of the rate.

    Raises
    ------
    ValueError
        As :func:`time_to_survive`.

    Examples
    --------
    The sites above, two units of time to recover; the cheaper product goes short, at 5,000 a unit:

    >>> lost = [5_000 * units_lost(20 + 25, 75 + 50 - left, 2.0) for left in (45 + 60, 30 + 60, 30 + 45)]
    >>> lost
    [0.0, 125000.0, 275000.0]
    >>> from stockposture.simulation.stress.exposure import risk_exposure_index
    >>> risk_exposure_index(lost).round(3).tolist()
    [0.0, 0.455, 1.0]
    """
    _refuse_unfit(stock, shortfall_rate)
    if not time_to_recover >= 0:
        raise ValueError(f"time_to_recover is {time_to_recover}; it must be 0 or more")
    return max(0.0, max(0.0, shortfall_rate) * time_to_recover - stock)


def _refuse_unfit(stock: float, shortfall_rate: float) -> None:
    if not (stock >= 0 and math.isfinite(stock)):
        raise ValueError(f"stock is {stock}; it must be 0 or more")
    if not math.isfinite(shortfall_rate):
        raise ValueError(f"shortfall_rate is {shortfall_rate}; it must be a number")
