"""Every figure of a plan's rows, from the tables and the decisions."""

import numpy as np
import pandas as pd

from stockposture.verify.decisions import Decisions
from stockposture.verify.differences import Broken, Floats, differ, spelt_out
from stockposture.verify.physics import is_backorder
from stockposture_models.tables.case import Case
from stockposture_models.tables.links import positions_in
from stockposture_models.tables.settings import CapitalBasis, SpaceBasis
from stockposture_models.theory.policies import Response

DAYS_PER_YEAR = 365.0

#: A part of demand short below this is rounding; so are the units and the cost that go with it.
_FRACTION_FLOOR = 1e-12


def row_figures(decisions: Decisions, case: Case, response: Response) -> dict[str, Floats]:
    """Return (n,) the figures of ``plan.csv`` by column.

    With mu the mean demand of a day, a_j the shares, T the order interval, b the buffer, L_j the lead times,
    Lbar = sum_j a_j L_j, v = sum_j a_j price_j, f the part of demand short, I the mean on-hand stock and the
    flow q = mu, or mu (1 - f) where short units are lost:

    - S = mu (T + Lbar) + b; reorder point mu Lbar + b; short units 365 mu f; fill rate 1 - f
    - capital v I [+ v q Lbar in transit] [- mu sum_j a_j price_j payment days_j]
    - purchase 365 mu sum_j a_j (price_j + freight_j)
    - ordering 365/T factor sum_j order cost_j + programme
    - carrying (holding + obsolescence) v I + storage cost space + holding v q Lbar
    - stockout: cost per unit x short units; total: the four
    - relevant: total less 365 mu min (price + freight) over all offers of the item
    """
    d, items, settings = decisions, case.items, case.settings
    mean = items["demand_mean"].to_numpy()
    price, freight = d.of_offer(case, "unit_price"), d.of_offer(case, "freight_per_unit")
    lead = (d.share * d.of_offer(case, "lead_time_days")).sum(axis=1)
    value = (d.share * price).sum(axis=1)
    short = response.short_fraction
    short_units = DAYS_PER_YEAR * mean * short
    in_transit = np.where(is_backorder(case), mean, mean * (1.0 - short)) * lead
    payables = mean * (d.share * price * d.of_supplier(case, "payment_days")).sum(axis=1)
    stock = response.peak if settings.space_basis is SpaceBasis.PEAK else response.on_hand
    space = items["unit_volume"].to_numpy() * stock
    holding = items["holding_rate"].fillna(settings.holding_rate).to_numpy(dtype=np.float64)
    obsolescence = items["obsolescence_rate"].to_numpy()

    purchase = DAYS_PER_YEAR * mean * (d.share * (price + freight)).sum(axis=1)
    factor, programme = _posture_terms(decisions, case)
    ordering = DAYS_PER_YEAR / d.interval * factor * d.of_offer(case, "order_cost").sum(axis=1) + programme
    carrying = (
        (holding + obsolescence) * value * response.on_hand + _storage_cost(case) * space + holding * value * in_transit
    )
    stockout = items["stockout_cost"].to_numpy() * short_units
    total = purchase + ordering + carrying + stockout
    return {
        "buffer_days": np.divide(d.buffer, mean, out=np.zeros_like(mean), where=mean > 0),
        "order_up_to": mean * (d.interval + lead) + d.buffer,
        "reorder_point": mean * lead + d.buffer,
        "short_units_per_year": short_units,
        "fill_rate": 1.0 - short,
        "on_hand_units": response.on_hand,
        "capital": _capital(settings.capital_basis, value * response.on_hand, value * in_transit, payables),
        "space_m3": space,
        "purchase_cost": purchase,
        "ordering_cost": ordering,
        "carrying_cost": carrying,
        "stockout_cost": stockout,
        "total_cost": total,
        "relevant_cost": total - cheapest_purchase(case),
    }


def cheapest_purchase(case: Case) -> Floats:
    """Return (n,) what a year's demand costs at the item's cheapest landed price, currency/yr."""
    landed = (case.offers["unit_price"] + case.offers["freight_per_unit"]).to_numpy(dtype=np.float64)
    cheapest = np.minimum.reduceat(landed, case.first_offer[:-1])
    cost: Floats = DAYS_PER_YEAR * case.items["demand_mean"].to_numpy() * cheapest
    return cost


def wrong_figures(decisions: Decisions, case: Case, figures: dict[str, Floats]) -> list[Broken]:
    """Return where the plan's rows say something else than the tables give."""
    demand = DAYS_PER_YEAR * case.items["demand_mean"].to_numpy()
    floors = {
        "short_units_per_year": _FRACTION_FLOOR * demand,
        "stockout_cost": _FRACTION_FLOOR * demand * case.items["stockout_cost"].to_numpy(),
        # The difference of two purchase bills of nearly the same size.
        "relevant_cost": 1e-12 * figures["total_cost"],
        # Stock less payables may cancel.
        "capital": 1e-12 * figures["purchase_cost"],
    }
    sku = case.items["sku"]
    said: list[Broken] = []
    for name, ours in figures.items():
        claimed = decisions.rows[name].to_numpy(dtype=np.float64)

        def say(row: int, name: str = name, claimed: Floats = claimed, ours: Floats = ours) -> str:
            return f"{sku.iloc[row]}: {name}: plan says {float(claimed[row])!r}, recomputed {float(ours[row])!r}"

        said.append(spelt_out(differ(claimed, ours, floors.get(name, 0.0)), say, name))
    return [*said, _wrong_labels(decisions, case)]


def split_labels(decisions: Decisions, case: Case) -> pd.Series:
    """Return (n,) ``nearshore`` if a used supplier is, else ``dual`` if two are used, else ``single``."""
    near = decisions.of_supplier(case, "nearshore").any(axis=1)
    labels = pd.array(["single", "dual", "nearshore"], dtype="str")
    return pd.Series(labels.take(np.where(near, 2, decisions.used[:, 1])))


def _wrong_labels(decisions: Decisions, case: Case) -> Broken:
    ours, claimed = split_labels(decisions, case), decisions.rows["split"]
    return spelt_out(
        (ours != claimed).to_numpy(dtype=np.bool_),
        lambda row: (
            f"{case.items['sku'].iloc[row]}: split: plan says {claimed.iloc[row]!r}, recomputed {ours.iloc[row]!r}"
        ),
        "split",
    )


def _capital(basis: CapitalBasis, on_hand: Floats, in_transit: Floats, payables: Floats) -> Floats:
    """Return (n,) working capital, currency, of stock, goods in transit and bills not yet due."""
    match basis:
        case CapitalBasis.ON_HAND:
            return on_hand
        case CapitalBasis.ON_HAND_IN_TRANSIT:
            return on_hand + in_transit
        case CapitalBasis.ON_HAND_LESS_PAYABLES:
            return on_hand - payables
        case CapitalBasis.ON_HAND_IN_TRANSIT_LESS_PAYABLES:
            return on_hand + in_transit - payables


def _posture_terms(decisions: Decisions, case: Case) -> tuple[Floats, Floats]:
    """Return (n,) the order cost factor and the programme cost of each item's posture."""
    code, names = pd.factorize(decisions.posture)
    terms = [case.settings.postures.of(str(name)) for name in names]
    factor = np.array([posture.order_cost_factor for posture in terms], dtype=np.float64)
    programme = np.array([posture.programme_cost for posture in terms], dtype=np.float64)
    return factor[code], programme[code]


def _storage_cost(case: Case) -> Floats:
    """Return (n,) yearly cost of a cubic metre where the item is kept; 0 outside the warehouses."""
    place = positions_in(case.items["warehouse"], case.warehouses["warehouse"])
    cost: Floats = np.append(case.warehouses["storage_cost"].to_numpy(dtype=np.float64), 0.0)[place]
    return cost
