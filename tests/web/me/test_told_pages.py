"""The pages of what became of it: the holder's, the stop link, the giver's report and its table."""

from __future__ import annotations

import pytest
import time_machine
from django.test import Client

from teranga.domains.aid.actions.giver_reports import send_report
from teranga.domains.aid.links_giver import fund_report_path
from teranga.domains.aid.links_told import told_path
from teranga.domains.aid.models import Aftermath
from tests.factories.communities import a_community
from tests.factories.told import BY, LATER, a_round_that_is_over, a_story
from tests.web.organise.desk import at_the_desk

pytestmark = pytest.mark.django_db


def test_a_giver_reads_the_report_by_the_link_alone_and_takes_it_as_a_table(client: Client) -> None:
    community = a_community("lome")
    _row, (fund,), awards = a_round_that_is_over(community, 500_000, many=5)
    a_story(awards[0], audience="giver")
    path = f"/fr{fund_report_path(fund)}"
    assert client.get(path).status_code == 404  # nothing was told yet
    send_report(fund=fund, language="fr", by=BY, at=LATER)
    page = client.get(path)
    assert page.status_code == 200
    assert "I met the people behind the library." in page.content.decode()
    assert page.headers["Cache-Control"] == "private, no-store"
    table = client.get(f"{path}table.csv").content.decode("utf-8-sig")
    assert '"310000","XOF"' in table
    assert client.get(path.replace("/lome/", f"/{a_community().slug}/")).status_code == 404


def test_a_false_link_opens_nothing_and_a_get_ends_no_mails(client: Client) -> None:
    community = a_community("lome")
    _row, _funds, (award,) = a_round_that_is_over(community, 90_000)
    path = f"/fr{told_path(award, 'after')}"
    assert client.get(f"{path[:-2]}/").status_code == 404
    assert client.get(f"{path}stop/").status_code == 200
    award.refresh_from_db()
    assert award.asks_ended_at is None
    client.post(f"{path}stop/")
    award.refresh_from_db()
    assert award.asks_ended_at is not None
    assert not Aftermath.objects.filter(community=community).exists()


def test_the_team_reads_a_story_first_and_sends_the_report_that_it_looked_at(
    clock: time_machine.Traveller, client: Client
) -> None:
    community = a_community("lome")
    _row, (fund,), awards = a_round_that_is_over(community, 500_000, many=5)
    clock.move_to(LATER)
    path = f"/fr{told_path(awards[0], 'after')}"
    assert client.get(path).status_code == 200
    refused = client.post(path, {"audience": "public"})
    assert (refused.status_code, Aftermath.objects.filter(community=community).count()) == (422, 0)
    client.post(path, {"text": "J’ai appris.", "audience": "public", "as_name": "Afi"})
    organiser = at_the_desk(community=community)
    stories = organiser.get("/fr/organise/lome/aid/stories/")
    assert "J’ai appris." in stories.content.decode()
    told = Aftermath.objects.get(community=community)
    organiser.post(f"/fr/organise/lome/aid/stories/{told.pk}/move/", {"move": "release"})
    root = f"/fr/organise/lome/funds/{fund.pk}/report/"
    assert "J’ai appris." in organiser.get(root).content.decode()
    assert organiser.post(f"{root}send/").status_code == 302
    assert organiser.post(f"{root}send/").status_code == 409
    link = f"/fr{fund_report_path(fund)}"
    assert "J’ai appris." in client.get(link).content.decode()
    assert organiser.post(f"{root}withdraw/")["Location"] == f"{root}?withdrawn=1"
    assert organiser.post(f"{root}withdraw/").status_code == 409
    for old in (link, f"{link}table.csv", f"{link}photo/{told.uuid}/"):
        gone = client.get(old)
        assert (gone.status_code, "Ce lien a été retiré" in gone.content.decode()) == (410, True)
    assert organiser.post(f"{root}send/").status_code == 302
    assert client.get(f"/fr{fund_report_path(fund)}").status_code == 200
    assert client.get(link).status_code == 410
