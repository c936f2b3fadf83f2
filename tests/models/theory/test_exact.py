"""Policies whose answer is known exactly: by hand, or by integrating the single supplier's backorder form."""

from dataclasses import replace

import numpy as np
import pytest

from stockposture_models.theory.gamma_loss import gamma_loss
from stockposture_models.theory.respond import respond
from support.theory_world import Row, buffers, policies

CALM = Row("calm", (0, 0, 0), 5, 7, 20, (30, 0))


def answer(*rows: Row) -> np.ndarray:
    found = respond(policies(rows), buffers(rows))
    return np.stack([found.short_fraction[:, 0], found.on_hand[:, 0], found.peak[:, 0]])


@pytest.mark.parametrize("backorder", [False, True])
@pytest.mark.parametrize("buffer", [0.0, 1.0, 55.0])
def test_certain_demand_is_never_short(buffer, backorder):
    """b + mu T / 2 = b + 35 on average, b + mu T = b + 70 after a delivery."""
    found = answer(replace(CALM, sd=0, buffer=buffer, backorder=backorder))
    assert found[:, 0].tolist() == pytest.approx([0.0, buffer + 35.0, buffer + 70.0], abs=1e-9)
    assert found[0, 0] == 0.0


def test_certain_demand_of_two_suppliers_is_never_short():
    """Half arrives 31, not 30.5, days after it was ordered: 0.25 days' demand less on hand. The second's goods come 3
    days after the first's: S = 10 (7 + 28.75) + 20 = 377.5 less (34 + 27) / 2 days' demand."""
    found = answer(replace(CALM, sd=0, lead=(30.5, 27.0), share=(0.5, 0.5)))
    assert found[:, 0].tolist() == pytest.approx([0.0, 20.0 + 35.0 - 2.5, 377.5 - 305.0], abs=1e-9)


def test_a_lead_time_rounded_up_beyond_the_level_is_short():
    """L 1.5 arrives after 2 days, T 1: S = 2.5 is outstanding over 3 days, so 2.5 of 3 units are sold."""
    found = answer(replace(CALM, sd=0, interval=1, buffer=0.0, lead=(1.5, 0.0)))
    assert found[0, 0] == pytest.approx(1 / 6, abs=1e-9)


def test_without_demand_the_buffer_lies_still():
    still = policies((CALM,))
    found = respond(replace(still, demand_mean=np.zeros(1)), np.array([[0.0, 12.0]]))
    assert found.short_fraction.tolist() == [[0.0, 0.0]]
    assert found.on_hand.tolist() == found.peak.tolist() == [[0.0, 12.0]]


def test_an_outage_of_certain_demand_by_hand():
    """Review daily, one outage in a thousand days of mean 100, buffer 40 days.

    An order finds the supplier down with probability q = 0.1 / 1.1 (to 1 - exp(-1/1000) for 1/1000) and then
    waits Exp(100) + 1/2 days; backordered demand is that of the time beyond 40 days: q exp(-(40 - 1/2) / 100).
    """
    row = replace(CALM, sd=0, interval=1, buffer=400, rate=(0.365, 0), days=(100, 0), backorder=True)
    start = -np.expm1(-1e-3)
    down = 100 * start / (1 + 100 * start)
    assert answer(row)[0, 0] == pytest.approx(down * np.exp(-0.395), rel=0.02)


@pytest.mark.parametrize("sd", [2.0, 10.0, 40.0])
@pytest.mark.parametrize("interval", [1, 7, 30])
@pytest.mark.parametrize("lead_sd", [0.0, 3.0, 12.0])
@pytest.mark.parametrize("days", [0.0, 20.0])
def test_backorder_of_one_supplier_is_the_exact_integral(sd, interval, lead_sd, days):
    """Units short per cycle are E over lead time of G(L + T) - G(L), here summed over 40,000 lead times."""
    row = Row(
        "exact",
        (0, 0, 0),
        sd,
        interval,
        30,
        (20, 0),
        (lead_sd, 0),
        rate=(1 if days else 0, 0),
        days=(days, 0),
        backorder=True,
    )
    quantiles = (np.arange(200) + 0.5) / 200
    tail = -np.log1p(-quantiles)
    eta = np.sqrt(0.75) / lead_sd if lead_sd else 1.0
    crowd = np.where(quantiles < 0.5, -np.log(2 * quantiles) / eta, 0.0) if lead_sd else np.zeros(200)
    base = 20 - 0.5 / eta if lead_sd else 20.0
    start = -np.expm1(-1 / 365)
    down = days * start / (1 + days * start)

    def short_per_cycle(wait: np.ndarray) -> float:
        lead = base + crowd[:, None] + wait[None, :]
        level = 10 * (interval + 20) + 30
        late = gamma_loss(level, 10 * (lead + interval), sd**2 * (lead + interval))
        early = gamma_loss(level, 10 * lead, sd**2 * lead)
        return float((late - early).mean())

    exact = (1 - down) * short_per_cycle(np.zeros(1)) + down * short_per_cycle(0.5 + days * tail)
    fraction = exact / (10 * interval)
    assert answer(row)[0, 0] == pytest.approx(fraction, rel=0.03, abs=1e-4)
