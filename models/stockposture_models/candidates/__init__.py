"""Candidate policies: posture x order interval x supplier split."""
