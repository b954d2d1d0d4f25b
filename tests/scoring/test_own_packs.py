import pytest

from bideval.model.pack import Pack
from bideval.model.pack_text import parse_pack
from bideval.scoring.own_packs import is_shipped
from tests.scoring.shelf import HEAD

CASES = [
    # in words, file, whether it is of the shelf
    ("the first edition on the shelf", "criteria/local/staff.yaml", True),
    ("an edition named in the file", "criteria/local/staff@1.yaml", True),
    ("a file of the tender", "criteria/staff.yaml", False),
    ("a file of a team's shelf", "./packs/local/staff.yaml", False),
    ("another edition's file", "criteria/local/staff@2.yaml", False),
]


def staff(file: str) -> Pack:
    """Return a pack as it is read from ``file``."""
    cases = [{"words": words, "given": {"turnover": "5"}, "measure": "5"} for words in ("some", "again")]
    raw = {**HEAD, "id": "local/staff", "measure": {"field": "bidder.accounts.turnover"}, "cases": cases}
    found, findings = parse_pack(raw, file)
    assert found is not None, findings
    return found


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_whether_a_pack_comes_with_the_program(case: tuple[str, str, bool]) -> None:
    assert is_shipped(staff(case[1])) is case[2]
