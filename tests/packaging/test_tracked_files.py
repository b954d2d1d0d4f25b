"""No file of the project names a package host or a place on somebody's machine."""

import re
import subprocess
from pathlib import Path

import pytest

# In pieces, so that this file does not find itself.
HOSTS = ["py" + "pi", "python" + "hosted", "npm" + "js", "crates" + ".io", "proxy.go" + "lang"]
OPTIONS = ["--" + "index-url", "--" + "extra-index-url", "--" + "find-links"]
FORBIDDEN = re.compile("|".join(map(re.escape, HOSTS + OPTIONS)), re.IGNORECASE)
MACHINE_PATH = re.compile(r"(?<![\w.*-])/(work|root|home|Users|opt)/\w|\b[A-Z]:\\Users\\")

CASES = [
    # in words                             text                                  found
    ("an index of packages", "https://" + "py" + "pi.org/simple", True),
    ("a host of packages", "files.python" + "hosted.org", True),
    ("an option that names one", "pip install --" + "index-url x", True),
    ("a home folder", "see /" + "home/ann/tender.yaml", True),
    ("a workplace", "open('/" + "work/main/x')", True),
    ("a folder of Windows", "C:" + "\\Users\\ann", True),
    ("a path within the project", "sample_tenders/works-auction", False),
    ("a folder that ends in such a word", "docs/work/index.md", False),
    ("a published page", "https://www.legislation.gov.uk/uksi/2015/102", False),
]


def found_in(text: str) -> list[str]:
    """Return what in ``text`` has no place in a published project."""
    return [match.group() for pattern in (FORBIDDEN, MACHINE_PATH) for match in pattern.finditer(text)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_what_counts(case: tuple[str, str, bool]) -> None:
    _, text, found = case
    assert bool(found_in(text)) is found


def test_no_file_names_a_package_host_or_a_machine(root: Path) -> None:
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.check_output(command, cwd=root, text=True).split("\0")
    paths = [root / name for name in names if name and (root / name).is_file()]
    found = {path: found_in(path.read_bytes().decode("utf-8", "replace")) for path in paths}
    assert len(found) > 1
    assert {path.relative_to(root).as_posix(): texts for path, texts in found.items() if texts} == {}
