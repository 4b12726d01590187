"""Address parts that no event may take: pages of its community live there, public ones or the desk's."""

RESERVED_EVENTS = frozenset(
    (
        "address", "aid", "audit", "channels", "clone", "colours", "comments", "data", "decisions",
        "directory", "duplicates", "event", "events", "figures", "first-event", "funds", "gifts", "goals",
        "heard", "import", "in-kind", "jobs", "join", "journeys", "payouts", "rates",
        "links", "mail", "members", "network", "new", "news", "newsletter", "next", "opportunities", "outbox",
        "pages", "partners", "people", "plan", "preview", "privacy", "processing", "reports", "roles",
        "rooms", "series", "sessions", "settings", "start", "stories", "tags", "team", "texts", "timeline",
        "translations",
        "venues", "visibility",
        "certificates", "learning", "mentoring", "paths", "projects", "safety-note", "safety-notes",
    )
)  # fmt: skip
