"""Attendance: who was there, for how long, who said so and when."""
