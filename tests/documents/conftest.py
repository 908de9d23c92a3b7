"""A template of each kind, written for the tests alone."""

import pytest
from django.template import engines
from jinja2 import DictLoader

LETTER = """{% extends "emails/base.html" %}
{% block subject %}Your place &
  {{ name }}{% endblock %}
{% block body %}
<h1>Confirm your place</h1>
<p>Hello {{ name }},</p>
<dl class="facts"><dt>When</dt><dd>Tuesday</dd><dt>Where</dt><dd>Town Hall,<br>Birmingham</dd></dl>
<p><a class="button" href="http://testserver/confirm/">Confirm my place</a></p>
<p>You can <a href="http://testserver/cancel/">cancel</a> until then.</p>
<ul><li>Bring a pen</li><li>Write to <a href="mailto:us@example.org">us@example.org</a></li></ul>
<ol><li>First</li><li>Second</li></ol>
<p data-plain="skip">Only for the eye</p>
{% endblock %}"""

SHEET = """{% extends "documents/base.html" %}
{% block title %}A sheet{% endblock %}
{% block content %}<main><h1>A sheet</h1><p>{{ words }}</p>{{ extra }}</main>{% endblock %}"""


@pytest.fixture
def letters():
    """Makes the templates `letter` (an email) and `documents/sheet.html`."""
    loaders = engines["jinja2"].env.loader.loaders
    ours = DictLoader({"emails/letter.html": LETTER, "documents/sheet.html": SHEET})
    loaders.append(ours)
    yield
    loaders.remove(ours)
