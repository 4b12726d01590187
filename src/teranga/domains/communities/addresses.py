"""Address parts that no community may take, because pages of the installation live there."""

RESERVED_COMMUNITIES = frozenset(
    (
        "account",
        "demo",
        "healthz",
        "icon",
        "me",
        "robots",
        "search",
        "sitemap",
        "static",
        "styleguide",
        "tour",
        "en",
        "fr",
        "es",
    )
)
