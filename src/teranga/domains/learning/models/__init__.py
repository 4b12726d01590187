from teranga.domains.learning.models.mentoring import (
    GENDERS,
    TIMES,
    Application,
    MatchRun,
    Meeting,
    Pair,
    PairWish,
    Programme,
    SafetyNote,
)

__all__ = [
    "GENDERS",
    "TIMES",
    "Application",
    "MatchRun",
    "Meeting",
    "Pair",
    "PairWish",
    "Programme",
    "SafetyNote",
]
