"""Querysets of a tenant's data that refuse to run until they name their community or event."""

from __future__ import annotations

from typing import Any

from django.db import models

SCOPE_NAMES = ("community", "community_id", "event", "event_id")


class UnscopedQuery(Exception):
    """A query of tenant data was about to run without naming a community or event."""


class ScopedQuerySet(models.QuerySet):
    """Runs only after `filter(community=…)`, `filter(event=…)` or an explicit `across_communities(reason)`."""

    _scoped = False

    def across_communities(self, reason: str) -> ScopedQuerySet:
        """Run over every community on purpose; the reason stands in the code for the reader."""
        if not reason:
            raise ValueError("Say why this query may cross communities.")
        clone = self._chain()
        clone._scoped = True
        return clone

    def _clone(self) -> ScopedQuerySet:
        clone = super()._clone()  # type: ignore[misc]
        clone._scoped = self._scoped
        return clone

    def _filter_or_exclude_inplace(self, negate: bool, args: Any, kwargs: Any) -> None:
        if not negate and any(name.split("__")[0] in SCOPE_NAMES for name in kwargs):
            self._scoped = True
        super()._filter_or_exclude_inplace(negate, args, kwargs)  # type: ignore[misc]

    def _require_scope(self) -> None:
        if not self._scoped:
            raise UnscopedQuery(f"{self.model.__name__} was queried without a community or event.")

    def _fetch_all(self) -> None:
        if self._result_cache is None:  # type: ignore[has-type]
            self._require_scope()
        super()._fetch_all()  # type: ignore[misc]

    def iterator(self, *args: Any, **kwargs: Any) -> Any:
        self._require_scope()
        return super().iterator(*args, **kwargs)

    def count(self) -> int:
        self._require_scope()
        return super().count()

    def exists(self) -> bool:
        self._require_scope()
        return super().exists()

    def aggregate(self, *args: Any, **kwargs: Any) -> Any:
        self._require_scope()
        return super().aggregate(*args, **kwargs)

    def update(self, **kwargs: Any) -> int:
        self._require_scope()
        return super().update(**kwargs)

    update.alters_data = True  # type: ignore[attr-defined]

    def bulk_update(self, objs: Any, *args: Any, **kwargs: Any) -> int:
        """The rows are named one by one, and each was loaded under a scope."""
        return super(ScopedQuerySet, self.across_communities("rows named one by one")).bulk_update(objs, *args, **kwargs)

    bulk_update.alters_data = True  # type: ignore[attr-defined]

    def delete(self) -> Any:
        self._require_scope()
        return super().delete()

    delete.alters_data = True  # type: ignore[attr-defined]
    delete.queryset_only = True  # type: ignore[attr-defined]


ScopedManager = models.Manager.from_queryset(ScopedQuerySet)
