"""Querysets of a tenant's data that refuse to run until they name their community or event."""

from __future__ import annotations

from typing import Any

from django.db import models

SCOPES = ("community", "event")
NAMES_ONE = ("exact", "id", "pk", "slug", "in")  # look-ups that say which community or event is meant


class UnscopedQuery(Exception):
    """A query of tenant data was about to run without naming a community or event."""


def names_scope(lookup: str) -> bool:
    """Whether a look-up says which one: `community`, `event__community__slug`, but not `event__start`."""
    first, *rest = lookup.split("__")
    if first.removesuffix("_id") not in SCOPES:
        return False
    return all(name in NAMES_ONE for name in rest) or names_scope("__".join(rest))


class ScopedQuerySet(models.QuerySet):
    """Runs only after `filter(community=…)`, `filter(event=…)` or an explicit `across_communities(reason)`.

    The rows of one tenant's row (`session.speaker_links.all()`) are within its community already.
    """

    _scoped = False

    def across_communities(self, reason: str) -> ScopedQuerySet:
        """Run over every community on purpose; the reason stands in the code for the reader."""
        if not reason:
            raise ValueError("Say why this query may cross communities.")
        clone = self._chain()
        clone._scoped = True
        return clone

    def _clone(self) -> ScopedQuerySet:
        clone = super()._clone()
        clone._scoped = self._scoped
        return clone

    def _filter_or_exclude_inplace(self, negate: bool, args: Any, kwargs: Any) -> None:
        if not negate and any(names_scope(name) for name in kwargs):
            self._scoped = True
        super()._filter_or_exclude_inplace(negate, args, kwargs)

    @property
    def _belongs_to_one(self) -> bool:
        _ = self.query  # a related manager's own filter is applied only when the query is looked at
        return self._scoped or hasattr(self._hints.get("instance"), "community_id")

    def _require_scope(self) -> None:
        if not self._belongs_to_one:
            raise UnscopedQuery(f"{self.model.__name__} was queried without a community or event.")

    def _fetch_all(self) -> None:
        if self._result_cache is None:
            self._require_scope()
        super()._fetch_all()

    def iterator(self, *args: Any, **kwargs: Any) -> Any:
        self._require_scope()
        return super().iterator(*args, **kwargs)

    def aiterator(self, *args: Any, **kwargs: Any) -> Any:
        self._require_scope()
        return super().aiterator(*args, **kwargs)

    def count(self) -> int:
        self._require_scope()
        return super().count()

    def exists(self) -> bool:
        self._require_scope()
        return super().exists()

    def contains(self, obj: models.Model) -> bool:
        self._require_scope()
        return super().contains(obj)

    def explain(self, *args: Any, **kwargs: Any) -> str:
        self._require_scope()
        return super().explain(*args, **kwargs)

    def aggregate(self, *args: Any, **kwargs: Any) -> Any:
        self._require_scope()
        return super().aggregate(*args, **kwargs)

    def update(self, **kwargs: Any) -> int:
        self._require_scope()
        return super().update(**kwargs)

    update.alters_data = True  # type: ignore[attr-defined]

    def delete(self) -> Any:
        self._require_scope()
        return super().delete()

    delete.alters_data = True  # type: ignore[attr-defined]
    delete.queryset_only = True  # type: ignore[attr-defined]

    def raw(self, *args: Any, **kwargs: Any) -> Any:
        raise UnscopedQuery(f"{self.model.__name__} was queried by SQL that nobody can see the scope of.")

    def resolve_expression(self, *args: Any, **kwargs: Any) -> Any:
        """As the values of `__in` in another query."""
        self._require_scope()
        return super().resolve_expression(*args, **kwargs)

    def _combinator_query(self, combinator: str, *others: Any, all: bool = False) -> Any:
        for queryset in (self, *others):
            _require(queryset)
        return super()._combinator_query(combinator, *others, all=all)

    def __or__(self, other: Any) -> Any:
        _require(self)
        _require(other)
        return super().__or__(other)

    def __xor__(self, other: Any) -> Any:
        _require(self)
        _require(other)
        return super().__xor__(other)


def _require(queryset: Any) -> None:
    if isinstance(queryset, ScopedQuerySet):
        queryset._require_scope()


ScopedManager = models.Manager.from_queryset(ScopedQuerySet)
