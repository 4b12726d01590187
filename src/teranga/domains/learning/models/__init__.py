"""Mentoring, training paths, hackathons, personal projects."""
