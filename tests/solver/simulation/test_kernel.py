"""One item's days: against a plain simulator that holds goods, keeps a calendar of arrivals and looks at every day."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stockposture.simulation.kernel import Event, Terms, new_days, no_event, simulate_item
from stockposture.simulation.outages import Calendar, calendar_of
from stockposture.simulation.streams import CONGESTION, exponential, start_stream
from stockposture_models.theory.lead_time import congestion

NEVER = np.zeros((0, 2), dtype=np.int64)
KEYS = np.array([[7, 8]], dtype=np.uint64)


def terms(
    *,
    mean=10.0,
    sd=0.0,
    backorder=False,
    interval=7,
    buffer=0.0,
    lead=(3.0, 0.0),
    lead_sd=(0.0, 0.0),
    share=(1.0, 0.0),
    surge=(0.0, 0.0),
    delay=(0.0, 0.0),
) -> Terms:
    base, rho, eta = congestion(np.array([lead]), np.array([lead_sd]))
    return Terms(
        demand_key=np.array([5], dtype=np.uint64),
        offer_key=KEYS,
        demand_mean=np.array([mean]),
        demand_sd=np.array([sd]),
        backorder=np.array([backorder]),
        interval=np.array([interval]),
        level=np.array([mean * (interval + share[0] * lead[0] + share[1] * lead[1]) + buffer]),
        supplier=np.array([[0, 1 if share[1] > 0 else -1]]),
        share=np.array([share]),
        base=base,
        eta=eta,
        rho=rho,
        surge_fraction=np.array([surge]),
        surge_delay=np.array([delay]),
    )


def lived(t: Terms, days: int, calendar: Calendar | None = None, event: Event | None = None):
    out = new_days(days, transit=True, trace=True)
    simulate_item(t, 0, calendar or calendar_of([NEVER, NEVER]), event or no_event(1), 0, 0, out)
    return out


def congestions(t: Terms, days: int) -> np.ndarray:
    """(days, 2) workload as each day begins."""
    out = np.zeros((days, 2))
    for j in range(2):
        rho, eta = t.rho[0, j], t.eta[0, j]
        if rho == 0:
            continue
        state = np.empty(4, np.uint64)
        start_stream(state, KEYS[0, j], CONGESTION, 0, 0)
        size = (1 - rho) / eta
        gap = size / rho
        work, clock, jump = 0.0, 0.0, exponential(state) * gap
        for day in range(days):
            while jump <= day:
                work = max(0.0, work - (jump - clock)) + exponential(state) * size
                clock = jump
                jump += exponential(state) * gap
            out[day, j] = max(0.0, work - (day - clock))
    return out


def plain(t: Terms, demand: np.ndarray, calendar: Calendar) -> dict[str, np.ndarray]:  # noqa: C901
    """The world day by day, nothing clever."""
    days = len(demand)
    wait = congestions(t, days)
    down = np.zeros((days, 2), dtype=bool)
    for j in range(2):
        for start, end in calendar.of(j):
            down[start:end, j] = True
    arrivals, held, since = np.zeros((20 * days, 2)), np.zeros(2), np.zeros(2)
    out = {name: np.zeros(days) for name in ("start", "end", "short", "received", "ordered")}
    stock, sold = t.level[0], 0.0
    for day in range(days):
        for j in range(2):
            was = day > 0 and down[day - 1, j]
            if down[day, j] and not was:
                since[j] = day
            if was and not down[day, j]:
                arrivals[day + int(np.floor(t.base[0, j] + wait[day, j] + 0.5)), j] += held[j]
                held[j] = 0.0
        split = t.share[0].copy()
        if day % t.interval[0] == 0:
            for j in range(2):
                k = 1 - j
                late = day - since[j] >= t.surge_delay[0, k]
                if t.share[0].min() > 0 and down[day, j] and not down[day, k] and late:
                    taken = min(t.share[0, j], t.surge_fraction[0, k] * t.share[0, k])
                    split[j] -= taken
                    split[k] += taken
            for j in range(2):
                out["ordered"][day] += split[j] * sold
                if down[day, j]:
                    held[j] += split[j] * sold
                else:
                    arrivals[day + int(np.floor(t.base[0, j] + wait[day, j] + 0.5)), j] += split[j] * sold
            sold = 0.0
        out["received"][day] = arrivals[day].sum()
        stock += arrivals[day].sum()
        start = max(stock, 0.0)
        short = max(demand[day] - start, 0.0)
        filled = demand[day] if t.backorder[0] else demand[day] - short
        stock -= filled
        sold += filled
        out["start"][day], out["end"][day], out["short"][day] = start, max(stock, 0.0), short
    return out


def agree(t: Terms, days: int, calendar: Calendar) -> None:
    ours = lived(t, days, calendar)
    theirs = plain(t, ours.demand, calendar)
    for name, values in theirs.items():
        np.testing.assert_allclose(getattr(ours, name), values, rtol=1e-9, atol=2e-6 * t.demand_mean[0], err_msg=name)


pairs = st.tuples(st.floats(0, 20), st.floats(0, 20))
stretches = st.lists(st.tuples(st.integers(0, 300), st.integers(1, 60)), max_size=5)


def outages(parts):
    taken, rows = -2, []
    for start, length in sorted(parts):
        if start > taken:
            rows.append((start, start + length))
            taken = start + length
    return np.array(rows, dtype=np.int64).reshape(-1, 2)


@settings(max_examples=150)
@given(
    sd=st.sampled_from([0.0, 4.0, 30.0]),
    backorder=st.booleans(),
    interval=st.sampled_from([1, 2, 7, 60]),
    buffer=st.floats(0, 300),
    lead=pairs,
    lead_sd=st.tuples(st.sampled_from([0.0, 0.3, 5.0, 30.0]), st.sampled_from([0.0, 2.0])),
    share=st.sampled_from([1.0, 0.5, 0.8]),
    surge=st.tuples(st.sampled_from([0.0, 0.5, 3.0]), st.sampled_from([0.0, 1.0])),
    delay=st.tuples(st.sampled_from([0.0, 10.0]), st.sampled_from([0.0, 10.5])),
    down=st.tuples(stretches, stretches),
)
def test_as_a_plain_simulator_has_it(sd, backorder, interval, buffer, lead, lead_sd, share, surge, delay, down):
    t = terms(
        sd=sd,
        backorder=backorder,
        interval=interval,
        buffer=buffer,
        lead=lead,
        lead_sd=lead_sd,
        share=(share, 1.0 - share),
        surge=surge,
        delay=delay,
    )
    agree(t, 400, calendar_of([outages(part) for part in down]))


def test_constant_demand_by_hand():
    # S = 10 (7 + 3) + 5 = 105. Ordered on day 7: 70, here on day 10 after 10 + ... + 10: 105 - 100 + 70 = 75.
    days = lived(terms(buffer=5.0), 30)
    assert days.start[:12].tolist() == [105, 95, 85, 75, 65, 55, 45, 35, 25, 15, 75, 65]
    assert days.end[10] == 65.0
    assert days.short.sum() == 0.0
    assert [(day, units) for day, units in enumerate(days.received) if units] == [(10, 70), (17, 70), (24, 70)]
    assert [(day, units) for day, units in enumerate(days.ordered) if units] == [
        (7, 70),
        (14, 70),
        (21, 70),
        (28, 70),
    ]
    # Three days of 70 each in transit, from day 7 to 9.
    assert np.cumsum(days.transit)[[6, 7, 9, 10, 14, 28]].tolist() == [0, 70, 70, 0, 70, 70]


def test_an_outage_by_hand_lost_and_waiting():
    # T 1, L 0, S = 10: day by day. Down on days 3, 4, 5; what was ordered meanwhile comes on day 6.
    calendar = calendar_of([np.array([[3, 6]]), NEVER])
    lost = lived(terms(interval=1, lead=(0.0, 0.0)), 9, calendar)
    assert lost.start.tolist() == [10, 10, 10, 0, 0, 0, 10, 10, 10]
    assert lost.short.tolist() == [0, 0, 0, 10, 10, 10, 0, 0, 0]
    waiting = lived(terms(interval=1, lead=(0.0, 0.0), backorder=True), 9, calendar)
    # A unit is short once, when it is demanded; on day 6 come the 10 sold before and the 30 that wait.
    assert waiting.short.tolist() == lost.short.tolist()
    assert waiting.received.tolist() == [0, 10, 10, 0, 0, 0, 40, 10, 10]


def test_nothing_is_demanded():
    days = lived(terms(mean=0.0, sd=3.0, buffer=4.0), 100)
    assert set(days.start) == {4.0}
    assert days.short.sum() == days.received.sum() == 0.0


def test_a_long_pipeline_outgrows_its_ring():
    # A day's order, 300 days on its way: 300 deliveries at once.
    agree(terms(interval=1, lead=(300.0, 0.0), sd=5.0), 900, calendar_of([NEVER, NEVER]))


def test_no_lead_time_rounding_makes_a_shortage():
    # 0.1 + 0.2 and the like: stock meets demand exactly every day.
    for mean in (0.1, 0.3, 1 / 3, 1e-6, 1e6):
        days = lived(terms(mean=mean, interval=3, lead=(7.0, 0.0)), 4000)
        assert (days.short == 0.0).all()


@pytest.mark.parametrize(("lead", "lead_sd"), [(30.0, 5.0), (5.0, 20.0), (3.0, 0.02)])
def test_lead_times_have_their_mean_and_deviation(lead, lead_sd):
    days = 400_000
    out = lived(terms(interval=1, lead=(lead, 0.0), lead_sd=(lead_sd, 0.0), buffer=1e9), days)
    # Units of one day arrive whole and in order: the n-th delivered is the n-th ordered.
    ordered = np.repeat(np.flatnonzero(out.ordered), 1)
    received = np.repeat(np.arange(days), np.round(out.received / 10.0).astype(int))
    took = (received - ordered[: len(received)])[3000:]
    assert took.mean() == pytest.approx(lead, rel=0.06)
    assert took.std() == pytest.approx(np.hypot(lead_sd, 0.0), rel=0.15, abs=0.3)
    assert (np.diff(received) >= 0).all()


def test_an_event_raises_demand_in_its_days_only():
    event = Event(10, 13, np.array([1.5]), np.zeros((1, 2)))
    days, usual = lived(terms(sd=3.0), 30, event=event), lived(terms(sd=3.0), 30)
    ratio = days.demand / usual.demand
    assert ratio[9:14].tolist() == pytest.approx([1.0, 1.5, 1.5, 1.5, 1.0])


def test_an_event_delays_what_leaves_in_its_days_and_nothing_overtakes():
    event = Event(10, 20, np.ones(1), np.array([[9.0, 0.0]]))
    days = lived(terms(interval=5, lead=(3.0, 0.0), buffer=500.0), 60, event=event)
    # Left on 10 and 15: 22 and 27; left on 20, with 3 days: not before what left on 15.
    assert np.flatnonzero(days.received)[:5].tolist() == [8, 22, 27, 28, 33]
    assert days.received[27] == 100.0


def test_neutral_event_changes_nothing():
    t = terms(sd=5.0, lead_sd=(2.0, 0.0))
    a, b = lived(t, 500), lived(t, 500, event=Event(100, 200, np.ones(1), np.zeros((1, 2))))
    assert (a.start == b.start).all()
