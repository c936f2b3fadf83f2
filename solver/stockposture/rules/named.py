"""The rules as they are called on the command line."""

from collections.abc import Mapping

from stockposture.rules.abc import AbcRule
from stockposture.rules.all_jic import AllJic
from stockposture.rules.all_jit import AllJit
from stockposture.rules.max_less_mean import MaxLessMean
from stockposture.rules.rule import Rule
from stockposture.rules.service_level import ServiceLevel

#: Name to rule; the knobs' usual settings are theirs.
RULES: Mapping[str, Rule] = {
    "abc": AbcRule(),
    "jit": AllJit(),
    "jic": AllJic(),
    "max-min": MaxLessMean(),
    "service": ServiceLevel(),
}
