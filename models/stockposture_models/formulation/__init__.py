"""The mixed-integer model in Pyomo: one function a constraint."""
