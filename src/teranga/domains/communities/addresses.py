"""Address parts that no community may take, because pages of the installation live there."""

RESERVED_COMMUNITIES = frozenset(
    (
        "account",
        "accounts",
        "admin",
        "api",
        "community",
        "communities",
        "demo",
        "healthz",
        "icon",
        "install",
        "login",
        "mail",
        "me",
        "media",
        "new",
        "organise",
        "preview",
        "privacy",
        "robots",
        "search",
        "sitemap",
        "static",
        "styleguide",
        "team",
        "tour",
        "en",
        "fr",
        "es",
    )
)
