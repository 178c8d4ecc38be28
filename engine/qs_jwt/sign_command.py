"""The command line of a program that signs: its words, and what is put into them.

No shell sees it. Placeholders are put into the words after the splitting, once, so that
no value can add a word or another placeholder.
"""

import re
from collections.abc import Callable, Mapping, Sequence

from qs_jwt import wording
from qs_jwt.errors import InvalidValue
from qs_jwt.system import programs

PLACEHOLDERS = (
    "algorithm",
    "hash",
    "digest_base64",
    "digest_hex",
    "input_base64",
    "digest_file",
    "input_file",
)
_KNOWN = re.compile(rf"\{{({'|'.join(PLACEHOLDERS)})\}}")
_ALONE = re.compile(r"\{(\w+)\}")


def words(command: str | Sequence[str], parameter: str) -> list[str]:
    """The words of a command: of a text those that this system's shells see, or the list.

    Raises:
        InvalidValue: there are none, a quote does not close, or a placeholder is unknown.
    """
    if isinstance(command, str):
        try:
            found = programs.split_words(command)
        except ValueError:
            raise InvalidValue(
                "{option}: a quote in it does not close",
                hint="close it, or put \\ before it if it is meant as such",
                parameter=parameter,
            ) from None
    else:
        found = list(command)
    if not found or not found[0].strip():
        raise InvalidValue(
            "{option}: names no program",
            hint="give the program that signs and its arguments",
            parameter=parameter,
        )
    for word in found[1:]:
        alone = _ALONE.fullmatch(word)
        if alone and alone[1] not in PLACEHOLDERS:
            near = wording.nearest(alone[1], PLACEHOLDERS)
            raise InvalidValue(
                "{option}: there is no placeholder {value:word}",
                hint="did you mean {value:near}?" if near else "there are {value:known}",
                parameter=parameter,
                word=wording.shown(word),
                near=f"{{{near}}}",
                known=", ".join(f"{{{name}}}" for name in PLACEHOLDERS),
            )
    return found


def names_in(command: Sequence[str]) -> set[str]:
    """The placeholders that the words of ``command`` hold."""
    return {name for word in command[1:] for name in _KNOWN.findall(word)}


def filled(command: Sequence[str], values: Mapping[str, str]) -> list[str]:
    """The words with ``values`` in the place of the placeholders; the first stays as it is."""
    value: Callable[[re.Match[str]], str] = lambda match: values[match[1]]  # noqa: E731
    return [command[0], *(_KNOWN.sub(value, word) for word in command[1:])]
