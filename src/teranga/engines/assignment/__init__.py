"""Who reviews what: every proposal its reviews, nobody above their load, the worst-served first if wished."""
