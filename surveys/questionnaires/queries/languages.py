"""The languages that surveys are translated into: ISO 639-1 codes, English names, and which run from right to left."""

LANGUAGES = {
    "ar": "Arabic",
    "bn": "Bengali",
    "fa": "Farsi",
    "fr": "French",
    "gu": "Gujarati",
    "hi": "Hindi",
    "ku": "Kurdish",
    "ps": "Pashto",
    "pl": "Polish",
    "pt": "Portuguese",
    "pa": "Punjabi",
    "ro": "Romanian",
    "so": "Somali",
    "es": "Spanish",
    "ti": "Tigrinya",
    "uk": "Ukrainian",
    "ur": "Urdu",
    "cy": "Welsh",
}
RIGHT_TO_LEFT = frozenset({"ar", "fa", "ps", "ur"})


def language_name(code: str) -> str:
    """What staff call it."""
    return LANGUAGES.get(code, "English" if code == "en" else code)


def direction(code: str) -> str:
    """For the attribute `dir`."""
    return "rtl" if code in RIGHT_TO_LEFT else "ltr"
