"""Invented people and a year of sessions, so that a site on one's own machine has something to show."""
