"""Keys that are made of the site's one secret."""

import hashlib
import hmac

import pytest

from documents.keys import key_for
from surveys.responses.queries.papers import Paper, Tampered, digest_of, seal, unseal


def test_a_key_is_always_the_same_and_another_for_each_purpose():
    keys = [key_for(purpose) for purpose in ("surveys.seal", "surveys.digest", "surveys.seal")]
    assert keys[0] == keys[2] != keys[1]
    assert [len(key) for key in keys] == [32] * 3


def test_the_seal_of_a_page_and_the_fingerprint_of_it_have_different_keys():
    made = hmac.new(key_for("surveys.seal"), b"1:code", hashlib.sha256).hexdigest()
    assert digest_of(1, "code") != made


@pytest.mark.parametrize("purpose", ["surveys.digest", "surveys.code", "surveys.saved.lock"])
def test_a_page_opens_with_the_key_of_seals_alone(purpose):
    paper = Paper(1, 1)
    assert unseal(seal(paper), key_for("surveys.seal")) == paper
    with pytest.raises(Tampered):
        unseal(seal(paper), key_for(purpose))
