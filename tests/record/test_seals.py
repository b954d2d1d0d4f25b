"""Sealed prices: who can open them, what is found when they are changed, and that no price shows before."""

from hashlib import sha256
from itertools import chain, combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bideval.record.canonical import canonical, read_canonical
from bideval.record.custody import judge_in_custody
from bideval.record.sealing.boxes import holders_of, key_of, new_key, opened_with, public_part, seal
from bideval.record.sealing.sealed import (
    Sealed,
    SealError,
    groups,
    opened_bytes,
    read_opened,
    read_sealed,
    sealed_bytes,
)
from bideval.record.sealing.seals import seals_of, too_few, unseal
from bideval.record.steps import enter, open_prices
from tests.record.kept import did, frozen, marked, write

PEOPLE = ("ames", "lund", "osei", "quist", "tamm")
KEYS = {name: new_key() for name in PEOPLE}
PRIVATE = {name: key[0] for name, key in KEYS.items()}
PUBLIC = {name: public_part(key[1]) for name, key in KEYS.items()}
PRICE = b"lots: {whole: {amount: 314159265}}\n"


def sealed(
    price: bytes = PRICE, needed: int = 3, bid: str = "heather", people: tuple[str, ...] = PEOPLE
) -> Sealed:
    return seal(price, "footpath", bid, f"prices/{bid}.yaml", {name: PUBLIC[name] for name in people}, needed)


def opened(one: Sealed, *names: str) -> bytes:
    return opened_with(one, key_of(one, [PRIVATE[name] for name in names]))


# Who opens it


def is_opened(one: Sealed, names: tuple[str, ...], needed: int) -> bool:
    """Whether these holders open it; where they do not, one sentence says why."""
    try:
        return opened(one, *names) == PRICE
    except SealError as problem:
        return str(problem) != f"{needed} holders open it together, and {len(names)} of them are here"


@pytest.mark.parametrize("needed", range(1, 6))
def test_of_all_subsets_of_five_exactly_those_that_are_large_enough_open(needed: int) -> None:
    one = read_sealed(sealed_bytes(sealed(needed=needed)))
    subsets = list(chain.from_iterable(combinations(PEOPLE, size) for size in range(6)))
    assert len(subsets) == 32
    opens = {names for names in subsets if is_opened(one, names, needed)}
    assert opens == {names for names in subsets if len(names) >= needed}


def test_three_of_five_are_sixteen_subsets_and_ten_boxes() -> None:
    assert len(sealed().boxes) == len(groups(PEOPLE, 3)) == 10
    assert sum(len(groups(PEOPLE, size)) for size in (3, 4, 5)) == 16


def test_keys_of_strangers_and_one_key_given_twice_do_not_count() -> None:
    one, stranger = sealed(), new_key()[0]
    keys = [PRIVATE["ames"], PRIVATE["ames"], PRIVATE["osei"], stranger]
    assert holders_of(one, keys) == ("ames", "osei")
    with pytest.raises(SealError, match="2 of them are here"):
        key_of(one, keys)


def test_a_box_of_others_does_not_open_with_the_keys_of_two() -> None:
    """Whoever has two keys and swaps names in the file still lacks the third secret."""
    data = read_canonical(sealed_bytes(sealed()))
    assert isinstance(data, dict)
    text = canonical(data).replace(PUBLIC["quist"].hex().encode(), new_key_public().hex().encode())
    with pytest.raises(SealError):
        key_of(read_sealed(text), [PRIVATE["ames"], PRIVATE["osei"], PRIVATE["quist"]])


def new_key_public() -> bytes:
    return public_part(new_key()[1])


@settings(max_examples=25)
@given(price=st.binary(max_size=9000), needed=st.integers(1, 3))
def test_what_is_sealed_is_what_is_opened(price: bytes, needed: int) -> None:
    one = read_sealed(sealed_bytes(sealed(price, needed, people=PEOPLE[:3])))
    assert opened(one, *PEOPLE[:needed]) == price


def test_a_price_of_several_pieces_is_opened_whole() -> None:
    price = b"0123456789" * 150_000
    one = read_sealed(sealed_bytes(sealed(price)))
    assert len(one.body) > 2
    assert opened(one, "ames", "osei", "tamm") == price


def test_two_seals_of_one_price_differ_and_neither_tells_its_length() -> None:
    short, long = sealed(b"1"), sealed(b"1" * 4000)
    assert len(sealed_bytes(short)) == len(sealed_bytes(long)) == len(sealed_bytes(sealed(b"1")))
    assert sealed_bytes(short) != sealed_bytes(sealed(b"1"))


# What is changed is found


def test_every_changed_byte_of_a_sealed_price_is_found() -> None:
    data = sealed_bytes(sealed(b"9", needed=2, people=PEOPLE[:2]))
    names = PEOPLE[:2]
    for place in range(0, len(data), 7):
        changed = data[:place] + (b"1" if data[place : place + 1] != b"1" else b"2") + data[place + 1 :]
        with pytest.raises(SealError):
            opened(read_sealed(changed), *names)


HOSTILE: list[tuple[str, bytes, str]] = [
    ("nothing", b"", "is not a sealed price"),
    ("no JSON", b"\xff", "not UTF-8"),
    ("a price in clear", PRICE, "is not a sealed price"),
    ("deep", b"[" * 200 + b"]" * 200, "deep"),
    ("a key twice", b'{"bid":"a","bid":"a"}', "twice"),
    ("too few keys", b'{"bideval_sealed":1}', "is not a sealed price"),
    ("another version", sealed_bytes(sealed()).replace(b'"bideval_sealed":1', b'"bideval_sealed":2'), "bideval_sealed"),
    ("a path out of the folder", sealed_bytes(sealed()).replace(b"prices/heather.yaml", b"../../heather.yaml"), "no price of the bid"),
    ("the price of another bid", sealed_bytes(sealed()).replace(b"prices/heather.yaml", b"prices/sorrel.yaml"), "no price of the bid"),
    ("a box too few", sealed_bytes(sealed().model_copy(update={"boxes": sealed().boxes[1:]})), "one box for each group"),
    ("fewer needed than were", sealed_bytes(sealed()).replace(b'"needed":3', b'"needed":2'), "one box for each group"),
    ("a holder twice", sealed_bytes(sealed().model_copy(update={"holders": (sealed().holders[0],) * 5})), "named twice"),
    ("eight holders", sealed_bytes(sealed().model_copy(update={"holders": (sealed().holders[0],) * 8})), "holders"),
    ("a billion needed", sealed_bytes(sealed()).replace(b'"needed":3', b'"needed":1000000000'), "needed"),
]  # fmt: skip


@pytest.mark.parametrize("case", HOSTILE, ids=lambda case: case[0])
def test_a_file_that_is_no_sealed_price(case: tuple[str, bytes, str]) -> None:
    _, data, words = case
    with pytest.raises(SealError) as problem:
        read_sealed(data)
    assert words in str(problem.value)
    assert "\n" not in str(problem.value)


NOT_SEALED = [
    ("more needed than there are", {"ames": PUBLIC["ames"]}, 2, "cannot open anything"),
    ("nobody", {}, 1, "cannot open anything"),
    ("a key with which every secret is the same", {"ames": bytes(32)}, 1, "none that can be used"),
]


@pytest.mark.parametrize("case", NOT_SEALED, ids=lambda case: case[0])
def test_what_cannot_be_sealed(case: tuple[str, dict[str, bytes], int, str]) -> None:
    _, holders, needed, words = case
    with pytest.raises(SealError, match=words):
        seal(PRICE, "footpath", "heather", "prices/heather.yaml", holders, needed)


def test_a_key_that_is_none() -> None:
    for pem in (b"", b"-----BEGIN PRIVATE KEY-----", KEYS["ames"][1]):
        with pytest.raises(SealError, match="no private key"):
            key_of(sealed(), [pem])
    for pem in (b"", PRIVATE["ames"]):
        with pytest.raises(SealError, match="no public key"):
            public_part(pem)
    with pytest.raises(SealError):
        read_opened(b'{"bideval_opened":1,"key":"00"}')


# In a folder under custody

AMOUNTS = {"heather": "314159265", "sorrel": "271828182"}


def kept(root: Path) -> Path:
    """Make a folder whose bids name sealed prices, marked, and not opened."""
    marked(root)
    for bid, amount in AMOUNTS.items():
        one = sealed(
            f"lots: {{whole: {{amount: {amount}}}}}\n".encode(), needed=2, bid=bid, people=PEOPLE[:3]
        )
        write(root, f"prices/{bid}.sealed", sealed_bytes(one).decode())
    return root


def codes(root: Path) -> set[str]:
    return {one.code for one in judge_in_custody(root).findings}


def everything(root: Path) -> bytes:
    return b"".join(one.read_bytes() for one in sorted(root.rglob("*")) if one.is_file())


def in_seals(root: Path) -> tuple[str, ...]:
    draft = judge_in_custody(root).reading.draft
    assert draft is not None
    return unseal(root, seals_of(root, draft.tender.id, draft.bids), [PRIVATE[name] for name in PEOPLE[:2]])


def test_quality_is_scored_and_no_price_is_on_the_disk_before_it_is_opened(tmp_path: Path) -> None:
    root = kept(tmp_path)
    judged = judge_in_custody(root, quality_only=True)
    assert judged.evaluation is not None
    assert judged.evaluation.lots[0].status == "quality-only"
    did(root, open_prices, 6, quality_only=True)
    for amount in AMOUNTS.values():
        assert amount.encode() not in everything(root)
        assert amount.encode().hex().encode() not in everything(root)
    assert in_seals(root) == ("prices/heather.yaml", "prices/sorrel.yaml")
    did(root, enter, 6)
    for amount in AMOUNTS.values():
        assert amount.encode() in everything(root)
    found = judge_in_custody(root)
    assert found.evaluation is not None
    assert found.evaluation.lots[0].winner == "heather"
    assert codes(root) == {"BE616"}


def test_opening_twice_leaves_everything_as_it_is(tmp_path: Path) -> None:
    root = kept(tmp_path)
    did(root, open_prices, 6, quality_only=True)
    in_seals(root)
    before = everything(root)
    in_seals(root)
    assert everything(root) == before


def test_too_few_keys_are_said_before_anything_is_opened(tmp_path: Path) -> None:
    root = kept(tmp_path)
    draft = judge_in_custody(root).reading.draft
    assert draft is not None
    seals = seals_of(root, draft.tender.id, draft.bids)
    words = "the price of heather is opened by 2 holders together, and of them only ames gave a key"
    assert too_few(seals, [PRIVATE["ames"]]) == words
    assert "only nobody" in too_few(seals, [PRIVATE["tamm"]])
    assert too_few(seals, [PRIVATE["ames"], PRIVATE["lund"]]) == ""


def received(root: Path) -> Path:
    """Make a folder in which a bid with its sealed price was received and entered."""
    frozen(root)
    data = sealed_bytes(sealed())
    write(root, "prices/heather.sealed", data.decode())
    digest = sha256(data).hexdigest()
    write(root, "bids/heather.yaml", f"{{id: heather, bidder: {{id: h, name: H}}, price_sealed: {digest}}}\n")
    did(root, enter, 3)
    return root


def test_a_price_as_received_is_no_finding(tmp_path: Path) -> None:
    assert "BE615" not in codes(received(tmp_path))


SWAPS = [
    ("another price, sealed anew", "prices/heather.sealed", sealed_bytes(sealed(b"lots: {}\n"))),
    ("a byte more", "prices/heather.sealed", sealed_bytes(sealed()) + b"\n"),
    ("sealed for another tender", "prices/heather.sealed", sealed_bytes(sealed()).replace(b'"footpath"', b'"footbath"')),
    ("the file of another bid", "prices/sorrel.sealed", sealed_bytes(sealed())),
    ("a bid that there is not", "prices/sorrel.sealed", sealed_bytes(sealed(bid="sorrel"))),
    ("no sealed price", "prices/heather.sealed", b"{}"),
]  # fmt: skip


@pytest.mark.parametrize("case", SWAPS, ids=lambda case: case[0])
def test_a_swapped_price_is_an_error(case: tuple[str, str, bytes], tmp_path: Path) -> None:
    _, name, data = case
    root = received(tmp_path)
    (root / name).write_bytes(data)
    assert "BE615" in codes(root)
    assert judge_in_custody(root).evaluation is None


def test_a_price_that_is_gone_is_an_error(tmp_path: Path) -> None:
    root = received(tmp_path)
    (root / "prices" / "heather.sealed").unlink()
    assert "BE615" in codes(root)


def test_an_opened_price_is_held_against_what_was_sealed(tmp_path: Path) -> None:
    root = kept(tmp_path)
    did(root, open_prices, 6, quality_only=True)
    in_seals(root)
    did(root, enter, 6)
    write(root, "prices/heather.yaml", "lots: {whole: {amount: 214159265}}\n")
    assert {"BE604", "BE615"} <= codes(root)
    with pytest.raises(SealError, match="is there already"):
        in_seals(root)
    write(root, "prices/heather.opened", opened_bytes(bytes(32)).decode())
    assert "BE615" in codes(root)
