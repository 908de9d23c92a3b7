"""Addresses of uploaded pictures and recordings."""

from django.urls import path

from cms.files.views import image_show, recording_play

urlpatterns = [
    path("media/<path:path>", image_show, name="image-show"),
    path("recordings/<int:document_id>/<str:filename>", recording_play, name="recording-play"),
]
