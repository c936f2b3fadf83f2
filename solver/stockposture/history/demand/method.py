"""Methods for the mean of intermittent demand; imports nothing, for the command line shows them."""

from enum import StrEnum


class Method(StrEnum):
    """How the mean of intermittent and lumpy demand is found; the others' is the mean of all days."""

    MEAN = "mean"
    CROSTON = "croston"
    SBA = "sba"
    TSB = "tsb"
