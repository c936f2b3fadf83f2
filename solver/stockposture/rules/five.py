"""The five rules a plan is set beside."""

from stockposture.rules.abc import AbcRule
from stockposture.rules.all_jit import AllJit
from stockposture.rules.days_of_cover import DaysOfCover
from stockposture.rules.max_less_mean import Extremes, MaxLessMean
from stockposture.rules.rule import Rule
from stockposture.rules.service_level import ServiceLevel


def five_rules(extremes: Extremes | None = None) -> tuple[Rule, ...]:
    """Return the rules; with the largest use and lead times seen, where a history tells them."""
    return (AllJit(), DaysOfCover(), AbcRule(), MaxLessMean(extremes), ServiceLevel())
