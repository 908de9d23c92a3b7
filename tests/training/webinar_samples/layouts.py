"""Attendance reports of one webinar of invented people, in the layouts that Teams and Zoom are known to write.

The webinar is planned for 10 March 2026 from noon to two, London time. `python -m
tests.training.webinar_samples.layouts` writes each as a file beside this one; a test holds the files to what is built
here.
"""

import csv
import io
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

HERE = Path(__file__).parent
START = datetime(2026, 3, 10, 12, 0)  # as local clocks showed it
TITLE = "Trauma-informed practice, March"


@dataclass(frozen=True)
class Guest:
    """Somebody in the webinar: `stays` in minutes and seconds after its planned start, as (-1.48) for 11:58:12."""

    name: str
    email: str
    stays: tuple[tuple[float, float], ...]
    role: str = "Attendee"
    seen_as: str = ""  # the name that Zoom shows
    upn: str = ""

    def moments(self) -> list[tuple[datetime, datetime]]:
        return [(after(joined), after(left)) for joined, left in self.stays]


def after(minutes: float) -> datetime:
    """So many minutes after the start; the decimals are seconds."""
    whole = int(minutes)
    return START + timedelta(minutes=whole, seconds=round((minutes - whole) * 100))


FAY = Guest("Fay Facilitator", "fay@partnership.example.org", ((-10.05, 124.59),), role="Organizer")
SAM = Guest("Sam Example", "sam.example@oak.example.org", ((-1.48, 120.40),))  # all of it
PRIYA = Guest("Priya Sample", "Priya.Sample@Elm.Example.ORG", ((4.30, 40.00), (50.00, 120.00)))  # 35 and 70 minutes
ZOE = Guest("Zoe OBrien Okafor (Guest)", "", ((31.00, 121.10),), seen_as="Zoe OBrien Okafor")  # 89 minutes, no address
TOMASZ = Guest("Wójcik, Tomasz", "tomasz77@mail.example.com", ((0.20, 80.50),))  # 80 minutes, another address
KHAN = Guest("Mohammed Ali Khan", "m.khan@ash.example.org", ((0.05, 60.00), (50.00, 119.30)))  # two devices, 119
KATH = Guest("Kath Lee", "", ((-3.00, 119.59),), seen_as="Kath")  # booked as Katherine Lee
STRANGER = Guest("Conference room 2", "", ((9.12, 40.00),))
PHONE = Guest("Priya's phone", "priya.sample@elm.example.org", ((0.00, 4.00),))  # before her computer let her in
EVERYONE = (FAY, SAM, PRIYA, ZOE, TOMASZ, KHAN, KATH, STRANGER)


def us(at: datetime) -> str:
    """As in 3/10/2026, 11:58:12 AM."""
    return f"{at.month}/{at.day}/{at:%Y}, {at.hour % 12 or 12}:{at:%M:%S %p}"


def us_short(at: datetime) -> str:
    """As in 3/10/26, 11:58:12 AM: Teams since 2022."""
    return f"{at.month}/{at.day}/{at:%y}, {at.hour % 12 or 12}:{at:%M:%S %p}"


def uk(at: datetime) -> str:
    """As in 10/03/2026, 11:58:12."""
    return f"{at:%d/%m/%Y, %H:%M:%S}"


def zoomed(at: datetime) -> str:
    """As in 03/10/2026 11:58:12 AM."""
    return f"{at:%m/%d/%Y %I:%M:%S %p}"


def long(seconds: float) -> str:
    """As in 1h 2m 3s."""
    hours, rest = divmod(int(seconds), 3600)
    minutes, seconds = divmod(rest, 60)
    return (f"{hours}h " if hours else "") + f"{minutes}m {seconds}s"


def lasting(guest: Guest) -> float:
    return sum((left - joined).total_seconds() for joined, left in guest.moments())


def minutes_up(seconds: float) -> int:
    """Zoom counts a minute that was begun."""
    return -int(-seconds // 60)


def tabbed(rows) -> bytes:
    """UTF-16 with its mark, little end first, parted by tabs: what Teams writes under the name of .csv."""
    text = "".join("\t".join(map(str, row)) + "\r\n" for row in rows)
    return b"\xff\xfe" + text.encode("utf-16-le")


def commas(rows, *, mark: bool = True) -> bytes:
    """UTF-8 with its mark, parted by commas: what Zoom writes."""
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue().encode("utf-8-sig" if mark else "utf-8")


def teams_list(clock=uk, guests=EVERYONE, words=("Joined before", "Joined", "Left")) -> bytes:
    """The list of 2020: a line for each joining and leaving, downloaded while the meeting ran: nobody's end is in it
    who was still there."""
    before, joined_word, left_word = words
    downloaded = after(119.00)
    rows = []
    for guest in guests:
        for joined, left in guest.moments():
            rows.append((guest.name, before if joined < START else joined_word, clock(joined)))
            if left < downloaded:
                rows.append((guest.name, left_word, clock(left)))
    return tabbed([("Full Name", "User Action", "Timestamp"), *rows])


def teams_report(clock=us, guests=EVERYONE) -> bytes:
    """The report of 2021: a summary, then a line for each stay."""
    rows = [
        (
            guest.name,
            clock(joined),
            clock(left),
            long((left - joined).total_seconds()),
            guest.email,
            guest.role,
            guest.email,
        )
        for guest in guests
        for joined, left in guest.moments()
    ]
    return tabbed(
        [
            ("Meeting Summary",),
            ("Total Number of Participants", len(guests)),
            ("Meeting Title", TITLE),
            ("Meeting Start Time", clock(after(-10.05))),
            ("Meeting End Time", clock(after(124.59))),
            ("Meeting Id", "0f3c2c1e-2f3b-4f0e-9a55-000000000001"),
            (),
            ("Full Name", "Join Time", "Leave Time", "Duration", "Email", "Role", "Participant ID (UPN)"),
            *rows,
        ]
    )


ENGLISH = {
    "summary": ("1. Summary", "Meeting title", "Attended participants", "Start time", "End time", "Meeting duration"),
    "people": ("2. Participants", "Name", "First Join", "Last Leave", "In-Meeting Duration", "Email"),
    "upn": "Participant ID (UPN)",
    "activities": ("3. In-Meeting Activities", "Name", "Join Time", "Leave Time", "Duration", "Email"),
    "role": "Role",
}
POLISH = {
    "summary": ("1. Podsumowanie", "Tytuł spotkania", "Uczestnicy", "Początek", "Koniec", "Czas trwania spotkania"),
    "people": ("2. Uczestnicy", "Nazwa", "Pierwsze dołączenie", "Ostatnie opuszczenie", "Czas trwania", "Adres e-mail"),
    "upn": "Identyfikator uczestnika (UPN)",
    "activities": ("3. Działania", "Nazwa", "Czas dołączenia", "Czas opuszczenia", "Czas trwania", "Adres e-mail"),
    "role": "Rola",
}


def teams_sections(clock=us_short, guests=EVERYONE, words=ENGLISH, lasting_as=long, activities=True) -> bytes:
    """The report since 2022: numbered parts. The second has a line for each person, the third one for each stay."""
    title, of_title, number, start, end, duration = words["summary"]
    people, *headings = words["people"]
    rows = [
        (title,),
        (of_title, TITLE),
        (number, len(guests)),
        (start, clock(after(-10.05))),
        (end, clock(after(124.59))),
        (duration, lasting_as(8104)),
        (),
        (people,),
        (*headings, words["upn"], words["role"]),
    ]
    for guest in guests:
        moments = guest.moments()
        times = clock(moments[0][0]), clock(moments[-1][1]), lasting_as(lasting(guest))
        rows.append((guest.name, *times, guest.email, guest.upn or guest.email, guest.role))
    if activities:
        third, *headings = words["activities"]
        rows += [(), (third,), (*headings, words["role"])]
        for guest in guests:
            for joined, left in guest.moments():
                length = lasting_as((left - joined).total_seconds())
                rows.append((guest.name, clock(joined), clock(left), length, guest.email, guest.role))
    return tabbed(rows)


def teams_webinar(clock=us_short, guests=EVERYONE) -> bytes:
    """A webinar with registration: what people told when they registered stands beside their times."""
    registered = {guest: clock(datetime(2026, 2, 20 + number, 9, 15)) for number, guest in enumerate(guests)}
    rows = [
        ("1. Summary",),
        ("Meeting title", TITLE),
        ("Registered participants", len(guests)),
        (),
        ("2. Participants",),
        (
            "Name", "First Join", "Last Leave", "In-Meeting Duration", "Email", "Participant ID (UPN)", "Role",
            "First Name", "Last Name", "Registration Time", "Registration Status",
        ),
    ]  # fmt: skip
    for guest in guests:
        moments, (first, *_, last) = guest.moments(), guest.name.split()
        times = clock(moments[0][0]), clock(moments[-1][1]), long(lasting(guest))
        told = (first, last, registered[guest], "Registered")
        rows.append((guest.name, *times, guest.email, guest.email, guest.role, *told))
    rows += [(), ("3. In-Meeting Activities",), ("Name", "Join Time", "Leave Time", "Duration", "Email", "Role")]
    for guest in guests:
        for joined, left in guest.moments():
            length = long((left - joined).total_seconds())
            rows.append((guest.name, clock(joined), clock(left), length, guest.email, guest.role))
    return tabbed(rows)


def zoom_participants(clock=zoomed, guests=EVERYONE, with_meeting=True) -> bytes:
    """Zoom's participants, each stay in a line; with the meeting's own data above, as one can choose."""
    rows = []
    if with_meeting:
        start, end = after(-10.05), after(124.59)
        rows = [
            ("Meeting ID", "Topic", "Start Time", "End Time", "User Email", "Duration (Minutes)", "Participants"),
            ("981 4411 2307", TITLE, clock(start), clock(end), FAY.email, 136, len(guests)),
            (),
        ]
    rows.append(
        (
            "Name (Original Name)",
            "User Email",
            "Join Time",
            "Leave Time",
            "Duration (Minutes)",
            "Guest",
            "Recording Consent",
        )
    )
    for guest in guests:
        shown = f"{guest.seen_as} ({guest.name})" if guest.seen_as else guest.name
        for joined, left in guest.moments():
            lasted = minutes_up((left - joined).total_seconds())
            rows.append((shown, guest.email, clock(joined), clock(left), lasted, "No" if guest is FAY else "Yes", ""))
    return commas(rows)


def zoom_totals(guests=EVERYONE) -> bytes:
    """Zoom's participants with "Show unique users" ticked: minutes in all, and no times."""
    rows = [(guest.name, guest.email, minutes_up(lasting(guest)), "Yes") for guest in guests]
    return commas([("Name (Original Name)", "User Email", "Total Duration (Minutes)", "Guest"), *rows])


def zoom_webinar(clock=zoomed, guests=EVERYONE, absent=("Aisha Begum",)) -> bytes:
    """Zoom's attendee report of a webinar: hosts, panelists and attendees apart; those who registered and stayed away
    are in it."""
    of_host = ("Attended", "User Name (Original Name)", "Email", "Join Time", "Leave Time", "Time in Session (minutes)")
    of_attendee = (
        "Attended", "User Name (Original Name)", "First Name", "Last Name", "Email", "Registration Time",
        "Approval Status", "Join Time", "Leave Time", "Time in Session (minutes)", "Is Guest", "Country/Region Name",
    )  # fmt: skip
    [(joined, left)] = FAY.moments()
    host = ("Yes", FAY.name, FAY.email, clock(joined), clock(left), 136, "No", "United Kingdom")
    rows = [
        ("Attendee Report",),
        ("Report Generated:", clock(after(200))),
        ("Topic", "Webinar ID", "Actual Start Time", "Actual Duration (minutes)", "# Registered", "Unique Viewers"),
        (TITLE, "981 4411 2307", clock(after(-10.05)), 136, 12, len(guests)),
        ("Host Details", ""),
        (*of_host, "Is Guest", "Country/Region Name"),
        host,
        ("Attendee Details", ""),
        of_attendee,
    ]
    asked = clock(datetime(2026, 2, 21, 20, 5))
    for guest in guests:
        if guest is FAY:
            continue
        first, *_, last = guest.name.replace(",", "").split()
        for joined, left in guest.moments():
            lasted = minutes_up((left - joined).total_seconds())
            shown, times = guest.seen_as or guest.name, (clock(joined), clock(left), lasted)
            rows.append(("Yes", shown, first, last, guest.email, asked, "approved", *times, "Yes", "United Kingdom"))
    for name in absent:
        first, last = name.split()
        address = f"{first}.{last}@oak.example.org".lower()
        rows.append(("No", "--", first, last, address, asked, "approved", "--", "--", "--", "--", "--"))
    return commas(rows, mark=False)


SAMPLES = {
    "teams_list_2020_uk.csv": teams_list,
    "teams_list_2020_us.csv": lambda: teams_list(us),
    "teams_report_2021_us.csv": teams_report,
    "teams_report_2022_us.csv": teams_sections,
    "teams_report_2022_uk.csv": lambda: teams_sections(uk),
    "teams_report_2022_polish.csv": lambda: teams_sections(
        lambda at: f"{at:%d.%m.%Y, %H:%M:%S}",
        words=POLISH,
        lasting_as=lambda s: long(s).replace("h", " godz.").replace("m", " min").replace("s", " sek."),
    ),
    "teams_report_2022_people_only.csv": lambda: teams_sections(activities=False),
    "teams_report_2022_two_devices.csv": lambda: teams_sections(guests=(*EVERYONE, PHONE), activities=False),
    "teams_webinar_2022.csv": teams_webinar,
    "zoom_participants.csv": lambda: zoom_participants(with_meeting=False),
    "zoom_participants_with_meeting.csv": zoom_participants,
    "zoom_unique_users.csv": zoom_totals,
    "zoom_webinar.csv": zoom_webinar,
}


if __name__ == "__main__":
    for name, build in SAMPLES.items():
        (HERE / name).write_bytes(build())
