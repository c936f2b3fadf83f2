"""Which items matter most, which are easiest to upset, and what governance allows them."""
