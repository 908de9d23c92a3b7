"""Courses: what is taught, to whom, and what it takes to be certified."""
