"""What training adds to the Wagtail admin: its staff screens, and names for the audit entries it writes."""

from django.urls import URLPattern
from wagtail import hooks
from wagtail.admin.viewsets.model import ModelViewSetGroup
from wagtail.log_actions import LogActionRegistry
from wagtail.permissions import register_permission_policy

from people.accounts.permissions import StaffRolePermissionPolicy
from people.accounts.policies import may_look_up_people
from people.models import UndeliverableAddress
from training.attendance import viewsets as attendance_screens
from training.attendance.policies import may_manage_headcounts, may_mark_any
from training.attendance.viewsets import DisagreementViewSet, EvaluationsViewSet, HeadcountViewSet, TopicViewSet
from training.bookings import viewsets as booking_screens
from training.bookings.viewsets import MessagesViewSet, UndatedSessionViewSet, UndeliverableAddressViewSet
from training.certificates import viewsets as certificate_screens
from training.certificates.policies import may_manage_certificates
from training.certificates.viewsets import (
    CertificateViewSet,
    ExpiringViewSet,
    NameRequestViewSet,
    ReissueViewSet,
    UnearnedViewSet,
)
from training.courses.policies import may_plan_courses
from training.courses.viewsets import CompetencyViewSet, CourseViewSet, FrameworkViewSet, ThemeViewSet
from training.models import (
    Attendance,
    Certificate,
    Competency,
    Course,
    Framework,
    Headcount,
    NameRequest,
    Reissue,
    Series,
    Session,
    Theme,
    Topic,
    UndatedSession,
    Venue,
)
from training.sessions import viewsets as session_screens
from training.sessions.viewsets import FacilitatorsViewSet, SeriesViewSet, SessionViewSet, VenueViewSet

LOG_ACTIONS = {
    "training.course.create": ("Create course", "Course created"),
    "training.course.change": ("Change course", "Course changed"),
    "training.session.schedule": ("Schedule session", "Session made"),
    "training.session.change": ("Change session", "Session changed"),
    "training.session.cancel": ("Cancel session", "Session cancelled"),
    "training.session.delete": ("Delete draft", "Draft of a session deleted"),
    "training.venue.change": ("Change venue", "Venue changed"),
    "training.series.schedule": ("Make series", "Series made with its sessions"),
    "training.series.extend": ("Add dates", "Dates added to the series"),
    "training.series.change": ("Change series", "Series changed"),
    "training.series.renew_link": ("Renew link", "The link of the series was renewed"),
    "training.booking.book": ("Book", "Place taken"),
    "training.booking.confirm": ("Confirm booking", "Booking confirmed"),
    "training.booking.cancel": ("Cancel booking", "Booking cancelled"),
    "training.booking.change_needs": ("Change needs", "Told needs anew"),
    "training.booking.wait": ("Join waiting list", "Joined the waiting list"),
    "training.booking.offer": ("Offer a place", "Place offered"),
    "training.booking.move": ("Move booking", "Moved to another date"),
    "training.booking.change_way": ("Change how to join", "Joins another way"),
    "training.booking.swap": ("Pass place on", "Place passed to a colleague"),
    "training.booking.approve": ("Approve booking", "Approved by the line manager"),
    "training.booking.decline": ("Decline booking", "Declined by the line manager"),
    "training.group.book": ("Book a group", "Group booked"),
    "training.pool.reserve": ("Reserve places", "Places reserved"),
    "training.pool.return": ("Return places", "Reserved places returned"),
    "training.feed.make": ("Make a calendar feed", "Calendar feed made"),
    "training.feed.renew": ("Renew a calendar feed", "Calendar feed given a new address"),
    "training.feed.revoke": ("Stop a calendar feed", "Calendar feed stopped"),
    "training.session.export": ("Download bookings", "List of bookings downloaded"),
    "training.attendance.mark": ("Mark register", "Marked in the register"),
    "training.register.receive": ("Receive marks", "Marks received"),
    "training.signed_list.enter": ("Enter signed list", "An organisation’s signed list entered"),
    "training.headcount.record": ("Record headcount", "Headcount recorded"),
    "training.headcount.receive": ("Receive headcounts", "Headcounts received"),
    "training.headcount.correct": ("Correct headcount", "Headcount corrected"),
    "training.headcount.withdraw": ("Withdraw headcount", "Headcount withdrawn"),
    "training.headcount.open_sheet": ("Look at sign-in sheet", "Photo of the sign-in sheet looked at"),
    "training.headcount.delete_sheet": ("Delete sign-in sheet", "Photo of the sign-in sheet deleted"),
    "training.headcount.export": ("Download headcounts", "Headcounts downloaded"),
    "training.register.close": ("Close register", "Register closed"),
    "training.register.reopen": ("Open register again", "Register opened again"),
    "training.scan.fail": ("Scan a code", "Code scanned that checked nobody in"),
    "training.webinar_log.import": ("Import webinar log", "Log of the webinar imported"),
    "training.certificate.issue": ("Issue certificate", "Certificate issued"),
    "training.certificate.make_badge": ("Make badge", "Digital badge made"),
    "training.certificate.withdraw": ("Withdraw certificate", "Certificate withdrawn"),
    "training.certificate.replace": ("Replace certificate", "Issued in place of another"),
    "training.certificate.ask_for_name": ("Ask for another name", "Holder asked to correct the name"),
    "training.certificate.decline_name": ("Decline a name", "Name stays as it is"),
    "training.certificate.reissue": ("Make certificates anew", "Batch of certificates agreed to"),
    "training.certificate.export": ("Download certificates", "List of certificates downloaded"),
    "training.attendance.evaluate": ("Note evaluation", "Evaluation noted as answered"),
    "training.certificate.remind": ("Remind of a refresher", "Reminded that the certificate ends"),
    "training.reminders.switch_off": ("Switch reminders off", "Wants no reminders of refreshers"),
    "training.reminders.switch_on": ("Switch reminders on", "Wants reminders of refreshers again"),
    "training.evidence.add": ("Add evidence", "Added to their own record"),
    "training.evidence.change": ("Change evidence", "Changed on their own record"),
    "training.evidence.remove": ("Remove evidence", "Removed from their own record"),
    "training.evidence.restore": ("Put evidence back", "Put back on their own record"),
    "training.undated.plan": ("Plan undated session", "Planned without a date"),
    "training.undated.change": ("Change undated session", "Changed before it had a date"),
    "training.undated.withdraw": ("Withdraw undated session", "No longer planned"),
    "training.undated.date": ("Set date", "Date set"),
    "training.interest.ask": ("Ask to be told", "Asked to be told of the date"),
    "training.interest.take_back": ("Take interest back", "No longer wants to be told of the date"),
    "training.interest.remind": ("Send interest link again", "Link sent again"),
    "training.message.write": ("Change a message's words", "Words of a message changed"),
    "training.message.reset": ("Go back to the usual words", "Message says the usual words again"),
    "training.booking.walk_in": ("Let in", "Came without a place, and was put on the register"),
    "training.booking.remind": ("Send booking link again", "Link of the booking sent again"),
}


@hooks.register("register_log_actions")
def register_log_actions(actions: LogActionRegistry) -> None:
    """Name each audit entry in words that staff read in the admin's reports."""
    for action, (label, message) in LOG_ACTIONS.items():
        actions.register_action(action, label, message)


for planned in (Course, Session, Series, UndatedSession, Venue, Theme, Framework, Competency):
    register_permission_policy(planned, StaffRolePermissionPolicy(planned, may_plan_courses))
register_permission_policy(Topic, StaffRolePermissionPolicy(Topic, may_manage_headcounts))
register_permission_policy(
    Headcount,
    StaffRolePermissionPolicy(Headcount, may_manage_headcounts, never=("add", "change", "delete")),
)
register_permission_policy(
    Attendance, StaffRolePermissionPolicy(Attendance, may_mark_any, never=("add", "change", "delete"))
)
for certified in (Certificate, NameRequest, Reissue):
    register_permission_policy(
        certified,
        StaffRolePermissionPolicy(certified, may_manage_certificates, never=("add", "change", "delete")),
    )
register_permission_policy(
    UndeliverableAddress,
    StaffRolePermissionPolicy(UndeliverableAddress, may_look_up_people, never=("add", "change", "delete")),
)


class TrainingViewSetGroup(ModelViewSetGroup):
    """One entry in the menu for all that is taught."""

    menu_label = "Training"
    menu_icon = "calendar-alt"
    menu_order = 150
    items = (
        SessionViewSet("session", url_prefix="training/session"),
        SeriesViewSet("series", url_prefix="training/series"),
        FacilitatorsViewSet("facilitators", url_prefix="training/facilitators"),
        UndatedSessionViewSet("undated_session", url_prefix="training/undated-session"),
        CourseViewSet("course", url_prefix="training/course"),
        HeadcountViewSet("headcount", url_prefix="training/headcount"),
        TopicViewSet("topic", url_prefix="training/topic"),
        CertificateViewSet("certificate", url_prefix="training/certificate"),
        ExpiringViewSet("expiring_certificate", url_prefix="training/expiring-certificate"),
        MessagesViewSet("training_messages", url_prefix="training/messages"),
        UnearnedViewSet("unearned_certificate", url_prefix="training/unearned-certificate"),
        DisagreementViewSet("attendance_to_decide", url_prefix="training/attendance-to-decide"),
        EvaluationsViewSet("evaluations", url_prefix="training/evaluations"),
        NameRequestViewSet("name_request", url_prefix="training/name-request"),
        ReissueViewSet("reissue", url_prefix="training/reissue"),
        UndeliverableAddressViewSet("undeliverable_address", url_prefix="training/undeliverable-address"),
        VenueViewSet("venue", url_prefix="training/venue"),
        ThemeViewSet("theme", url_prefix="training/theme"),
        FrameworkViewSet("framework", url_prefix="training/framework"),
        CompetencyViewSet("competency", url_prefix="training/competency"),
    )


@hooks.register("register_admin_viewset")
def register_training() -> TrainingViewSetGroup:
    """Courses, sessions and venues in the admin's menu."""
    return TrainingViewSetGroup()


@hooks.register("register_admin_urls")
def register_training_urls() -> list[URLPattern]:
    """Screens beside the lists: a session's bookings, calling one off, setting a date, trying an address again."""
    return [
        *session_screens.urlpatterns,
        *booking_screens.urlpatterns,
        *attendance_screens.urlpatterns,
        *certificate_screens.urlpatterns,
    ]
