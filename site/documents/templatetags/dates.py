"""Dates in the templates of staff screens, as they read everywhere else."""

from django.template import Library

from documents.dates import clock, day

register = Library()
register.filter("day", day)
register.filter("clock", clock)
