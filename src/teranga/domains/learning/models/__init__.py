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
from teranga.domains.learning.models.paths import Cohort, Enrolment, PathStep, StepDone, TrainingPath
from teranga.domains.learning.models.projects import FirstTimeGuide, Project, ProjectMember, ProjectStep

__all__ = [
    "GENDERS",
    "TIMES",
    "Application",
    "Cohort",
    "Enrolment",
    "FirstTimeGuide",
    "MatchRun",
    "Meeting",
    "Pair",
    "PairWish",
    "PathStep",
    "Programme",
    "Project",
    "ProjectMember",
    "ProjectStep",
    "SafetyNote",
    "StepDone",
    "TrainingPath",
]
