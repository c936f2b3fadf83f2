"""Rules people use instead of optimising, each with one free knob, as plans like any other."""
