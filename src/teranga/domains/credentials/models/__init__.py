"""What somebody can show elsewhere: that they were there."""

from teranga.domains.credentials.models.certificate import Certificate

__all__ = ["Certificate"]
