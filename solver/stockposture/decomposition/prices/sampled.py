"""A box of prices from a sample of the items: its best prices, and as far around them as a sample may be wrong."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from stockposture.decomposition.crew.crew import Crew
from stockposture.decomposition.crew.lanes import Lanes
from stockposture.decomposition.items.partition import Partition, Payload
from stockposture.decomposition.items.payloads import Payloads
from stockposture.decomposition.prices.box import Box
from stockposture.decomposition.prices.excess import least_excess
from stockposture.decomposition.prices.market import Leanest, Market
from stockposture.decomposition.prices.sample import Sampler
from stockposture.decomposition.prices.settle import rough_prices, settle
from stockposture.decomposition.prices.spread import price_errors
from stockposture.decomposition.terms import Terms
from stockposture.highs.session import HighsSession
from stockposture_models.candidates.terms import Flags, Floats

#: Parts of the sample; each in turn is left out to tell how far its prices may be wrong.
_PIECES = 4
#: Turns of screen and prices, and parts of the cost that these may leave open in a sample.
_TURNS, _TOLERANCE, _ENOUGH = 2, 1e-5, 3e-4
#: How far a box reaches around rough prices, as part of them.
_REACH = 0.03
#: A sample of more than this part of all items is not worth more than rough prices, and its box reaches so far.
_LARGE_PART, _LARGE_REACH = 0.35, 0.06
#: Standard errors that a box reaches to either side.
_ERRORS = 0.35


def box_of_sample(
    sampler: Sampler,
    common: Payload,
    terms: Terms,
    size: int,
    lanes: Lanes,
    session: HighsSession,
    *,
    before: Box | None,
    report: Callable[[float], None],
    doubt: Callable[[], None],
) -> Box:
    """Return prices to look among for the best of all items.

    Parameters
    ----------
    sampler, common
        All items.
    terms
        Their limits.
    size
        Items of the sample.
    lanes, session
        Where the work is done, and the solver.
    before
        Prices to begin with, of a smaller sample.
    report
        Called with how far it is, 0 to 1.
    doubt
        Called if the limits cost more than all else and the sample, taken for all items, could not keep them.
    """
    case, seed = common.case, common.case.settings.seed
    rows, weight = sampler.sample(size, seed)
    parts = [np.arange(len(rows))[piece::_PIECES] for piece in range(_PIECES)]
    # A sample is looked at many times, and small enough to keep what that takes, however many items there are in all.
    common = replace(common, keeps=True)
    payloads = Payloads(case, [rows[part] for part in parts], [weight[part] for part in parts], common)
    sizes = [len(part) for part in parts]

    def cap_of(some: Flags) -> Floats:
        return sampler.caps(terms.cap, rows, weight * some)

    own = replace(terms, cap=cap_of(np.ones(len(rows), dtype=np.bool_)))
    with Crew(Partition, payloads, lanes) as crew:
        market = Market(crew, sizes, own, session, groups=0, seed=seed)
        if before is None:
            prices = rough_prices(market, lambda _, part: report(0.5 * part))
            scale = market.costs(prices)
            dear = prices @ own.cap > scale and not case.settings.capital_basis.deducts_payables
            if dear and least_excess(Leanest(crew, sizes), own, session, seed=seed).proves:
                doubt()
            if len(rows) > _LARGE_PART * len(case.items):
                return Box.around(prices, _LARGE_REACH * prices, terms, scale)
            before = Box.around(prices, _REACH * prices, own, scale)
        settled = settle(
            market,
            before,
            tolerance=_TOLERANCE,
            enough=_ENOUGH,
            report=lambda _, part: report(0.5 + 0.5 * part),
            is_over=lambda: False,
            turns=_TURNS,
        )
        caps = [cap_of(~np.isin(np.arange(len(rows)), part)) for part in parts]
        prices = settled.free.prices.limit
        errors = price_errors(market, prices, caps, settled.scale)
    return Box.around(prices, _ERRORS * errors, terms, settled.scale)
