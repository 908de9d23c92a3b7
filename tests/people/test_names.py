"""What is read of a name."""

import pytest

from people.accounts.names import readable


@pytest.mark.parametrize(
    "name",
    [
        "José Álvarez O’Neill", "محمد عبد الرحمن", "می\u200cخواهم", "ක්\u200dරිස්ටි", "क्\u200dष", "ജോണ്\u200d തോമസ്",
        "ਗੁਰਪ੍ਰੀਤ ਕੌਰ", "𠮷田",
        "X Æ A-12", "J. Müller-Łódź",
    ],
)  # fmt: skip
def test_a_name_of_any_alphabet_stays_as_it_is(name):
    assert readable(name) == name


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("Sam \u202eelpmaxE", "Sam elpmaxE"),
        ("\u2067Sam\u2069 \u200fExample\u200e", "Sam Example"),
        ("S\u200ba\ufeffm\u00ad", "Sam"),
        ("Sam\u200d", "Sam"),
        ("\u200cSam \u200dExample", "Sam Example"),
        ("Sam\r\nExample\x07", "Sam Example"),
        ("Sam\ue000\U000e0041\uffff", "Sam"),
        ("\u3164\u2800\u115f", ""),
        ("\u200d", ""),
    ],
)
def test_what_nobody_sees_is_no_part_of_it(typed, read):
    assert readable(typed) == read
