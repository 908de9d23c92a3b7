"""A paper travels sealed: nobody reads or changes it on the way."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.responses.queries.papers import MOST_BYTES, Paper, Tampered, digest_of, digests_of, seal, unseal
from tests.factories.surveys import ANSWERS

PAPER = Paper(survey=1, version=2, language="ur", page="hopes", answers=ANSWERS, quotable=("more",), begun_at=1_700_000)


def test_a_sealed_paper_comes_back_as_it_was():
    assert unseal(seal(PAPER)) == PAPER


def test_a_sealed_paper_shows_nothing_of_itself():
    raw = base64.urlsafe_b64decode(seal(PAPER))
    for told in (b"A place to go", b"under_16", b"safe", PAPER.nonce.encode()):
        assert told not in raw


def test_the_same_paper_is_never_sealed_the_same_way():
    assert seal(PAPER) != seal(PAPER)


@given(st.integers(min_value=0), st.integers(1, 255))
def test_a_paper_with_one_letter_changed_is_refused(place, by):
    raw = bytearray(base64.urlsafe_b64decode(seal(PAPER)))
    raw[place % len(raw)] ^= by
    with pytest.raises(Tampered):
        unseal(base64.urlsafe_b64encode(bytes(raw)).decode())


@pytest.mark.parametrize("text", ["", "x", "é", "AAAA", "A" * 400, "\0", "=" * 9])
def test_what_never_was_a_paper_is_refused(text):
    with pytest.raises(Tampered):
        unseal(text)


def test_a_paper_cut_short_is_refused():
    with pytest.raises(Tampered):
        unseal(seal(PAPER)[:-8])


def test_a_paper_sealed_with_another_key_is_refused():
    sealed = seal(PAPER, key=b"k" * 32)
    assert unseal(sealed, key=b"k" * 32) == PAPER
    with pytest.raises(Tampered):
        unseal(sealed)


def test_a_paper_that_would_unpack_to_more_than_any_paper_is_refused():
    swollen = Paper(survey=1, version=2, answers={"more": "a" * (MOST_BYTES + 1)})
    with pytest.raises(Tampered):
        unseal(seal(swollen))


def test_every_paper_begun_has_its_own_digest():
    assert digests_of(Paper(survey=1, version=1)) != digests_of(Paper(survey=1, version=1))
    assert digests_of(PAPER) == digests_of(unseal(seal(PAPER)))


@pytest.mark.parametrize("name", ["code", "occasion"])
def test_a_code_or_an_occasion_has_one_digest_in_a_survey_whichever_page_it_came_from(name):
    first, second, elsewhere = (Paper(survey=survey, version=1, **{name: "K7M2-9QXT"}) for survey in (1, 1, 2))
    first, second, elsewhere = (set(digests_of(paper)) for paper in (first, second, elsewhere))
    assert len(first & second) == 1
    assert not first & elsewhere


def test_a_digest_shows_nothing_of_the_code():
    digest = digest_of(1, "K7M2-9QXT")
    assert (len(digest), "K7M2" in digest) == (64, False)


def test_an_occasion_is_answered_once_before_and_once_after():
    def spent(wave: str) -> set[str]:
        return set(digests_of(Paper(survey=1, version=1, nonce="n", occasion="opaque", wave=wave)))

    assert len(spent("before") & spent("after")) == 1  # the page, which is the same here
    assert spent("after") == spent("")
