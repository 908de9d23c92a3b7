"""The fixed words of a certificate in each language that it can be printed in."""

from dataclasses import dataclass
from datetime import date, datetime

from babel.dates import format_date
from django.utils import timezone

from documents.dates import day

ENGLISH = "en"


@dataclass(frozen=True)
class Wording:
    """What a certificate says whatever it is for. `issued` holds the places of the date and of the issuer."""

    language: str
    name: str
    heading: str
    holder: str
    attended: str
    renewed: str
    renewed_by: str
    attended_on: str
    hours: str
    valid_until: str
    validity: str
    no_end: str
    covers: str
    check: str
    scan: str
    number: str
    issued: str
    direction: str = "ltr"

    def day(self, value: date) -> str:
        """A date in this language, with its weekday (Unicode CLDR); a moment's day is the local one."""
        if self.language == ENGLISH:
            return day(value)
        on = timezone.localtime(value).date() if isinstance(value, datetime) else value
        return str(format_date(on, "full", locale=self.language))


LANGUAGES = {
    each.language: each
    for each in (
        Wording(
            language=ENGLISH,
            name="English",
            heading="Certificate of attendance",
            holder="This is to say that",
            attended="attended and completed",
            renewed="has renewed the certificate of",
            renewed_by="by attending the refresher",
            attended_on="Attended on",
            hours="CPD hours",
            valid_until="Valid until",
            validity="Validity",
            no_end="Does not expire",
            covers="What the course covers",
            check="Check this certificate",
            scan="Scan the code, or go to",
            number="Number",
            issued="Issued on {date} by {issuer}",
        ),
        Wording(
            language="pl",
            name="Polish",
            heading="Zaświadczenie o uczestnictwie",
            holder="Niniejsze zaświadczenie otrzymuje",
            attended="za udział w szkoleniu i jego ukończenie",
            renewed="w związku z odnowieniem zaświadczenia ze szkolenia",
            renewed_by="po udziale w szkoleniu przypominającym",
            attended_on="Data szkolenia",
            hours="Godziny CPD",
            valid_until="Ważne do",
            validity="Ważność",
            no_end="Bezterminowo",
            covers="Zakres szkolenia",
            check="Sprawdź to zaświadczenie",
            scan="Zeskanuj kod lub wejdź na stronę",
            number="Numer",
            issued="Data wystawienia: {date}. Wystawca: {issuer}",
        ),
        Wording(
            language="pa",
            name="Punjabi",
            heading="ਹਾਜ਼ਰੀ ਦਾ ਸਰਟੀਫਿਕੇਟ",
            holder="ਤਸਦੀਕ ਕੀਤਾ ਜਾਂਦਾ ਹੈ ਕਿ",
            attended="ਨੇ ਹਾਜ਼ਰ ਹੋ ਕੇ ਇਹ ਕੋਰਸ ਪੂਰਾ ਕੀਤਾ",
            renewed="ਨੇ ਇਸ ਕੋਰਸ ਦਾ ਸਰਟੀਫਿਕੇਟ ਨਵਿਆਇਆ",
            renewed_by="ਇਸ ਰਿਫਰੈਸ਼ਰ ਕੋਰਸ ਵਿੱਚ ਹਾਜ਼ਰ ਹੋ ਕੇ",
            attended_on="ਹਾਜ਼ਰੀ ਦੀ ਮਿਤੀ",
            hours="CPD ਘੰਟੇ",
            valid_until="ਇਸ ਮਿਤੀ ਤੱਕ ਵੈਧ",
            validity="ਵੈਧਤਾ",
            no_end="ਮਿਆਦ ਖ਼ਤਮ ਨਹੀਂ ਹੁੰਦੀ",
            covers="ਕੋਰਸ ਵਿੱਚ ਕੀ ਸ਼ਾਮਲ ਹੈ",
            check="ਇਸ ਸਰਟੀਫਿਕੇਟ ਦੀ ਜਾਂਚ ਕਰੋ",
            scan="ਕੋਡ ਸਕੈਨ ਕਰੋ, ਜਾਂ ਇਸ ਪਤੇ ’ਤੇ ਜਾਓ",
            number="ਨੰਬਰ",
            issued="{date} ਨੂੰ {issuer} ਵੱਲੋਂ ਜਾਰੀ ਕੀਤਾ ਗਿਆ",
        ),
        Wording(
            language="ur",
            name="Urdu",
            heading="حاضری کی سند",
            holder="تصدیق کی جاتی ہے کہ",
            attended="نے حاضر رہ کر یہ کورس مکمل کیا",
            renewed="نے اس کورس کی سند کی تجدید کی",
            renewed_by="اس ریفریشر کورس میں حاضر رہ کر",
            attended_on="حاضری کی تاریخ",
            hours="سی پی ڈی گھنٹے",
            valid_until="اس تاریخ تک مؤثر",
            validity="میعاد",
            no_end="میعاد ختم نہیں ہوتی",
            covers="کورس میں کیا شامل ہے",
            check="اس سند کی جانچ کریں",
            scan="کوڈ اسکین کریں، یا اس پتے پر جائیں",
            number="نمبر",
            issued="{date} کو {issuer} کی جانب سے جاری کی گئی",
            direction="rtl",
        ),
        Wording(
            language="cy",
            name="Welsh",
            heading="Tystysgrif presenoldeb",
            holder="Mae hyn i dystio bod",
            attended="wedi mynychu a chwblhau",
            renewed="wedi adnewyddu’r dystysgrif ar gyfer",
            renewed_by="drwy fynychu’r cwrs gloywi",
            attended_on="Mynychwyd ar",
            hours="Oriau DPP",
            valid_until="Yn ddilys tan",
            validity="Dilysrwydd",
            no_end="Nid yw’n dod i ben",
            covers="Cynnwys y cwrs",
            check="Gwirio’r dystysgrif hon",
            scan="Sganiwch y cod, neu ewch i",
            number="Rhif",
            issued="Cyhoeddwyd ar {date} gan {issuer}",
        ),
    )
}


def language_of_document(of_session: str) -> str:
    """The language that a certificate is printed in: that of the session, where the template's words are written in it,
    else English."""
    return of_session if of_session in LANGUAGES else ENGLISH
