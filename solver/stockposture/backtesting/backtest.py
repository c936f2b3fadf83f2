"""The verb ``backtest``: plan on the past, live through what came after, beside the rules people use."""

import datetime as dt
import math
from collections.abc import Callable

import pandas as pd

from stockposture.backtesting.extremes import extremes_of
from stockposture.backtesting.known import known_before
from stockposture.backtesting.live import live_through
from stockposture.backtesting.period import period_after
from stockposture.backtesting.result import Backtest
from stockposture.history.history import History
from stockposture.history.profile.assumptions import Assumptions
from stockposture.history.profile.profile import profile
from stockposture.planning.solve import solve
from stockposture.rules.five import five_rules
from stockposture.rules.plan import rule_plan
from stockposture.rules.situation import Buys, situation_of

Progress = Callable[[str, float | None], None]


def backtest(
    history: History,
    split: dt.date,
    *,
    until: dt.date | None = None,
    months: int = 12,
    assumptions: Assumptions | None = None,
    capital: float | None = None,
    capital_part: float | None = None,
    rules_buy: Buys = Buys.INCUMBENT,
    progress: Progress | None = None,
) -> Backtest:
    """Plan on what was known before a day, and live through what came after it.

    Parameters
    ----------
    history
        Checked history tables.
    split
        First day that is not known when the plans are made.
    until
        First day that is not replayed; ``None``: ``months`` later, or the end of the history.
    months
        Calendar months to replay.
    assumptions
        Thresholds and fill-ins of the profile; the defaults if ``None``. Of ``cut_months`` only those months are cut
        that lie before the split: what had been delivered by then is known by then.
    capital
        Working-capital cap, currency; ``None`` for none.
    capital_part
        Working-capital cap as a part of what the plan without a cap ties up.
    rules_buy
        Where the rules buy.
    progress
        Called with the stage.

    Raises
    ------
    BadInputError
        If the days lie outside the history, or nothing can be profiled from what came before.
    NoPlanFitsError, StoppedWithoutPlanError, VerificationError
        See :func:`stockposture.planning.solve.solve`.
    """
    say = progress or (lambda _stage, _part: None)
    period = period_after(history, split, until=until, months=months)
    say("profile", None)
    known = known_before(history, split)
    made = profile(known, _still_to_cut(assumptions or Assumptions(), history, split))
    say("plan", None)
    plan = solve(made.case, capital=math.inf if capital is None else capital)
    if capital_part is not None:
        capital = capital_part * plan.summary.capital
        plan = solve(made.case, capital=capital)
    say("rules", None)
    extremes = extremes_of(known, made.case)
    situation = situation_of(made.case, buys=rules_buy)
    ruled = [rule_plan(rule, situation, plan.summary.capital) for rule in five_rules(extremes)]
    say("replay", None)
    return live_through(history, made.case, plan, ruled, period, capital)


def _still_to_cut(assumptions: Assumptions, history: History, split: dt.date) -> Assumptions:
    """Cut at the end of the whole history only: before the split nothing is absent."""
    last = history.demand["date"].max().to_period("M")
    after = (last - pd.Period(split - dt.timedelta(days=1), "M")).n
    return assumptions.model_copy(update={"cut_months": max(0, assumptions.cut_months - after)})
