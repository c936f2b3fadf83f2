"""The solver's adapter: Pyomo models go to HiGHS in a process of its own and come back as arrays.

Only :mod:`stockposture.highs.worker` imports highspy. Nothing is imported here: the worker must start fast.
"""
