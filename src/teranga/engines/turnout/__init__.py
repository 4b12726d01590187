"""How many come: an expected number with a range."""
