"""What a mistake in a pack's file has to lead to."""

from bideval.model.pack_text import parse_pack

Mistake = tuple[str, object, str, str, str]  # in words, the file, the finding, its pointer, part of its text


def assert_found(file: object, code: str, pointer: str, words: str) -> None:
    """Assert that ``file`` is no pack, and that one finding of ``code`` says ``words`` at ``pointer``."""
    pack, findings = parse_pack(file, "criteria/x.yaml")
    assert pack is None
    found = [one for one in findings if one.code == code and words in f"{one.message} {one.remedy}"]
    assert [one.sources[0].pointer for one in found] == [pointer], findings
    assert all(one.sources[0].file == "criteria/x.yaml" for one in findings)
