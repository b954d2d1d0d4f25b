"""The library of the extra ``sign``, looked for only where something is signed, checked or sealed."""

from importlib.util import find_spec

from bideval.errors import BidevalError


class NoSignExtraError(BidevalError):
    """Raised when the extra ``sign`` is needed and not installed."""

    def __str__(self) -> str:
        return "this needs the extra sign, which is not installed: pip install 'bideval[sign]'"


def has_sign() -> bool:
    """Whether the library of the extra is installed."""
    return find_spec("cryptography") is not None


def need_sign() -> None:
    """Raise NoSignExtraError where the library of the extra is not installed."""
    if not has_sign():
        raise NoSignExtraError
