"""Every address of the product. Wagtail's catch-all comes last."""

from django.conf import settings
from django.urls import include, path
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from config.health import health
from config.offline import manifest, worker
from people.accounts.staff_views import preferences
from people.accounts.views import private_page

urlpatterns = [
    path("health/", health, name="health"),
    path("worker.js", worker, name="worker"),
    path("manifest.webmanifest", manifest, name="manifest"),
    *([path("demo/", include("config.demo"))] if settings.DEMO else []),
    # Where a mail service reports bounces; never without the secret that it must bring.
    *([path("anymail/", include("anymail.urls"))] if settings.ANYMAIL.get("WEBHOOK_SECRET") else []),
    path("admin/login/", RedirectView.as_view(pattern_name="account_login", query_string=True)),
    path("admin/account/", preferences),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("account/", include("people.accounts.urls")),
    path("_util/login/", private_page),
    path("", include("people.urls")),
    path("", include("surveys.urls")),
    path("", include("training.urls")),
    path("", include("reach.urls")),
    path("", include("cms.urls")),
    path("", include(wagtail_urls)),
]
