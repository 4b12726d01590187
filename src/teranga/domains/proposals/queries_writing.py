"""What a proposal still lacks, which questions it is asked, and talks that were given before on the same."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from babel import Locale

from teranga.base.search import search
from teranga.domains.communities.models import Community
from teranga.domains.proposals.models import CallQuestion, Proposal, ProposalSpeaker
from teranga.domains.proposals.queries import answers_of, files_of, writer_of
from teranga.domains.proposals.rules_call import languages_of, questions_for
from teranga.domains.proposals.rules_writing import lacking

NO_COUNTRIES = frozenset({"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"})
TERRITORIES = [str(code) for code in Locale("en").territories]
COUNTRIES = frozenset(code for code in TERRITORIES if len(code) == 2 and code.isalpha()) - NO_COUNTRIES
PAST = 3


@dataclass(frozen=True, slots=True)
class PastTalk:
    title: str
    path: str
    where: str


def questions_asked(row: Proposal, speaker: ProposalSpeaker) -> list[CallQuestion]:
    """Of the proposal and of this speaker, by what was answered so far."""
    questions = list(CallQuestion.objects.filter(event=row.event_id, call=row.call_id))
    answers = answers_of(row, speaker)
    told = {"type": row.type, "track": row.track, "answers": answers}
    of_proposal = questions_for(questions, about=CallQuestion.About.PROPOSAL, **told)
    return of_proposal + questions_for(questions, about=CallQuestion.About.SPEAKER, **told)


def lacks_of(row: Proposal, at: datetime) -> list[tuple[str, str]]:
    """(field, why) of all that keeps it from being sent."""
    speaker = writer_of(row)
    return lacking(
        row, speaker, questions_asked(row, speaker), answers_of(row, speaker),
        [one.question_id for one in files_of(row)], at, COUNTRIES, languages_of(row.call),
    )  # fmt: skip


def past_talks(community: Community, title: str, language: str) -> list[PastTalk]:
    """Sessions of the community's own published programmes with words of this title."""
    words = [word for word in title.split() if len(word) > 4]
    found: dict[int, PastTalk] = {}
    for word in sorted(words, key=len, reverse=True)[:4]:
        results = search(word, language=language, community_id=community.pk, limit=3 * PAST)
        if results.corrected:
            continue  # other words were searched instead
        for document in (one for one in results.documents if one.kind == "session"):
            found.setdefault(document.object_id, PastTalk(document.title, document.path, document.context))
    return list(found.values())[:PAST]
