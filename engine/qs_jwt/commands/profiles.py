"""profiles: what is in the user's profiles, and where."""

from typing import Any, ClassVar

from qs_jwt import results
from qs_jwt.command import Command, command
from qs_jwt.profile import Profile, ProfileFile
from qs_jwt.results import Result


class Profiles(Result):
    """The user's profiles.

    Attributes:
        path: the file that holds them, whether or not it exists.
        profiles: all of them; references are not followed.
    """

    fields: ClassVar[tuple[str, ...]] = ("path", "profiles")

    def __init__(self, file: ProfileFile):
        super().__init__()
        self.path = file.path
        self.profiles: list[Profile] = file.profiles()
        self._exists = file.exists

    def text(self) -> str:
        lines = [self.path]
        for found in self.profiles:
            lines += ["", f"{found.name} ({found.platform})"]
            width = max(map(len, found.options), default=0)
            lines += [
                f"  {name.ljust(width)}  {_shown(value)}" for name, value in found.options.items()
            ]
        if not self.profiles:
            lines += ["", "No profiles." if self._exists else "No profiles: there is no such file."]
        return "\n".join(lines)


@command(
    examples={"For people": "qs-jwt profiles", "For programs": "qs-jwt profiles --output json"}
)
def profiles() -> Profiles:
    """Show the profiles and the file that holds them.

    Raises:
        InvalidProfile: the file is not TOML, or a profile holds what it cannot hold.
        QsJwtError: the file cannot be read.
    """
    return Profiles(ProfileFile.load(Command.all))


def _shown(value: Any) -> str:
    return value if isinstance(value, str) and value.isprintable() else results.as_json(value)
