"""A share of the changes that ``python -m tests.record.mutate`` makes: each is seen."""

import pytest

from bideval.record.verified import read_record
from tests.record.mutate import HELD, in_study, is_seen, unseen
from tests.record.studied import record_with_whole
from tests.verifier.loaded import code_of

IN_STUDY = list(in_study(record_with_whole()))
SHARE = 17  # one of so many changes of one character in the ordinary run


def test_every_change_is_seen_beside_a_known_digest() -> None:
    assert len(HELD) > 4
    made, missed = unseen(400, seed=7)
    assert made == 400
    assert missed == []


def _not_seen_by_both(changes: list[bytes]) -> list[bytes]:
    known = read_record(record_with_whole()).typed.digests.record
    return [
        one for one in changes if not is_seen(one, known) or not is_seen(one) or code_of(one) not in {3, 4}
    ]


def test_a_changed_character_of_a_study_is_seen_by_both_verifiers() -> None:
    assert len(IN_STUDY) > 1000
    assert _not_seen_by_both(IN_STUDY[::SHARE]) == []


@pytest.mark.long
def test_every_changed_character_of_a_study_is_seen_by_both_verifiers() -> None:
    assert _not_seen_by_both(IN_STUDY) == []
