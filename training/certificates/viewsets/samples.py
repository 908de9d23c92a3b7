"""What certificates of a course look like, for whoever plans it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path
from django.utils import timezone
from wagtail.admin.auth import permission_denied

from training.certificates import queries
from training.certificates.document import LANGUAGES, TEMPLATE_VERSION, print_sample
from training.courses.models import Course
from training.courses.policies import may_plan_courses


def course_certificate(request: HttpRequest, course_id: int) -> HttpResponse:
    """The languages that a certificate of this course can be printed in, and who gets one."""
    if not may_plan_courses(request.user):
        return permission_denied(request)
    course = get_object_or_404(Course.objects.select_related("renews"), pk=course_id)
    context = {"course": course, "languages": LANGUAGES.values(), "template_version": TEMPLATE_VERSION}
    return render(request, "training/course_certificate.html", context, using="django")


def course_certificate_sample(request: HttpRequest, course_id: int, language: str) -> HttpResponse:
    """A sample as PDF, in the words that the course has now; nothing is kept."""
    if not may_plan_courses(request.user):
        return permission_denied(request)
    course = get_object_or_404(Course, pk=course_id)
    pdf = print_sample(queries.sample(course, language, timezone.now()))
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="sample-{course.code}-{language}.pdf"'
    return response


urlpatterns = [
    path("courses/<int:course_id>/certificate/", course_certificate, name="training_course_certificate"),
    path(
        "courses/<int:course_id>/certificate/<slug:language>.pdf",
        course_certificate_sample,
        name="training_course_certificate_sample",
    ),
]
