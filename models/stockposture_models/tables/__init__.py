"""The tables of a case: one frozen row model each, the checks derived from them, the case."""
