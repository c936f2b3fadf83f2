"""Weights of the correction."""

from stockposture_models.theory.correction import Correction, no_correction


def shipped() -> Correction:
    """Return the shipped weights."""
    return no_correction()
