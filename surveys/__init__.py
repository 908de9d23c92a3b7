"""Surveys: what is asked, how it is answered without a trace, and what is shown of it."""
