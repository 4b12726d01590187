from __future__ import annotations


class BackupRefused(Exception):
    """A backup cannot be made or read back. Its text is one sentence that says why and what to do."""
