"""Aid: rounds, applications, scores, scenarios, awards and what follows from them."""

from teranga.domains.aid.models.application import AidApplication, AskedPart, Proof
from teranga.domains.aid.models.award import Aftermath, AidAward, AwardLine, Receipt
from teranga.domains.aid.models.pool import PoolMember, PoolRoom, RoomYes, TravelPool
from teranga.domains.aid.models.report import GiverReport
from teranga.domains.aid.models.round import AidRound, Criterion, Part, RoundFund, ShareRule
from teranga.domains.aid.models.scenario import Scenario, SignOff
from teranga.domains.aid.models.scoring import Recusal, Remark, Score, Scorer

__all__ = [
    "Aftermath", "AidApplication", "AidAward", "AidRound", "AskedPart", "AwardLine", "Criterion",
    "GiverReport", "Part", "PoolMember", "PoolRoom", "Proof", "Receipt", "Recusal", "Remark", "RoomYes",
    "RoundFund", "Scenario", "Score", "Scorer", "ShareRule", "SignOff", "TravelPool",
]  # fmt: skip
