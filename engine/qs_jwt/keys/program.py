"""A program that signs: started for each signature, watched, and its answer read."""

import base64
import errno
import hashlib
import os
import re
import threading
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager

from cryptography.hazmat.primitives import hashes

from qs_jwt import sign_command, wording
from qs_jwt.errors import InvalidValue, SignerFailed
from qs_jwt.keys import kinds, signers
from qs_jwt.keys.kinds import PrivateKey, PublicKey
from qs_jwt.system import programs

_OPTION = "sign_command"
MOST_READ = 65_536  # bytes of each stream
_LINES, _EARLIER, _LAST = 3, 75, 144  # lines of what it said, and characters of each
_CMD = '"%!^&|<>\r\n'  # what cmd.exe acts on
_SHELL = re.compile(
    r"\||\|\||&&?|;|\d?>.*|<.*|~(/.*)?|\$\w+|\$\{\w+\}|\$\(.*|`.*|%\w+%", re.ASCII | re.DOTALL
)
_SETTING = re.compile(r"\w+=", re.ASCII)  # NAME=VALUE before a command
_WAITS = "it has no terminal: does it ask for a PIN? {option:sign_timeout=DURATION} gives it longer"
_SECRET = re.compile(r"-----BEGIN.*|eyJ[\w.-]+|[A-Za-z0-9+/=_-]{40,}", re.ASCII)


def signing_key(command: str | Sequence[str], seconds: float, public: PublicKey) -> PrivateKey:
    """The private key that a program signs with, of which ``public`` is the other half.

    Args:
        command: the program and its arguments, as for :func:`qs_jwt.sign_command.words`.
        seconds: how long one signature may take.
        public: what every signature is verified with.

    Raises:
        InvalidValue: the command is not one.
    """
    program = _Program(sign_command.words(command, _OPTION), seconds, public)
    return signers.private_half(public, program.signature, verify=_OPTION)


class _Program:
    """The program; one signature is made at a time."""

    def __init__(self, command: list[str], seconds: float, public: PublicKey):
        self._command = command
        self._seconds = seconds
        self._public = public
        self._one = threading.Lock()
        self._path = ""

    def signature(self, data: bytes, algorithm: hashes.HashAlgorithm) -> bytes:
        """The signature over ``data``, as a JWT holds it.

        Raises:
            SignerFailed: the program gave none.
            SignatureUnusable: what it gave is none.
        """
        with self._one, self._words(data, algorithm) as words:
            if not self._path:
                self._path = _found(words)
            _check_for_cmd(self._path, words)
            try:
                answer = programs.converse(
                    [self._path, *words[1:]], data, most=MOST_READ, seconds=self._seconds
                )
            except OSError as error:
                raise _failed(f"cannot be started: {_reason(error, self._path)}", words) from None
        if answer.code is None:
            raise _failed(f"took longer than {self._seconds:g} s", words, answer.err, hint=_WAITS)
        if answer.code:
            ended = f"ended with exit code {answer.code}"
            if answer.code < 0:
                ended = f"was ended by signal {-answer.code}"
            raise _failed(ended, words, answer.err)
        if not answer.out.strip():
            raise _failed("wrote nothing on standard output", words, answer.err)
        return signers.read_signature(answer.out, self._public, _OPTION, most=MOST_READ)

    @contextmanager
    def _words(self, data: bytes, algorithm: hashes.HashAlgorithm) -> Iterator[list[str]]:
        """The command with everything put in; its files are there for as long as it runs."""
        digest = hashlib.new(algorithm.name, data).digest()
        family = "ES" if kinds.is_p384(self._public) else "RS"
        values = {
            "algorithm": family + algorithm.name.removeprefix("sha"),
            "hash": algorithm.name,
            "digest_base64": base64.b64encode(digest).decode(),
            "digest_hex": digest.hex(),
            "input_base64": base64.b64encode(data).decode(),
        }
        files = {"digest_file": digest, "input_file": data}
        needed = sorted(sign_command.names_in(self._command) & set(files))
        if not needed:
            yield sign_command.filled(self._command, values)
            return
        with ExitStack() as at_end:
            try:
                import tempfile

                folder = at_end.enter_context(tempfile.TemporaryDirectory(prefix="qs-jwt-"))  # 0700
                for name in needed:
                    values[name] = os.path.join(folder, name)
                    with open(os.open(values[name], os.O_WRONLY | os.O_CREAT, 0o600), "wb") as file:
                        file.write(files[name])
            except OSError as error:
                raise _failed(
                    f"cannot be given a temporary file: {error.strerror}", self._command
                ) from None
            yield sign_command.filled(self._command, values)


def _found(words: Sequence[str]) -> str:
    name = words[0]
    path = programs.find_program(name)
    if path is not None and os.path.exists(path):
        return path
    hint = "check its name, or give its path; a program in the current folder is ./NAME"
    first, *rest = name.split()
    if rest and programs.find_program(first):
        hint = "leave out the quotes around the whole of it: they make one word of the line"
    raise SignerFailed(
        "{option}: there is no program {value:name}",
        hint=_for_a_shell(words) or hint,
        parameter=_OPTION,
        name=wording.shown(name),
    )


def _check_for_cmd(path: str, words: Sequence[str]) -> None:
    """Refuse what cmd.exe, which runs batch files on Windows, would act on.

    Raises:
        InvalidValue
    """
    if not programs.runs_under_cmd(path):
        return
    for word in words[1:]:
        acted_on = next((character for character in word if character in _CMD), None)
        if acted_on:
            raise InvalidValue(
                "{option}: {value:name} is a batch file, and cmd.exe would act on"
                " {value:character} in one of its words",
                hint="call the program behind it, such as python.exe with its script",
                parameter=_OPTION,
                name=wording.shown(os.path.basename(path)),
                character=wording.shown(acted_on),
            )


def _for_a_shell(words: Sequence[str]) -> str | None:
    """What to do about a word that only a shell acts on; None if there is none."""
    found = next((word for word in words if _SHELL.fullmatch(word)), None)
    if found is None and not _SETTING.match(words[0]):
        return None
    return "no shell is started; if one is to act on the line, start it: sh -c 'LINE'"


def _reason(error: OSError, path: str) -> str:
    if os.path.isdir(path):
        return "it is a folder"
    if error.errno == errno.EACCES:
        return "you may not run it (chmod +x makes a script a program)"
    if error.errno == errno.ENOEXEC:
        return "it is no program, nor a script that begins with #!"
    if error.errno == errno.ENOENT and os.path.exists(path):
        return "the program that its first line names is not there (or the line ends in CRLF)"
    if programs.is_line_too_long(error):
        return "its argument list is too long; use {input_file} or standard input"
    return error.strerror or type(error).__name__


def _failed(
    what: str, words: Sequence[str], said: bytes = b"", *, hint: str | None = None
) -> SignerFailed:
    tail = _tail(said)
    if not tail and not hint:
        hint = "run the same command by hand to see more"
    return SignerFailed(
        "{option}: {value:name} {value:what}" + (": {value:said}" if tail else ""),
        hint=_for_a_shell(words) or hint,
        parameter=_OPTION,
        name=wording.shown(os.path.basename(words[0])),
        what=what,
        said=tail,
    )


def _tail(said: bytes) -> str:
    """The last lines that a program wrote, without what may be a key, a token or a signature."""
    lines = [line.strip() for line in said.decode("utf-8", "replace").splitlines()]
    shown = [wording.escaped(_SECRET.sub("(...)", line)) for line in lines if line][-_LINES:]
    *before, last = shown or [""]
    return " | ".join([*(line[:_EARLIER] for line in before), last[:_LAST]])
