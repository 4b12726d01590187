"""Teranga: a Python community's home, all year, and its PyCon."""

__version__ = "0.1.0"
