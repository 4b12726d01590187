from teranga.domains.activity.models.audit import AuditDayHead, AuditEntry, AuditHead
from teranga.domains.activity.models.decision import (
    Decision,
    DecisionCount,
    DecisionVersion,
    WayOfDeciding,
)

__all__ = [
    "AuditDayHead",
    "AuditEntry",
    "AuditHead",
    "Decision",
    "DecisionCount",
    "DecisionVersion",
    "WayOfDeciding",
]
