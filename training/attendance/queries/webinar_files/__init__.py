"""Reading attendance reports of webinars: by what the columns hold, whatever their headings say."""

from training.attendance.queries.webinar_files.people import Log, LogParticipant
from training.attendance.queries.webinar_files.reading import read_log
from training.attendance.queries.webinar_files.refusals import LogRefused
from training.attendance.queries.webinar_files.stays import Stay

__all__ = ["Log", "LogParticipant", "LogRefused", "Stay", "read_log"]
