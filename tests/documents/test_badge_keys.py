"""The keys of badges, and what goes into one: read from the settings, refused in words, hashed so that one fits."""

import base64
import hashlib
import json
import re
from datetime import UTC, datetime
from decimal import Decimal
from io import StringIO

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as st

from documents import badges
from documents.badges.keys import public_bytes, signing_key
from documents.checks import badge_keys_are_keys
from tests.verifying import KEYS

# The key pair that the standard's own examples use (W3C Data Integrity EdDSA Cryptosuites 1.0, appendix B).
SECRET = "z3u2en7t5LR2WtQH5PfFqMqwVHBeXouLzo6haApm8XHqvjxq"
PUBLIC = "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2"
FACTS = {
    "address": "https://a.example/verify/1/",
    "achievement": "https://a.example/badges/courses/1/",
    "title": "Understanding trauma",
    "description": "Two hours.",
    "criteria": "Took part.",
    "hours": Decimal("2.0"),
    "issuer": "Partnership",
    "issuer_page": "https://a.example/badges/issuer/",
    "issued_at": datetime(2026, 3, 10, tzinfo=UTC),
    "valid_until": None,
    "status_list": "https://a.example/badges/status/0/",
    "status_index": 1,
}


def test_a_key_is_read_as_the_standards_example_writes_it(settings):
    settings.BADGE_KEY = SECRET
    assert badges.published_keys() == [PUBLIC]


@given(st.binary(min_size=32, max_size=32))
def test_every_key_is_read_back_from_base64_of_either_alphabet(seed):
    for encode in (base64.b64encode, base64.urlsafe_b64encode):
        for text in (encode(seed).decode(), encode(seed).decode().rstrip("=")):
            with override_settings(BADGE_KEY=text):
                assert signing_key().private_bytes_raw() == seed
                [name] = badges.published_keys()
    assert public_bytes(name) == Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()


def test_old_keys_follow_the_one_of_today_and_none_is_named_twice(settings):
    settings.BADGE_KEY = KEYS[0]
    [today] = badges.published_keys()
    settings.BADGE_OLD_KEYS = [PUBLIC, today, PUBLIC]
    assert badges.published_keys() == [today, PUBLIC]


@pytest.mark.parametrize(
    "mistake", ["secret", PUBLIC, SECRET[:-1], "z", KEYS[0][:-4], KEYS[0] + "AAAA", "é" * 44, SECRET.replace("z", "u")]
)
def test_what_is_no_key_is_refused_before_the_start_without_being_repeated(settings, mistake):
    settings.BADGE_KEY = mistake
    [error] = badge_keys_are_keys()
    assert error.is_serious()
    assert error.msg.startswith("BADGE_KEY is no key: set it to 32 bytes in base64")
    assert mistake not in error.msg or mistake in ("z",)
    with pytest.raises(ImproperlyConfigured):
        badges.published_keys()


@pytest.mark.parametrize("mistake", ["", "z6Mk", PUBLIC[1:], PUBLIC + "1", SECRET, KEYS[0]])
def test_old_keys_that_are_none_are_refused_before_the_start(settings, mistake):
    settings.BADGE_OLD_KEYS = [PUBLIC, mistake]
    [error] = badge_keys_are_keys()
    assert error.msg.startswith("BADGE_OLD_KEYS names something that is no public key: each begins with z6Mk")


def test_keys_and_their_absence_both_pass_the_check(settings):
    settings.BADGE_KEY, settings.BADGE_OLD_KEYS = "", []
    assert badge_keys_are_keys() == []
    assert (badges.is_offered(), badges.did_document()) == (False, None)
    settings.BADGE_KEY, settings.BADGE_OLD_KEYS = KEYS[0], [PUBLIC]
    assert badge_keys_are_keys() == []


def test_the_command_makes_a_key_that_works_and_says_what_becomes_of_the_ones_before(settings):
    settings.BADGE_KEY, settings.BADGE_OLD_KEYS = "", []
    keys = []
    for _ in range(3):
        said = StringIO()
        call_command("make_badge_key", stdout=said)
        told = dict(re.findall(r"^(BADGE_\w+)=(\S+)$", said.getvalue(), flags=re.MULTILINE))
        assert told.get("BADGE_OLD_KEYS", "") == ",".join(keys)
        settings.BADGE_KEY = told["BADGE_KEY"]
        settings.BADGE_OLD_KEYS = told.get("BADGE_OLD_KEYS", "").split(",") if keys else []
        keys = badges.published_keys()
    assert len(keys) == 3


def test_the_command_helps_where_the_key_that_is_set_is_none(settings):
    settings.BADGE_KEY, settings.BADGE_OLD_KEYS = "oops", [PUBLIC]
    said = StringIO()
    call_command("make_badge_key", stdout=said)
    assert f"BADGE_OLD_KEYS={PUBLIC}" in said.getvalue()


@pytest.mark.parametrize(
    ("address", "did"),
    [
        ("https://training.example.org", "did:web:training.example.org"),
        ("https://Training.example.org:8443", "did:web:training.example.org%3A8443"),
        ("http://localhost:8000", "did:web:localhost%3A8000"),
    ],
)
def test_the_issuer_is_named_for_the_host_of_the_site(settings, address, did):
    settings.SITE_URL = address
    assert badges.issuer_did() == did


def test_each_key_may_be_used_for_statements_in_either_form(settings):
    settings.BADGE_KEY, settings.BADGE_OLD_KEYS = KEYS[0], [PUBLIC]
    document = badges.did_document()
    methods = document["verificationMethod"]
    assert [method["type"] for method in methods] == ["Multikey", "Multikey", "JsonWebKey", "JsonWebKey"]
    assert document["assertionMethod"] == [method["id"] for method in methods]
    assert {method["controller"] for method in methods} == {document["id"]} == {badges.issuer_did()}
    assert "d" not in methods[2]["publicKeyJwk"]


emails = st.from_regex(r"[a-z0-9.+-]{1,20}@[a-z0-9-]{1,20}\.[a-z]{2,6}", fullmatch=True)


@given(email=emails, other=emails, salt=st.text("0123456789abcdef", min_size=32, max_size=32))
def test_the_recipient_is_a_hash_that_fits_the_address_with_the_salt_and_nothing_else(email, other, salt):
    with override_settings(BADGE_KEY=KEYS[0]):
        signed = badges.sign_badge(badges.BadgeFacts(**FACTS, email=email.upper(), salt=salt), at=FACTS["issued_at"])
    [recipient] = json.loads(signed.credential)["credentialSubject"]["identifier"]

    def fits(address, salt):
        return recipient["identityHash"] == "sha256$" + hashlib.sha256((address + salt).encode()).hexdigest()

    assert recipient | {"identityHash": ""} == {
        "type": "IdentityObject",
        "hashed": True,
        "identityHash": "",
        "identityType": "emailAddress",
        "salt": salt,
    }
    assert fits(email, salt)
    assert fits(other, salt) == (other == email)
    assert not fits(email, "")
    assert not fits(email, salt[::-1]) or salt == salt[::-1]
    assert email not in signed.credential


def test_the_same_facts_are_signed_alike(settings):
    settings.BADGE_KEY = KEYS[0]
    facts = badges.BadgeFacts(**FACTS, email="a@b.example", salt="0" * 32)
    first, second = (badges.sign_badge(facts, at=FACTS["issued_at"]) for _ in range(2))
    assert first == second
