"""Address parts that no event may take, because pages of its community live there."""

RESERVED_EVENTS = frozenset(("directory", "events", "goals", "join", "network", "news", "pages", "people"))
