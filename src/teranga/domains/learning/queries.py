"""Reads that all of learning shares."""

from __future__ import annotations

from typing import Any

from django.db.models import OuterRef, QuerySet

from teranga.domains.learning.models import Programme, Project, TrainingPath


def shown_to_learners() -> list[QuerySet[Any]]:
    """What makes a community's menu name learning."""
    programmes = Programme.objects.filter(community=OuterRef("pk"), kind=Programme.Kind.MENTORING)
    projects = Project.objects.filter(community=OuterRef("pk"), shown=Project.Shown.PUBLIC, hidden_at=None)
    paths = TrainingPath.objects.filter(community=OuterRef("pk"), shown=True)
    return [programmes.exclude(state=Programme.State.DRAFT), projects, paths]
