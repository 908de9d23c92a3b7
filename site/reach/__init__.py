"""Reach: how many were reached, by definition and period. Reads everything; nothing reads it."""
