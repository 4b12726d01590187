import os

import pytest
from django.conf import settings
from django.db import connection


@pytest.mark.django_db
def test_the_tests_run_on_the_database_they_were_told() -> None:
    assert connection.vendor == os.environ.get("TERANGA_TEST_DATABASE", "sqlite")


def test_the_tests_keep_their_files_away_from_any_installation() -> None:
    assert "teranga-test-" in str(settings.DATA_DIR)
