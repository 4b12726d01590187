"""What learning holds of people."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from teranga.base.personal_data import Category, Ending, not_personal, personal_data

personal_data(
    "learning.Application",
    category=Category.MEMBERSHIP,
    purpose=_("To find a mentor or a mentee who fits, and to meet a wish made for your safety."),
    retention=_("Two years after the programme; 30 days when it was never confirmed."),
    whose=lambda subject: Q(person_id=subject.person_id),
    exported=(
        "programme__slug", "role", "state", "goals", "topics", "languages", "times", "level", "places",
        "gender", "wants", "words", "made_at", "confirmed_at",
    ),
    over=lambda at: Q(programme__end__lt=(at - timedelta(days=730)).date())
    | Q(state="asked", made_at__lt=at - timedelta(days=30)),
    step=2,
)  # fmt: skip
personal_data(
    "learning.Pair",
    category=Category.MEMBERSHIP,
    purpose=_("To bring two people together, and to learn whether it helped."),
    retention=_("As long as the two applications."),
    whose=lambda subject: Q(mentee__person_id=subject.person_id) | Q(mentor__person_id=subject.person_id),
    exported=("programme__slug", "state", "proposed_at", "begun_at", "ended_at"),
    step=1,
)
personal_data(
    "learning.Meeting",
    category=Category.MEMBERSHIP,
    purpose=_("To remember that the two of you met, and what about."),
    retention=_("As long as the pair; without your name after erasure."),
    whose=lambda subject: Q(by_id=subject.person_id),
    ending=Ending.BLANKED,
    blank={"by": None, "line": ""},
    exported=("day", "line"),
)
personal_data(
    "learning.PairWish",
    category=Category.MEMBERSHIP,
    purpose=_("So that two people are kept together, or never brought together."),
    retention=_("As long as the two applications."),
    whose=lambda subject: (
        Q(mentee__person_id=subject.person_id, said_by="mentee")
        | Q(mentor__person_id=subject.person_id, said_by="mentor")
    ),
    exported=("programme__slug", "kind", "at"),
)
not_personal("learning.Programme", "the programme's own texts and dates")
not_personal("learning.MatchRun", "numbers of applications and of points; they lead nowhere after erasure")
not_personal("learning.SafetyNote", "written without a name, kept with nothing that leads to its writer")
personal_data(
    "learning.Project",
    category=Category.PUBLISHED,
    purpose=_("To show what you learn or build to those you chose, and to find people who help."),
    retention=_("Until you remove it or ask for erasure."),
    whose=lambda subject: Q(owner_id=subject.person_id),
    exported=(
        "community__slug", "kind", "state", "shown", "title", "goal", "helped", "looking_for", "first_tasks",
        "repository", "created_at",
    ),
    step=2,
)  # fmt: skip
personal_data(
    "learning.ProjectStep",
    category=Category.PUBLISHED,
    purpose=_("The steps of your plan."),
    retention=_("As long as the project."),
    whose=lambda subject: Q(project__owner_id=subject.person_id),
    exported=("project__title", "text", "due", "done_at"),
    step=1,
)
personal_data(
    "learning.ProjectMember",
    category=Category.MEMBERSHIP,
    purpose=_("To know who helps with a project."),
    retention=_("As long as the project, or until you ask for erasure."),
    whose=lambda subject: Q(person_id=subject.person_id),
    exported=("project__title", "state", "words", "asked_at"),
)
personal_data(
    "learning.Enrolment",
    category=Category.MEMBERSHIP,
    purpose=_("To keep your place on a training path, and your certificate."),
    retention=_("Until you ask for erasure."),
    whose=lambda subject: Q(person_id=subject.person_id),
    exported=("cohort__path__slug", "role", "state", "enrolled_at", "finished_at"),
    step=2,
)
personal_data(
    "learning.StepDone",
    category=Category.MEMBERSHIP,
    purpose=_("Your progress, as you marked it."),
    retention=_("As long as the enrolment."),
    whose=lambda subject: Q(enrolment__person_id=subject.person_id),
    exported=("step__title", "at"),
    step=1,
)
not_personal("learning.FirstTimeGuide", "an event's texts for newcomers")
for model in ("Cohort", "PathStep", "TrainingPath"):
    not_personal(f"learning.{model}", "the path's own texts and dates")
personal_data(
    "learning.TeamMember",
    category=Category.MEMBERSHIP,
    purpose=_("To know who is in which team of a hackathon, and who asked to be."),
    retention=_("As long as the event, or until you ask for erasure."),
    whose=lambda subject: Q(person_id=subject.person_id),
    exported=("team__name", "event__slug", "is_founder", "state", "words", "asked_at"),
)
personal_data(
    "learning.HackathonMentor",
    category=Category.PUBLISHED,
    purpose=_("To name you as a mentor of a hackathon, with your yes."),
    retention=_("Until you say no or ask for erasure."),
    whose=lambda subject: Q(person_id=subject.person_id),
    exported=("event__slug", "topics", "asked_at", "agreed_at"),
)
personal_data(
    "learning.Judge",
    category=Category.MEMBERSHIP,
    purpose=_("To know who judges a hackathon."),
    retention=_("As long as the event, or until you ask for erasure; your scores go with it."),
    whose=lambda subject: Q(person_id=subject.person_id),
    exported=("event__slug", "named_at"),
    step=3,
)
personal_data(
    "learning.Verdict",
    category=Category.MEMBERSHIP,
    purpose=_("What you told a team as a judge."),
    retention=_("As long as you are named as a judge."),
    whose=lambda subject: Q(judge__person_id=subject.person_id),
    exported=("team__name", "recused_at", "comment", "at"),
    step=2,
)
personal_data(
    "learning.Score",
    category=Category.MEMBERSHIP,
    purpose=_("The points that you gave as a judge."),
    retention=_("As long as you are named as a judge."),
    whose=lambda subject: Q(verdict__judge__person_id=subject.person_id),
    exported=("verdict__team__name", "points"),
    step=1,
)
for model in ("Hackathon", "Criterion"):
    not_personal(f"learning.{model}", "the event's own rules")
for model in ("Team", "Submission"):
    not_personal(f"learning.{model}", "a team's common words and links; its people stand in TeamMember")
