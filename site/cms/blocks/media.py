"""Pictures, recordings and files to download."""

from typing import Any

from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

from cms.blocks.plain import PlainStructBlock
from cms.blocks.words import PROSE_WITHOUT_HEADINGS

RECORDING_TYPES = {"mp4": "video/mp4", "m4v": "video/mp4", "webm": "video/webm"}
CAPTIONS_TYPE = {"vtt": "text/vtt"}
CAPTION_LANGUAGES = [("en", "English"), ("cy", "Welsh"), ("pl", "Polish"), ("pa", "Punjabi"), ("ur", "Urdu")]


def extension_of(document: Any) -> str:
    """A document's file extension in lower case, without the dot."""
    return str(document.file_extension).lower()


def size_in_words(size: int | None) -> str:
    """A file's size as people read it, by the decimal units that file lists use: 240 KB, 3.1 MB."""
    if not size:
        return ""
    if size < 1_000_000:
        return f"{max(1, round(size / 1000))} KB"
    return f"{size / 1_000_000:.1f} MB"


class ImageBlock(PlainStructBlock):
    """A picture, always with words for who can not see it."""

    image = ImageChooserBlock()
    alt_text = blocks.CharBlock(
        max_length=250,
        label="Alternative text",
        help_text="What the picture shows, for people who can not see it. Not “picture of”.",
    )
    caption = blocks.CharBlock(required=False, max_length=250)

    when_missing = {
        "image": "Choose a picture.",
        "alt_text": "Say in words what the picture shows, for people who can not see it.",
    }

    class Meta:
        icon = "image"
        template = "blocks/image.html"
        label_format = "{alt_text}"


class VideoBlock(PlainStructBlock):
    """A recording held by this site, with captions and a transcript."""

    title = blocks.CharBlock(max_length=150)
    recording = DocumentChooserBlock(help_text="An MP4 or WebM file, added under Documents")
    captions = DocumentChooserBlock(help_text="A WebVTT file (.vtt), added under Documents")
    captions_language = blocks.ChoiceBlock(choices=CAPTION_LANGUAGES, default="en")
    transcript = blocks.RichTextBlock(features=PROSE_WITHOUT_HEADINGS)
    picture = ImageChooserBlock(required=False, help_text="Shown before the recording is played")

    when_missing = {
        "title": "Give the recording a title.",
        "recording": "Choose the recording.",
        "captions": "Choose the captions: without them people who are deaf are left out.",
        "transcript": "Add what is said and shown, in words.",
    }

    class Meta:
        icon = "media"
        template = "blocks/video.html"
        label_format = "{title}"

    def faults(self, value: Any) -> dict[str, str]:
        """The recording is one that browsers play, the captions one that they show."""
        faults = {}
        if value["recording"] and extension_of(value["recording"]) not in RECORDING_TYPES:
            faults["recording"] = "Browsers can not play this kind of file. Choose an MP4 or WebM file."
        if value["captions"] and extension_of(value["captions"]) not in CAPTIONS_TYPE:
            faults["captions"] = "Captions must be a WebVTT file, whose name ends in .vtt."
        return faults

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """Add the recording's media type and the name of the captions' language."""
        context = super().get_context(value, parent_context)
        recording = value["recording"]
        context["media_type"] = RECORDING_TYPES.get(extension_of(recording), "") if recording else ""
        context["language_name"] = dict(CAPTION_LANGUAGES).get(value["captions_language"], "")
        return context


class DownloadBlock(PlainStructBlock):
    """One file."""

    document = DocumentChooserBlock()
    text = blocks.CharBlock(required=False, max_length=150, help_text="The document’s own title, if empty")
    description = blocks.CharBlock(required=False, max_length=250)

    when_missing = {"document": "Choose the file to download."}

    class Meta:
        icon = "doc-full"
        label_format = "{text}"


class DownloadsBlock(PlainStructBlock):
    """Files to take away, each with its type and size."""

    heading = blocks.CharBlock(max_length=100, default="Downloads")
    files = blocks.ListBlock(DownloadBlock(), min_num=1)

    when_missing = {"heading": "Write a heading."}

    class Meta:
        icon = "download"
        template = "blocks/downloads.html"
        label_format = "{heading}"

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """Add each file with its words, address, type and size; a file that was deleted is left out."""
        context = super().get_context(value, parent_context)
        context["files"] = [
            {
                "text": file["text"] or file["document"].title,
                "description": file["description"],
                "href": file["document"].url,
                "type": extension_of(file["document"]).upper(),
                "size": size_in_words(file["document"].get_file_size()),
            }
            for file in value["files"]
            if file["document"]
        ]
        return context
