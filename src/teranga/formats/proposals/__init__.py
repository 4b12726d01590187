"""Proposals from elsewhere, read into plain values."""

from teranga.formats.proposals.reading import read_proposals
from teranga.formats.proposals.values import TABLE_FIELDS, Incoming, Unreadable

__all__ = ["TABLE_FIELDS", "Incoming", "Unreadable", "read_proposals"]
