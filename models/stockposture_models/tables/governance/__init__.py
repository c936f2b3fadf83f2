"""Governance rules: their grammar, what they may name, and their form in the settings."""
