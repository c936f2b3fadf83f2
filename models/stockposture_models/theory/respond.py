"""What the world gives for a policy and its buffer: shortage, mean stock, peak stock."""

import numpy as np

from stockposture_models.theory.gamma_loss import gamma_loss
from stockposture_models.theory.policies import Floats, Policies, Response

DAYS_PER_YEAR = 365.0


def respond(policies: Policies, buffers: Floats) -> Response:
    """Return shortage and stock of each policy at each of its buffers.

    Parameters
    ----------
    policies
        n policies.
    buffers
        (n, k) buffers b >= 0, units.

    Returns
    -------
    Response
        (n, k) short fraction, mean on-hand stock and peak stock.
    """
    p = policies
    mu, sd, interval = p.demand_mean, p.demand_sd, p.interval
    level = (mu * (interval + p.mean_lead))[:, None] + buffers
    # Lead time seen by an order: constant part, congestion, residual outage; equal-probability nodes of the
    # share-weighted sum's two-moment (exponential-like) spread.
    used = p.share > 0
    spread = (np.where(used, p.share * p.lead_sd, 0.0) ** 2).sum(axis=1) ** 0.5
    down_own = p.outage_rate / DAYS_PER_YEAR * p.outage_days
    down_region = p.region_rate / DAYS_PER_YEAR * p.region_days
    short = np.zeros_like(level)
    hand = np.zeros_like(level)
    peak = np.zeros_like(level)
    lead = p.mean_lead

    def state(extra: Floats) -> tuple[Floats, Floats, Floats]:
        start = (lead + extra)[:, None]
        cycle = interval[:, None]
        m, v = mu[:, None], (sd**2)[:, None]
        g = [gamma_loss(level, m * (start + f * cycle), v * (start + f * cycle)) for f in (0.0, 0.5, 1.0)]
        stock = [level - m * (start + f * cycle) + x for f, x in zip((0.0, 0.5, 1.0), g, strict=True)]
        return g[2] - g[0], (stock[0] + 4 * stock[1] + stock[2]) / 6, stock[0]

    # congestion: atom and exponential tail in four nodes
    points = np.array([0.0, 0.5, 1.5, 3.6])
    weights = np.array([0.5, 0.28, 0.16, 0.06])
    points = (points - points @ weights) / np.sqrt((points - points @ weights) ** 2 @ weights)
    outage = [(np.zeros(len(p)), np.ones(len(p)))]
    for j in (0, 1):
        for down, days in ((down_own, p.outage_days), (down_region, p.region_days)):
            probability = np.where(used[:, j], down[:, j] / (1 + down[:, j]), 0.0)
            for node, weight in ((0.32, 0.711), (1.75, 0.279), (4.54, 0.0104)):
                outage.append((p.share[:, j] * node * days[:, j], probability * weight))
    outage[0] = (outage[0][0], np.maximum(1.0 - sum(w for _, w in outage[1:]), 0.0))
    total = sum(w for _, w in outage)
    for extra, probability in outage:
        for point, weight in zip(points, weights, strict=True):
            shift = np.maximum(extra + point * spread, -lead)
            lost, held, top = state(shift)
            w = (probability / total * weight)[:, None]
            short += w * lost
            hand += w * held
            peak += w * top
    demand = (mu * interval)[:, None]
    fraction = np.divide(short, demand, out=np.zeros_like(short), where=demand > 0)
    fraction = np.where(p.backorder[:, None], fraction, fraction / (1.0 + np.minimum(1.5, 10 * fraction)))
    return Response(np.clip(fraction, 0.0, 1.0), hand, peak)
