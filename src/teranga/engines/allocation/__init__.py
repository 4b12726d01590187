"""Who gets how much aid from which pot: the most utility within every pot, earmark, ceiling and rule."""
