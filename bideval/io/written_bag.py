"""Write a bag as a folder or as one file, whole or not at all.

A folder is made beside its place under a name of its own and moved there in one step; what
is there already is never mixed with it.
"""

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from bideval.io.safe_write import write_whole


def write_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write ``files`` by their names with ``/`` into ``folder``, which must not be there, or be empty."""
    beside = folder.with_name(f".{folder.name}.{os.getpid()}.new")
    beside.mkdir()
    try:
        for name, data in files.items():
            target = beside / name
            target.parent.mkdir(parents=True, exist_ok=True)
            write_whole(target, data)
        beside.replace(folder)
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise
