"""Bookings: a person's place in a session."""
