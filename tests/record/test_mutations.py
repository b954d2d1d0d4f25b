"""A share of the changes that ``python -m tests.record.mutate`` makes: each is seen."""

from tests.record.mutate import HELD, unseen


def test_every_change_is_seen_beside_a_known_digest() -> None:
    assert len(HELD) > 4
    made, missed = unseen(400, seed=7)
    assert made == 400
    assert missed == []
