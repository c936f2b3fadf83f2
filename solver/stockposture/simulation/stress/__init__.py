"""Stress: a plan replayed through outages, surges of demand and late deliveries."""
