import os

import pytest
from django.db import connection


@pytest.mark.django_db
def test_the_tests_run_on_the_database_they_were_told() -> None:
    assert connection.vendor == os.environ.get("TERANGA_TEST_DATABASE", "sqlite")


@pytest.mark.django_db
def test_the_tests_keep_their_database_away_from_any_installation() -> None:
    place = connection.settings_dict["HOST"] or connection.settings_dict["NAME"]
    assert place.startswith(os.environ["TERANGA_TEST_RUN"])
