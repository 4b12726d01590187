"""Mentees and mentors: as many as possible matched, then as well as possible, then without regrets."""
