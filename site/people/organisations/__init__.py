"""Organisations, the sectors they work in and the local authorities they sit in."""
