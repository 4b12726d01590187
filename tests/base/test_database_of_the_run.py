import os

import pytest
from django.db import connection

from tests.everything import everything
from tests.factories.communities import a_community, a_page
from tests.factories.events import a_programme, an_event
from tests.flushing import emptied


@pytest.mark.django_db
def test_the_tests_run_on_the_database_they_were_told() -> None:
    assert connection.vendor == os.environ.get("TERANGA_TEST_DATABASE", "sqlite")


@pytest.mark.django_db
def test_the_tests_keep_their_database_away_from_any_installation() -> None:
    place = connection.settings_dict["HOST"] or connection.settings_dict["NAME"]
    assert place.startswith(os.environ["TERANGA_TEST_RUN"])


@pytest.mark.django_db(transaction=True)
def test_a_test_that_committed_leaves_the_database_as_it_was_made() -> None:
    made = everything(but="")
    assert {label for label, rows in made.items() if rows} == {"contenttypes.ContentType", "auth.Permission"}
    a_programme(an_event(a_community("here")), 2)
    a_page(a_community("there"), "mine")
    assert everything(but="") != made
    emptied()
    assert everything(but="") == made
