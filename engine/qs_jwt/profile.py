"""Profiles: named sets of options in a file of the user's, for what stays the same.

Each profile is a table of ``profiles.toml``, its options named as in Python::

    [lab]
    platform = "qseow"
    userdir = "LAB"
    cert_privatekey_file = "keys/lab.pem"
    cert_passphrase = "env:LAB_PASSPHRASE"

Relative paths start at the file's folder, ``~`` is the home folder. A secret is only
ever a reference to where it is.
"""

import os
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from qs_jwt import platforms, reading, references, system, wording
from qs_jwt.errors import FileMissing, InvalidProfile, InvalidValue, UnknownProfile, UsageError
from qs_jwt.options import kinds
from qs_jwt.options.kinds import Option

if TYPE_CHECKING:
    from qs_jwt.command import Command

    # Every command there is: what one of them does not take, another one may.
    Every = Callable[[], Iterable[Command]]

VARIABLE = "QS_JWT_CONFIG"
FILE_NAME = "profiles.toml"
NAME = re.compile(r"[A-Za-z0-9_-]+")

_FORM = 'a profile is [NAME], then lines such as userdir = "LAB"'
# TOML reads \t, \n and the like between double quotes as escapes
_WINDOWS_PATHS = r"write Windows paths in single quotes: 'C:\temp\new.pem'"
_BAD_ESCAPES = ("hex value", "Unescaped", "Unicode scalar value")
_ESCAPED = re.compile(r"[\x00-\x1f]")


class Profile(NamedTuple):
    """A profile whose options have been found good.

    Attributes:
        name: its name.
        platform: the platform it is for, one of :data:`qs_jwt.platforms.PLATFORMS`.
        options: its options by name, paths made absolute, references not followed.
    """

    name: str
    platform: str
    options: dict[str, Any]


def default_path() -> str:
    """Where the profiles are: ``$QS_JWT_CONFIG``, or the user's configuration folder.

    The variable names the file, or a folder that holds it.
    """
    path = os.environ.get(VARIABLE, "")
    if not path:
        from platformdirs import user_config_dir

        path = os.path.join(user_config_dir("qs-jwt", appauthor=False), FILE_NAME)
    elif os.path.isdir(path):
        path = os.path.join(path, FILE_NAME)
    return reading.absolute(path, "profile")


def merged(command: "Command", given: Mapping[str, Any]) -> dict[str, Any]:
    """What ``given`` makes with the profile that it names: a given option wins.

    A given key replaces the profile's, whichever option either came by, and with it
    the passphrase. Lists and claims are replaced, not joined.

    References are not followed.

    Raises:
        UnknownProfile, InvalidProfile
        InvalidValue: the profile is for another platform than the command.
    """
    own = dict(given)
    name = own.pop("profile")
    kinds.check(command.parameters["profile"].option, name, "profile")
    profile = ProfileFile.load(type(command).all).profile(name, command)
    platform = command.platform or own.get("platform")
    if platform in platforms.PLATFORMS and platform != profile.platform:
        raise InvalidValue(
            "{option}: {value:name} is for {value:platform},"
            f" {{command:{command.name}}} for {{value:other}}",
            parameter="profile",
            name=wording.shown(name),
            platform=profile.platform,
            other=platform,
        )
    under = {**profile.options, "platform": profile.platform}
    replaced = {*own, *_replaced(command, own, under)}
    for option, value in under.items():
        if option in command.parameters and option not in replaced:
            words = command.parameters[option].option.words
            own[option] = (references.split(value, words) if words else None) or value
    return own


def _replaced(
    command: "Command", own: Mapping[str, Any], under: Mapping[str, Any]
) -> Iterator[str]:
    """The options of a profile that the given ones take the place of under another name."""
    replaced = {
        option
        for group in command.alternatives
        if any(own.get(name) for name in group)
        for option in group
    }
    replaced.update(*(others for name, others in command.excludes.items() if own.get(name)))
    yield from replaced
    for name, others in command.needs.items():
        left = [other for other in others if under.get(other) and other not in replaced]
        if not left and not any(own.get(other) for other in others):
            yield name
    keys = [name for name, p in command.every.items() if p.option.role == kinds.KEY]
    typed = any(own.get(name) for name in keys)
    kept = any(under.get(name) for name in keys)
    for name, parameter in command.parameters.items():
        role = parameter.option.role
        if role in (kinds.PASSPHRASE, kinds.OPENING_PASSPHRASE) and typed and kept:
            yield name
        if role == kinds.OPENING_PASSPHRASE and not typed and not kept:  # nothing to open
            yield name


class ProfileFile:
    """The profiles as they stand in the file at ``path``; each is checked when it is asked for.

    Attributes:
        exists: whether there is such a file.
    """

    _last: tuple[tuple[object, ...], "ProfileFile"] | None = None

    def __init__(self, path: str, every: "Every"):
        self.path = path
        self._every = every
        self.exists = True
        try:
            data = reading.read(path, "profile", private=True)
        except FileMissing:
            data, self.exists = b"", False
        self._tables = self._parse(reading.decoded(data, "profile", path))

    @classmethod
    def load(cls, every: "Every") -> "ProfileFile":
        """The file at :func:`default_path`, read anew if it has changed.

        A file that is not there is one without profiles.

        Args:
            every: gives every command there is.

        Raises:
            InvalidProfile: it is not TOML, or holds something besides profiles.
            FileIsFolder, FileUnreadable, FileTooLarge
        """
        path = default_path()
        try:
            status = os.stat(path)
            version = (path, status.st_ino, status.st_mtime_ns, status.st_size)
        except OSError:
            return cls(path, every)
        reading.note(status)  # this call reads it, whether or not it is parsed anew
        if cls._last is None or cls._last[0] != version:
            cls._last = version, cls(path, every)
        return cls._last[1]

    def profiles(self) -> list[Profile]:
        """All profiles, in their order.

        Raises:
            InvalidProfile: one of them holds what it cannot hold.
        """
        return [self.profile(name) for name in self._tables]

    def profile(self, name: str, command: "Command | None" = None) -> Profile:
        """The profile ``name``; its options are looked for in ``command`` first.

        Raises:
            UnknownProfile, InvalidProfile
        """
        table = self._tables.get(name)
        if table is None:
            raise self._unknown(name)
        platform = table.get("platform")
        if platform not in platforms.PLATFORMS:
            raise self._fault(
                name,
                "platform",
                "platform is {value:found}",
                found="missing" if platform is None else wording.shown(platform),
                hint="platform is {value:platforms}",
                platforms=wording.listed(map(repr, platforms.PLATFORMS)),
            )
        if any(self._runs_program(key, platform, command) for key in table):
            self._refuse_others()
        return Profile(
            name,
            platform,
            {
                key: self._checked(name, key, value, platform, command)
                for key, value in table.items()
                if key != "platform"
            },
        )

    def _unknown(self, name: str) -> UnknownProfile:
        near = wording.nearest(name, self._tables)
        hint = "did you mean {value:near}?" if near else "{command:profiles} shows those there are"
        return UnknownProfile(
            "{option}: there is no profile {value:name}"
            + (" in '{value:path}'" if self.exists else ": there is no file '{value:path}'"),
            hint=hint if self.exists else f"write that file; {_FORM}",
            near=near,
            parameter="profile",
            name=wording.shown(name),
            path=self.path,
        )

    def _parse(self, text: str) -> dict[str, dict[str, Any]]:
        try:
            tables = tomllib.loads(text)
        except (ValueError, RecursionError) as error:
            reason = str(error) if isinstance(error, ValueError) else "nested too deep"
            # the likeliest mistake on Windows
            escape = any(text in reason for text in _BAD_ESCAPES)
            raise InvalidProfile(
                "{option}: '{value:path}' is not TOML: {value:reason}",
                hint=_WINDOWS_PATHS if escape else _FORM,
                parameter="profile",
                path=self.path,
                reason=reason,
            ) from None
        for name, table in tables.items():
            if not isinstance(table, dict):
                raise self._fault(
                    "",
                    name,
                    "{value:table} is not a profile",
                    hint=_FORM,
                    table=wording.shown(name),
                )
            if not NAME.fullmatch(name):
                raise self._fault(
                    name,
                    None,
                    "its name holds other characters than letters, digits, _ and -",
                    hint="rename it",
                )
        return tables

    def _checked(
        self, name: str, key: str, value: Any, platform: str, command: "Command | None"
    ) -> Any:
        """The value of an option, with paths made absolute, after all checks."""
        option = self._option(key, platform, command)
        if option is None:
            known = _options_for(platform, self._every)
            near = wording.nearest(key.replace("-", "_"), [n for n in known if known[n].profiled])
            raise self._fault(
                name,
                key,
                "there is no option {value:unknown} for {value:platform}",
                hint="did you mean {value:near}?" if near else None,
                unknown=wording.shown(key),
                near=near,
                platform=platform,
            )
        if not option.profiled:
            raise self._fault(
                name, key, "{value:key} is given each time, never by a profile", hint="remove it"
            )
        try:
            kinds.check(option, value, key)
        except UsageError as error:
            raise self._fault(
                name,
                key,
                error.template.replace("{option}", key),
                hint=error.hint_template,
                **error.values,
            ) from None
        if option.kind in ("path", "folder", "prefix"):
            return self._absolute(name, key, value)
        if option.words:
            return self._reference(name, key, value, option)
        return value

    def _runs_program(self, key: str, platform: str, command: "Command | None") -> bool:
        option = self._option(key, platform, command)
        return option is not None and option.kind == "command"

    def _refuse_others(self) -> None:
        """Refuse a file that names a program to run and that other users may change.

        Raises:
            InvalidProfile
        """
        for path in (self.path, os.path.dirname(self.path)):
            if system.others_may_write(path):
                raise InvalidProfile(
                    "{option}: '{value:path}' can be changed by other users, and a profile in it"
                    " names a program to run",
                    hint="let nobody else write to it: chmod go-w"
                    if path == self.path
                    else "let nobody else write to that folder: chmod go-w",
                    parameter="profile",
                    path=path,
                )

    def _option(self, name: str, platform: str, command: "Command | None") -> Option | None:
        """The option ``name``; if ``command`` has it, the other commands stay unloaded."""
        if command and name in command.parameters and command.platform == platform:
            return command.parameters[name].option
        return _options_for(platform, self._every).get(name)

    def _reference(self, name: str, key: str, value: str, option: Option) -> str:
        words = tuple(word for word in option.words if word != references.STANDARD_INPUT)
        source = references.split(value, words)
        if source is None:
            found = "standard input" if value == references.STANDARD_INPUT else "a literal value"
            forms = wording.listed(f"{word}{_WHERE[word]}" for word in words)
            raise self._fault(
                name,
                key,
                "{value:key}: {value:found} has no place in a profile",
                hint="write where the value is: {value:forms}",
                found=found,
                forms=forms,
            )
        if source.word == references.FILE:
            return source.word + self._absolute(name, key, source.where)
        return value

    def _absolute(self, name: str, key: str, path: str) -> str:
        if _ESCAPED.search(path):
            raise self._fault(
                name,
                key,
                "{value:key}: the path {value:found} has a TAB or a line break in it",
                hint=_WINDOWS_PATHS,
                found=wording.shown(path),
            )
        return os.path.join(os.path.dirname(self.path), os.path.expanduser(path))

    def _fault(
        self, name: str, key: str | None, fault: str, *, hint: str | None = None, **values: object
    ) -> InvalidProfile:
        """The error for ``fault``, a template, with the place where it stands."""
        whose = "profile {value:profile}: " if name else ""
        return InvalidProfile(
            f"{whose}{fault} ('{{value:file}}')",
            hint=hint,
            parameter=key or "profile",
            **{"profile": wording.shown(name), "key": key, "file": self.path, **values},
        )


_WHERE = {references.ENVIRONMENT: "NAME", references.FILE: "PATH"}


@cache
def _options_for(platform: str, every: "Every") -> dict[str, Option]:
    """What a profile of ``platform`` may hold, and what it may not though a command has it.

    A command for both platforms, such as batch, takes options of each: where they are a
    platform's own, that one's commands decide.
    """
    found: dict[str | None, dict[str, Option]] = {}
    for command in every():
        if "profile" in command.parameters:
            known = found.setdefault(command.platform, {})
            for parameter in command.parameters.values():
                known.setdefault(parameter.name, parameter.option)
    own, shared = found.pop(platform), found.pop(None)
    others = {name for options in found.values() for name in options}
    return {name: shared[name] for name in shared if name not in others} | own
