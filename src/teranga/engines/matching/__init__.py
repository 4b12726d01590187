"""Who learns from whom: mentors and mentees."""
