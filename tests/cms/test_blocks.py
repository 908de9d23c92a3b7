from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from cms.blocks.front import OffersBlock
from cms.blocks.media import size_in_words
from cms.blocks.streams import BodyBlock, HomeBlock
from cms.blocks.words import AccordionBlock
from cms.models import Navigation
from people.models import Helpline
from tests.factories import SessionFactory
from tests.factories.cms import make_course_page, make_document, make_home, make_image, make_standard_page

pytestmark = pytest.mark.django_db

PERMISSION = {"has_permission": True, "permission_from": "Rowan Example", "permission_on": "2026-01-05"}


def stream_of(*blocks, kind=BodyBlock):
    return kind().to_python([{"type": name, "value": value, "id": f"n{n}"} for n, (name, value) in enumerate(blocks)])


def render(*blocks, kind=BodyBlock) -> str:
    value = stream_of(*blocks, kind=kind)
    return str(value.render_as_block({}))


def messages(error) -> list[str]:
    """Every message in a refusal, however deep."""
    inner = (
        [*getattr(error, "block_errors", {}).values()] if isinstance(getattr(error, "block_errors", {}), dict) else []
    )
    inner += [e for e in getattr(error, "block_errors", []) if e] if not inner else []
    found = [text for each in inner for text in messages(each)]
    found += [text for each in getattr(error, "non_block_errors", []) for text in [str(each)]]
    return found or list(getattr(error, "messages", []))


def refusal(*blocks, kind=BodyBlock) -> list[str]:
    value = stream_of(*blocks, kind=kind)
    with pytest.raises(ValidationError) as caught:
        kind().clean(value)
    return messages(caught.value)


def accept(*blocks, kind=BodyBlock):
    return kind().clean(stream_of(*blocks, kind=kind))


# --- Text ---


def test_text_is_shown_as_written():
    assert "<h2>What we do</h2><p>We <b>listen</b>.</p>" in render(
        ("text", "<h2>What we do</h2><p>We <b>listen</b>.</p>")
    )


def test_a_small_heading_needs_a_large_one_above_it():
    said = refusal(("text", "<h3>Small</h3><p>Words</p>"))
    assert said == ["The first heading here is a small one (H3). Make it a large one (H2)."]


def test_a_small_heading_may_follow_a_large_one_in_an_earlier_block():
    accept(("text", "<h2>Large</h2>"), ("text", "<h3>Small</h3>"))


# --- Content note ---


def test_a_content_note_says_what_is_to_come_and_offers_ways_out():
    away = make_standard_page("Somewhere calm")
    html = render(("content_note", {"mentions": "knife injuries", "advice": "", "leave_to": away.pk, "covered": []}))
    assert "This page mentions knife injuries." in html
    assert 'href="#b-n0-after"' in html
    assert 'id="b-n0-after"' in html
    assert f'href="{away.url}"' in html


def test_a_covered_part_stays_closed_until_the_reader_opens_it():
    covered = [{"type": "text", "value": "<p>What happened that night.</p>", "id": "c1"}]
    html = render(("content_note", {"mentions": "a death", "advice": "", "leave_to": None, "covered": covered}))
    details = html[html.index("<details") : html.index("</details>")]
    assert "What happened that night." in details
    assert "<details open" not in html


def test_a_content_note_must_say_what_is_mentioned():
    said = refusal(("content_note", {"mentions": "", "advice": "", "leave_to": None, "covered": []}))
    assert said == ["Say what the page mentions, so that people can choose."]


# --- Callout ---


def test_a_callout_shows_its_heading_and_words():
    html = render(("callout", {"heading": "Bring a friend", "text": "<p>Everyone is welcome.</p>"}))
    assert "Bring a friend" in html
    assert "<p>Everyone is welcome.</p>" in html


def test_an_empty_callout_is_refused():
    assert refusal(("callout", {"heading": "", "text": ""})) == ["Write what the callout says."]


# --- Quotation ---


def test_a_quotation_with_permission_is_shown_with_the_agreed_attribution_only():
    html = render(("quotation", {"quotation": "It changed my work.", "attribution": "A teacher", **PERMISSION}))
    assert "It changed my work." in html
    assert "A teacher" in html
    assert "Rowan Example" not in html


def test_a_quotation_without_permission_is_refused_even_in_a_draft():
    block = BodyBlock()
    value = stream_of(("quotation", {"quotation": "It changed my work.", "has_permission": False}))
    with pytest.raises(ValidationError) as caught:
        block.clean_deferred(value)
    assert messages(caught.value) == [
        "A quotation needs the person’s permission. Ask them, or take it off the page.",
        "Write who gave the permission.",
        "Give the date of the permission.",
    ]


def test_a_permission_dated_in_the_future_is_refused():
    tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()
    said = refusal(("quotation", {"quotation": "Good.", **PERMISSION, "permission_on": tomorrow}))
    assert said == ["The date of the permission is still to come. Check it."]


def test_a_quotation_whose_permission_was_taken_back_is_not_shown():
    lost = {"quotation": "It changed my work.", **PERMISSION, "has_permission": False}
    assert "It changed my work." not in render(("quotation", lost))


# --- Image ---


def test_an_image_carries_its_alternative_text():
    html = render(("image", {"image": make_image().pk, "alt_text": "A full hall", "caption": "March"}))
    assert 'alt="A full hall"' in html
    assert "March" in html


def test_an_image_without_alternative_text_is_refused():
    said = refusal(("image", {"image": make_image().pk, "alt_text": "", "caption": ""}))
    assert said == ["Say in words what the picture shows, for people who can not see it."]


# --- Video ---


def a_video(**changes) -> dict:
    return {
        "title": "Why we listen",
        "recording": make_document("talk.mp4", b"\0" * 100).pk,
        "captions": make_document("talk.vtt", b"WEBVTT\n").pk,
        "captions_language": "pl",
        "transcript": "<p>Good morning.</p>",
        "picture": None,
        **changes,
    }


def test_a_video_plays_from_this_site_with_captions_and_transcript():
    html = render(("video", a_video()))
    assert '<source src="/recordings/' in html
    assert '<track kind="captions" src="/recordings/' in html
    assert 'srclang="pl" label="Polish"' in html
    assert "<p>Good morning.</p>" in html
    assert "autoplay" not in html


@pytest.mark.parametrize(
    ("missing", "said"),
    [
        ({"captions": None}, "Choose the captions: without them people who are deaf are left out."),
        ({"transcript": ""}, "Add what is said and shown, in words."),
        ({"recording": None}, "Choose the recording."),
        ({"title": ""}, "Give the recording a title."),
    ],
)
def test_a_video_that_leaves_someone_out_is_refused(missing, said):
    assert refusal(("video", a_video(**missing))) == [said]


def test_captions_must_be_web_captions_and_the_recording_playable():
    swapped = a_video(captions=make_document("talk.txt").pk, recording=make_document("talk.pdf").pk)
    assert refusal(("video", swapped)) == [
        "Browsers can not play this kind of file. Choose an MP4 or WebM file.",
        "Captions must be a WebVTT file, whose name ends in .vtt.",
    ]


# --- Accordion ---


def test_an_accordion_shows_each_section():
    sections = [{"heading": f"Question {n}", "text": f"<p>Answer {n}</p>"} for n in (1, 2)]
    html = render(("accordion", {"sections": sections}))
    assert [html.count(f"Question {n}") for n in (1, 2)] == [1, 1]
    assert "<p>Answer 2</p>" in html


def test_an_accordion_section_needs_a_heading_and_words():
    sections = [{"heading": "Only this", "text": "<p>Fine</p>"}, {"heading": "", "text": ""}]
    said = refusal(("accordion", {"sections": sections}))
    assert said == ["Write the section’s heading.", "Write what the section says."]


# --- Downloads ---


def test_a_download_says_its_type_and_size():
    guide = make_document("guide.pdf", b"x" * 240_000)
    html = render(
        ("downloads", {"heading": "Take away", "files": [{"document": guide.pk, "text": "", "description": ""}]})
    )
    assert "The guide (PDF, 240 KB)" in html
    assert f'href="{guide.url}"' in html


@pytest.mark.parametrize(
    ("size", "words"), [(0, ""), (None, ""), (1, "1 KB"), (240_000, "240 KB"), (3_100_000, "3.1 MB")]
)
def test_sizes_are_said_as_people_read_them(size, words):
    assert size_in_words(size) == words


def test_a_download_whose_file_was_deleted_is_left_out():
    assert "Take away" not in render(("downloads", {"heading": "Take away", "files": [{"document": 999}]}))


# --- Call to action, links ---


def test_a_call_to_action_links_to_its_page():
    page = make_standard_page("Join")
    link = {"text": "Join us", "page": page.pk, "address": ""}
    html = render(("call_to_action", {"heading": "Be part of it", "text": "", "link": link}))
    assert f'href="{page.url}"' in html
    assert "Join us" in html


def test_a_call_to_action_to_a_page_that_is_not_published_links_nowhere():
    page = make_standard_page("Secret", slug="secret", live=False)
    link = {"text": "Join us", "page": page.pk, "address": ""}
    html = render(("call_to_action", {"heading": "Be part of it", "text": "", "link": link}))
    assert "secret" not in html
    assert "href" not in html


@pytest.mark.parametrize(
    ("link", "said"),
    [
        ({"page": None, "address": ""}, "Choose the page that this links to, or write an address below."),
        (
            {"page": None, "address": "javascript:alert(1)"},
            "Start the address with https://, or with / for a page of this site.",
        ),
        (
            {"page": None, "address": "//evil.example"},
            "Start the address with https://, or with / for a page of this site.",
        ),
    ],
)
def test_a_link_leads_somewhere_safe(link, said):
    block = {"heading": "Go", "text": "", "link": {"text": "On", **link}}
    assert refusal(("call_to_action", block)) == [said]


def test_a_link_leads_to_one_place():
    link = {"text": "On", "page": make_standard_page().pk, "address": "https://example.org"}
    said = refusal(("call_to_action", {"heading": "Go", "text": "", "link": link}))
    assert said == ["Choose a page or write an address, not both."]


# --- Get help ---


def test_the_get_help_panel_shows_every_helpline_the_emergency_first():
    Helpline.objects.create(name="Talk to someone", phone="0800 1111", position=1)
    Helpline.objects.create(name="Emergency", phone="999", position=9, is_emergency=True)
    html = render(("get_help", {"heading": "Get help", "text": "", "helplines": []}))
    assert html.index("Emergency") < html.index("Talk to someone")
    assert 'href="tel:08001111"' in html


def test_the_get_help_panel_can_show_chosen_helplines_only():
    chosen = Helpline.objects.create(name="For young people", phone="0800 1111")
    Helpline.objects.create(name="For adults", phone="0800 2222")
    html = render(("get_help", {"heading": "Get help", "text": "", "helplines": [chosen.pk]}))
    assert "For young people" in html
    assert "For adults" not in html


# --- Home ---


def test_next_sessions_are_those_with_places_soonest_first(settings):
    make_home()
    later = SessionFactory(starts_at=timezone.now() + timedelta(days=20), course__title="Later course")
    sooner = SessionFactory(starts_at=timezone.now() + timedelta(days=2), course__title="Sooner course")
    SessionFactory(course__title="Full course", capacity=1, places_held=1)
    SessionFactory(course__title="Draft course", status="draft")
    page = make_course_page(sooner.course)
    link = {"text": "See all", "page": None, "address": "/courses/"}
    html = render(("next_sessions", {"heading": "Coming up", "text": "", "how_many": 4, "link": link}), kind=HomeBlock)
    assert html.index("Sooner course") < html.index("Later course")
    assert "Full course" not in html
    assert "Draft course" not in html
    assert f'href="{page.url}"' in html
    assert f'href="/sessions/{later.pk}/book/"' in html


def test_a_figure_must_say_what_it_counts_and_when():
    figures = [{"figure": "7,053", "text": "", "period": ""}]
    said = refusal(("figures", {"heading": "Reach", "figures": figures, "note": ""}), kind=HomeBlock)
    assert said == ["Say what the figure counts.", "Say which period the figure is for."]


def test_the_story_of_the_home_page_needs_words_for_its_picture():
    story = {
        "heading": "A school",
        "text": "It began…",
        "image": make_image().pk,
        "alt_text": "",
        "quotation": [],
        "link": [],
    }
    said = refusal(("story", story), kind=HomeBlock)
    assert said == ["Say in words what the picture shows, for people who can not see it."]


def test_the_menu_is_made_of_links_too():
    field = Navigation._meta.get_field("menu")
    with pytest.raises(ValidationError):
        field.stream_block.clean(
            field.stream_block.to_python([{"type": "link", "value": {"text": "", "page": None, "address": ""}}])
        )


def test_an_accordion_and_a_row_of_offers_begin_with_as_many_as_they_need():
    assert [len(AccordionBlock().get_default()["sections"]), len(OffersBlock().get_default()["offers"])] == [2, 2]
