"""Demand: mean and deviation of one day, its grain, trend, season and class."""
