"""What a device asks and sends that keeps a register without a signal."""

import base64
import json
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from people.accounts.policies import StaffRole
from people.models import Organisation, Person
from people.organisations.models import OrganisationStatus
from tests.factories import (
    BookingFactory,
    OrganisationFactory,
    OrganisationKindFactory,
    PersonFactory,
    RoleFactory,
    SessionFactory,
    staff_member,
)
from tests.sign_in import sign_in
from training.attendance.operations import SessionEnded, close_register, mark, put_on_register, step_out
from training.bookings.operations import Colleague
from training.models import Attendance, Booking, BookingNeeds, Claim, FailedScan, SessionStatus, SteppedOut

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada(session):
    return BookingFactory(session=session, name="Ada")


@pytest.fixture
def device(client, facilitator, time_machine, noon):
    """The facilitator's device, an hour into the session."""
    time_machine.move_to(noon + timedelta(hours=1), tick=False)
    return sign_in(client, facilitator)


def ask(device, session):
    return device.get(f"/sessions/{session.pk}/register/snapshot/")


def send(device, session, *claims, sent_at):
    body = json.dumps({"sent_at": sent_at.isoformat(), "claims": claims})
    return device.post(f"/sessions/{session.pk}/register/claims/", body, content_type="application/json")


@pytest.fixture
def tell(device, session, noon):
    """Sends claims of the device, whose clock is right, and returns what became of each."""

    def tell(*claims, sent_at=noon + timedelta(hours=1)):
        answer = send(device, session, *claims, sent_at=sent_at)
        assert answer.status_code == 200
        return answer.json()["answers"]

    return tell


@pytest.fixture
def made(noon):
    """A claim as a device makes it, so many minutes past noon."""

    def made(kind, minute=10, **facts):
        then = (noon + timedelta(minutes=minute)).isoformat().replace("+00:00", "Z")
        return {"uid": str(uuid4()), "kind": kind, "device_at": then, **facts}

    return made


def marked(booking, status="present", **facts):
    return {"booking": booking.pk, "status": status, "saw": 0, **facts}


# --- Who ------------------------------------------------------------------------------------------------------------


def test_whoever_is_signed_out_is_told_so_and_not_led_elsewhere(client, session, noon):
    for answer in (ask(client, session), send(client, session, sent_at=noon)):
        assert (answer.status_code, answer.json()) == (401, {"signed_out": True})


@pytest.mark.parametrize(
    ("roles", "expected"),
    [((StaffRole.FACILITATOR,), 403), ((StaffRole.ANALYST,), 403), ((), 403), ((StaffRole.PROGRAMME_MANAGER,), 200)],
)
def test_only_those_who_mark_a_session_are_given_it(client, session, noon, time_machine, roles, expected):
    time_machine.move_to(noon, tick=False)
    sign_in(client, staff_member(*roles) if roles else PersonFactory())
    assert ask(client, session).status_code == expected
    assert send(client, session, sent_at=noon).status_code == expected


def test_what_is_sent_needs_the_token_that_our_own_pages_have(facilitator, session, noon):
    strict = sign_in(Client(enforce_csrf_checks=True), facilitator)
    assert send(strict, session, sent_at=noon).status_code == 403


# --- The snapshot ---------------------------------------------------------------------------------------------------


def test_a_snapshot_holds_who_is_expected_and_how_each_stands(device, session, ada, facilitator, noon):
    ben = BookingFactory(session=session, name="Ben")
    mark(booking=ada, status="late", minutes=100, by=None, at=noon)
    mark(booking=ada, status="late", minutes=110, by=facilitator, at=noon + timedelta(minutes=5))
    step_out(session=session, booking_id=ben.pk, at=noon + timedelta(minutes=50))
    said = ask(device, session).json()
    assert said["session"] == {
        "id": session.pk, "course": "Understanding trauma", "when": "Tuesday 10 March 2026, midday to 2pm",
        "place": session.where(), "minutes": 120, "starts_at": "2026-03-10T12:00:00+00:00",
        "ends_at": "2026-03-10T14:00:00+00:00", "opens_at": "2026-03-10T11:30:00+00:00",
        "late_after": "2026-03-10T12:10:00+00:00",
    }  # fmt: skip
    assert said["people"] == [
        {
            "booking": ada.pk, "name": "Ada", "about": f"{ada.role}, {ada.organisation}", "code": ada.check_in_code,
            "status": "late", "minutes": 110, "disputed": False, "saw": Claim.objects.latest("pk").pk,
            "since": "2026-03-10T12:05:00+00:00", "walked_in": False, "stepped_out": False,
        },
        {
            "booking": ben.pk, "name": "Ben", "about": f"{ben.role}, {ben.organisation}", "code": ben.check_in_code,
            "status": None, "minutes": None, "disputed": False, "saw": 0, "since": None, "walked_in": False,
            "stepped_out": True,
        },
    ]  # fmt: skip
    assert {"id": ada.role_id, "name": ada.role.name} in said["roles"]
    assert (said["closed"], said["facilitator"], said["expires_at"], said["server_at"]) == (
        False, facilitator.pk, "2026-03-11T14:00:00+00:00", "2026-03-10T13:00:00+00:00",
    )  # fmt: skip


def test_neither_needs_nor_addresses_leave_with_a_snapshot_and_nothing_on_the_way_keeps_it(device, session, ada):
    BookingNeeds.objects.create(booking=ada, access="A chair with arms")
    answer = ask(device, session)
    assert "Ada" in answer.content.decode()
    assert "chair" not in answer.content.decode()
    assert "@" not in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]


def test_the_key_is_the_same_each_time_and_another_for_another_person_or_session(device, session, facilitator):
    def key(session):
        return ask(device, session).json()["key"]

    other = SessionFactory(starts_at=session.starts_at)
    other.facilitators.add(facilitator)
    first = key(session)
    assert (len(base64.b64decode(first)), key(session)) == (32, first)
    assert key(other) != first
    sign_in(device, staff_member(StaffRole.PROGRAMME_MANAGER))
    assert key(session) != first


def test_a_device_is_told_to_forget_a_register_that_is_closed_long_over_or_not_held(
    device, session, facilitator, noon, time_machine
):
    def is_gone():
        answer = ask(device, session)
        return answer.status_code == 410 and answer.json() == {"closed": True}

    assert not is_gone()
    close_register(session=session, by=facilitator, at=noon)
    assert is_gone()
    session.closed_register.delete()
    session.status = SessionStatus.CANCELLED
    session.save()
    assert is_gone()
    session.status = SessionStatus.SCHEDULED
    session.save()
    assert not is_gone()
    sign_in(device, facilitator)
    time_machine.move_to(session.ends_at + timedelta(hours=24), tick=False)
    sign_in(device, facilitator)
    assert is_gone()


def test_names_are_not_given_to_a_device_more_than_a_week_before_the_start(
    client, session, facilitator, noon, time_machine
):
    for early, expected in ((timedelta(days=7, seconds=1), 425), (timedelta(days=7), 200)):
        time_machine.move_to(noon - early, tick=False)
        answer = ask(sign_in(client, facilitator), session)
        assert answer.status_code == expected
        if expected == 425:
            assert answer.json() == {"kept_from": "2026-03-03T12:00:00+00:00"}


def test_a_snapshot_asks_the_database_as_often_for_one_person_as_for_thirty(device, session, noon):
    def counted(number):
        for booking in BookingFactory.create_batch(number, session=session):
            mark(booking=booking, status="present", by=None, at=noon)
        ask(device, session)
        with CaptureQueriesContext(connection) as queries:
            assert ask(device, session).status_code == 200
        return len(queries)

    assert counted(1) == counted(29)


# --- What is sent ---------------------------------------------------------------------------------------------------


def test_marks_and_scans_are_kept_and_each_is_answered(tell, made, session, ada):
    ben, cem = BookingFactory(session=session, name="Ben"), BookingFactory(session=session, name="Cem")
    claims = [
        made("mark", **marked(ada, "late", minutes=100)),
        made("scan", code=ben.check_in_code.lower().replace("-", " ")),
        made("scan", 11, code=ben.check_in_code),
        made("mark", **marked(cem, "absent", minutes=5)),
    ]  # fmt: skip
    answers = tell(*claims)
    assert [(each["uid"], each["answer"], each["words"]) for each in answers] == [
        (claims[0]["uid"], "kept", "Late"), (claims[1]["uid"], "kept", "Present"),
        (claims[2]["uid"], "nothing_new", "Checked in already"), (claims[3]["uid"], "kept", "Absent"),
    ]  # fmt: skip
    assert [(each["booking"], each["status"], each["minutes"]) for each in answers] == [
        (ada.pk, "late", 100), (ben.pk, "present", 120), (ben.pk, "present", 120), (cem.pk, "absent", 0),
    ]  # fmt: skip
    assert answers[0]["saw"] == Claim.objects.get(uid=claims[0]["uid"]).pk


def test_a_queue_of_five_hundred_sent_twice_is_kept_once(tell, made, session):
    bookings = BookingFactory.create_batch(500, session=session)
    queue = [made("scan", code=each.check_in_code) for each in bookings]
    first, second = tell(*queue), tell(*queue)
    assert {each["answer"] for each in first} == {"kept"}
    assert {each["answer"] for each in second} == {"nothing_new"}
    assert (Claim.objects.count(), Attendance.objects.counted().count()) == (500, 500)
    assert [(each["booking"], each["saw"]) for each in first] == [(each["booking"], each["saw"]) for each in second]


def test_a_queue_asks_the_database_as_often_for_two_claims_as_for_sixty(device, session, made, noon):
    def queries_for(number):
        people = BookingFactory.create_batch(number, session=session)
        queue = [made("scan", code=each.check_in_code) for each in people[::2]]
        queue += [made("mark", **marked(each)) for each in people[1::2]]
        counts = []
        for _ in range(2):
            with CaptureQueriesContext(connection) as queries:
                send(device, session, *queue, sent_at=noon)
            counts.append(len(queries))
        return counts

    queries_for(2)
    few = queries_for(2)
    assert few == queries_for(60)
    assert max(few) <= 22


@pytest.mark.parametrize("hours", [-30, 0, 30, -(24 * 365 * 56)])  # the last: a battery was flat, and it is 1970
def test_a_clock_that_is_wrong_is_put_right_by_when_it_says_it_sent(device, session, ada, made, noon, hours):
    wrong = timedelta(hours=hours)
    claim = made("mark", **marked(ada))
    claim["device_at"] = (noon + timedelta(minutes=20) + wrong).isoformat()
    send(device, session, claim, sent_at=noon + timedelta(hours=1) + wrong)
    kept = Claim.objects.get()
    assert (kept.device_at, kept.made_at) == (noon + timedelta(minutes=20) + wrong, noon + timedelta(minutes=20))


def test_nothing_is_made_after_it_is_received(tell, made, ada, noon):
    tell(made("mark", minute=90, **marked(ada)))
    kept = Claim.objects.get()
    assert (kept.device_at, kept.made_at) == (noon + timedelta(minutes=90), noon + timedelta(hours=1))


def test_a_code_of_nobody_expected_is_refused_and_kept(tell, made, session, ada):
    others = BookingFactory(session=SessionFactory()).check_in_code
    cancelled = BookingFactory(session=session, status="cancelled", confirmed_at=None).check_in_code
    sent = [made("scan", code=code) for code in (others, cancelled, "no code")]
    for _ in range(2):  # sent twice it is kept once
        answers = tell(*sent, made("mark", **marked(ada)))
        assert [each["answer"] for each in answers[:3]] == ["refused"] * 3
        assert [each["words"] for each in answers[:3]] == [
            "Code of another session", "Booking cancelled", "Unknown code"
        ]  # fmt: skip
    kept = [("wrong_session", others), ("cancelled", cancelled), ("unknown", "")]
    assert list(FailedScan.objects.order_by("pk").values_list("kind", "code")) == kept


def test_a_scan_long_after_the_start_is_late_by_the_time_on_the_device(tell, made, session, ada):
    [answer] = tell(made("scan", minute=30, code=ada.check_in_code))
    assert (answer["answer"], answer["status"], answer["minutes"]) == ("kept", "late", session.minutes() - 30)


def test_a_mark_is_kept_though_a_clock_that_was_set_meanwhile_puts_it_before_the_opening(tell, made, ada):
    [answer] = tell(made("mark", minute=-1500, **marked(ada)))
    assert (answer["answer"], answer["status"]) == ("kept", "present")


def test_a_code_scanned_after_the_end_is_refused_as_at_the_door(device, session, ada, made, noon, time_machine):
    time_machine.move_to(noon + timedelta(hours=3), tick=False)
    scans = [made("scan", minute=minute, code=ada.check_in_code) for minute in (120, 119)]
    late, timely = send(device, session, *scans, sent_at=noon + timedelta(hours=3)).json()["answers"]
    assert (late["answer"], late["words"]) == ("refused", str(SessionEnded()))
    assert (timely["answer"], timely["status"], timely["minutes"]) == ("kept", "late", 1)
    assert FailedScan.objects.count() == 0


@pytest.mark.parametrize("sent_at", ["0001-01-01T00:00:00+05:00", "9999-12-31T23:59:59-05:00"])
def test_a_clock_that_nobody_has_is_refused_in_plain_words(device, session, sent_at):
    body = json.dumps({"sent_at": sent_at, "claims": []})
    answer = device.post(f"/sessions/{session.pk}/register/claims/", body, content_type="application/json")
    assert (answer.status_code, Claim.objects.count()) == (400, 0)


def test_whoever_marked_without_knowing_of_another_is_told_that_they_disagree(tell, made, ada, noon):
    mark(booking=ada, status="absent", by=PersonFactory(), at=noon)
    [answer] = tell(made("mark", **marked(ada)))
    assert (answer["answer"], answer["status"]) == ("kept", "present")
    assert answer["words"] == "Present. Somebody else says otherwise: please decide which is right"


def test_what_was_marked_before_the_closing_is_kept_and_told_so(tell, made, session, ada, noon, facilitator):
    close_register(session=session, by=facilitator, at=noon + timedelta(minutes=30), despite_unmarked=True)
    before, after = made("mark", 29, **marked(ada)), made("mark", 31, **marked(ada, "absent"))
    answers = tell(before, after)
    assert [each["answer"] for each in answers] == ["kept", "refused"]
    assert answers[0]["words"] == "Present. Kept: it was marked before the register was closed at 12:30pm"
    assert answers[1]["words"].startswith("This register was closed on Tuesday 10 March 2026, 12:30pm.")
    assert Attendance.objects.get().status == "present"


# --- Walk-ins -------------------------------------------------------------------------------------------------------


@pytest.fixture
def walk_in(made):
    def walk_in(**facts):
        who = {"name": "Wanda", "email": "wanda@example.org", "role": RoleFactory().pk, "organisation": "Elm Surgery"}
        return made("walk_in", **who | facts)

    return walk_in


def test_a_walk_in_is_let_in_once_however_often_it_is_sent(tell, walk_in, session):
    elm = OrganisationFactory(name="Elm Surgery")
    claim = walk_in(status="late", minutes=100)
    [first], [second] = tell(claim), tell(claim)
    booking = Booking.objects.get(email="wanda@example.org")
    assert (booking.walked_in, booking.organisation) == (True, elm)
    assert (first["answer"], first["booking"], first["status"], first["minutes"]) == ("kept", booking.pk, "late", 100)
    assert second == first | {"answer": "nothing_new", "words": "Known already"}
    assert (Claim.objects.count(), Claim.objects.get().uid) == (1, UUID(claim["uid"]))


@pytest.mark.parametrize(
    ("minute", "said", "expected"),
    [
        (10, {}, ("present", 120)),
        (31, {}, ("late", 89)),
        (31, {"status": "present"}, ("present", 120)),
        (31, {"status": "left_early", "minutes": 60}, ("left_early", 60)),
    ],
)
@pytest.mark.parametrize("hours", [0, 30])
def test_a_walk_in_came_when_they_were_added_unless_it_is_said_otherwise(
    device, session, walk_in, noon, minute, said, expected, hours
):
    wrong = timedelta(hours=hours)  # the device's clock, which is put right
    claim = walk_in(**said) | {"device_at": (noon + timedelta(minutes=minute) + wrong).isoformat()}
    send(device, session, claim, sent_at=noon + timedelta(hours=1) + wrong)
    kept = Attendance.objects.get()
    assert (kept.status, kept.minutes) == expected


def test_an_organisation_that_nobody_knows_or_several_are_is_left_to_staff(tell, walk_in):
    OrganisationKindFactory(name="Any", sector__name="Other")
    OrganisationFactory.create_batch(2, name="St Mary's")
    tell(walk_in(organisation="Quite New"), walk_in(email="two@example.org", organisation="St Marys"))
    proposed = Organisation.objects.filter(status=OrganisationStatus.PROPOSED).order_by("name")
    assert [(each.name, each.kind.name) for each in proposed] == [("Quite New", "Any"), ("St Marys", "Any")]


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"name": "Wanda \ud83d"}, "This could not be read"),
        ({"organisation": "\udfff"}, "This could not be read"),
        ({"email": "nonsense"}, "Their email address is missing or not right"),
        ({"name": " ", "role": "9" * 30}, "Their name is missing. Their role is missing"),
        ({"status": "absent"}, "Somebody who walked in was there: present, late or left early."),
        ({"status": "late", "minutes": 500}, "Enter how many minutes they attended, from 1 to 120."),
    ],
)
def test_a_walk_in_that_cannot_be_taken_is_refused_in_words_and_leaves_nothing_behind(tell, walk_in, facts, words):
    OrganisationKindFactory()
    before = Person.objects.count(), Organisation.objects.count()
    [answer] = tell(walk_in(**facts))
    assert (answer["answer"], answer["words"]) == ("refused", words)
    assert (Booking.objects.count(), (Person.objects.count(), Organisation.objects.count())) == (0, before)


# --- Stepping out ---------------------------------------------------------------------------------------------------


def test_stepping_out_and_coming_back_are_noted_once_and_claim_nothing(tell, made, ada, noon):
    out, back = made("stepped_out", 10, booking=ada.pk), made("came_back", 25, booking=ada.pk)
    assert [each["answer"] for each in tell(out, back)] == ["kept", "kept"]
    assert [each["answer"] for each in tell(out, back)] == ["nothing_new", "nothing_new"]
    note = SteppedOut.objects.get()
    assert (note.left_at, note.back_at) == (noon + timedelta(minutes=10), noon + timedelta(minutes=25))
    assert (Claim.objects.count(), Attendance.objects.count()) == (0, 0)


def test_stepping_out_is_not_kept_once_the_session_is_over(device, made, session, ada, time_machine, facilitator):
    time_machine.move_to(session.ends_at, tick=False)
    sign_in(device, facilitator)
    [answer] = send(device, session, made("stepped_out", booking=ada.pk), sent_at=session.ends_at).json()["answers"]
    assert (answer["answer"], answer["words"]) == ("nothing_new", "The session is over, so this was not kept")
    assert SteppedOut.objects.count() == 0


# --- What cannot be read --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "body",
    [
        "", "nonsense", "[]", "null", "{}", '{"sent_at": 5, "claims": []}', '{"sent_at": "yesterday", "claims": []}',
        '{"sent_at": "2026-03-10T13:00:00", "claims": []}', '{"sent_at": "2026-03-10T13:00:00Z", "claims": 7}', b"\xff",
        '{"sent_at": "2026-13-45T13:00:00Z", "claims": []}',
    ],
)  # fmt: skip
def test_what_is_no_queue_is_refused_as_a_whole_in_plain_words(device, session, body):
    answer = device.post(f"/sessions/{session.pk}/register/claims/", body, content_type="application/json")
    assert (answer.status_code, answer.json()) == (
        400, {"words": "This could not be read. Nothing was kept; it can be sent again."}
    )  # fmt: skip


def test_more_than_a_thousand_at_a_time_are_refused(device, session, noon):
    answer = send(device, session, *[{}] * 1001, sent_at=noon)
    assert (answer.status_code, answer.json()["words"]) == (
        400, "At most 1000 can be sent at a time. Nothing was kept; send them in parts."
    )  # fmt: skip


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "mischief"}, {"kind": None}, {"booking": "nobody"}, {"booking": None}, {"booking": 9**30},
        {"booking": 1.5}, {"status": None}, {"status": "late", "minutes": "many"}, {"saw": -1}, {"uid": "7"},
        {"device_at": None}, {"device_at": "now"}, {"device_at": "9999-12-31T23:59:59Z"},
        {"device_at": "0001-01-01T00:00:00Z"}, {"device_at": "0001-01-01T00:00:00+05:00"},
        {"status": "\ud800"}, {"note": "half a letter: \ud83d"},
    ],
)  # fmt: skip
def test_one_claim_that_cannot_be_read_keeps_no_other_from_being_kept(tell, made, session, ada, noon, wrong):
    ben = BookingFactory(session=session)
    broken = made("mark", **marked(ada)) | wrong
    answers = tell(broken, made("mark", **marked(ben)), sent_at=noon)
    by_uid = {each["uid"]: each["answer"] for each in answers}
    assert (by_uid.pop(broken["uid"]), list(by_uid.values())) == ("refused", ["kept"])
    assert list(Attendance.objects.values_list("booking", flat=True)) == [ben.pk]


def test_a_claim_that_is_no_record_at_all_is_refused_alone(tell, made, ada):
    answers = tell("nonsense", None, made("mark", **marked(ada)))
    assert sorted(each["answer"] for each in answers) == ["kept", "refused"]


def test_somebody_who_walked_in_is_marked_like_anybody_else(tell, made, session, noon, facilitator):
    booking, _ = put_on_register(
        session=session, person=Colleague("Wanda", "wanda@example.org", RoleFactory()),
        organisation=OrganisationFactory(), by=facilitator, at=noon,
    )  # fmt: skip
    [answer] = tell(made("mark", **marked(booking, "left_early", minutes=95)))
    assert (answer["answer"], answer["minutes"]) == ("kept", 95)
