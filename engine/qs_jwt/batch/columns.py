"""Which option each column of a batch sets, and what its cells mean."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from qs_jwt import strict_json, wording
from qs_jwt.command import Command
from qs_jwt.errors import InvalidClaim, RepeatedColumn, UnknownColumn, WrongType
from qs_jwt.options.kinds import TRUTHS, Option

SEPARATOR = ";"  # between the groups in one cell

# What Qlik and directories call them; userId and userDirectory but for their case.
_OTHER_NAMES = {
    "userdirectory": "userdir",
    "name": "username",
    "email": "useremail",
    "mail": "useremail",
}
_IGNORED = "id"  # Qlik's own number of a user, which a token has no place for


class Columns:
    """The columns that the users of one platform may have.

    Args:
        create: the command that makes their tokens.
        ignore_unknown: whether other columns are left out instead of refused.

    Attributes:
        names: the column of each option, as the header has it.
    """

    def __init__(self, create: Command, *, ignore_unknown: bool):
        self.names: dict[str, str] = {}
        self._create = create
        self._ignore_unknown = ignore_unknown
        self.options: dict[str, Option] = {
            name: parameter.option
            for name, parameter in create.parameters.items()
            if parameter.option.of_user
        }

    def named(self, columns: Iterable[str]) -> Iterator[str | None]:
        """The option that each column sets, None for a column that is ignored.

        Raises:
            UnknownColumn, RepeatedColumn
        """
        seen: dict[str, str] = {}
        for column in columns:
            option = self._option(column)
            if option in seen:
                raise RepeatedColumn(
                    "{option}: the columns {value:seen} and {value:column} both set"
                    f" {{option:{option}}}",
                    hint="remove one of them",
                    parameter="input",
                    seen=wording.shown(seen[option]),
                    column=wording.shown(column),
                )
            if option:
                self.names[option] = seen[option] = column
            yield option

    def _option(self, column: str) -> str | None:
        plain = column.strip().lower().replace("-", "_")
        option = _OTHER_NAMES.get(plain, plain)
        if option in self.options:
            return option
        if option == _IGNORED or self._ignore_unknown:
            return None
        raise UnknownColumn(
            f"{{option}}: {{command:{self._create.name}}} takes no column {{value:column}}",
            hint=self._hint(column, option),
            parameter="input",
            column=wording.shown(column),
        )

    def _hint(self, column: str, option: str) -> str:
        if not option:
            return (
                "the first row has a column without a name: a comma too many, or"
                " {option:ignore_unknown_columns}"
            )
        for separator, name in ((";", "semicolons"), ("\t", "tabs")):
            if separator in column:
                return f"write commas between the columns, not {name}"
        if option in _of_users(self._create):
            return "it belongs to users of the other platform; remove it"
        if option in self._create.parameters:
            return f"it is the same for all users: {{option:{option}}}"
        names = [name.replace("_", "-") for name in self.options]
        near = wording.nearest(option.replace("_", "-"), names)
        if near:
            return f"did you mean {near}?"
        return (
            f"the first row names the columns: {wording.listed(names)};"
            " {option:ignore_unknown_columns} leaves others out"
        )

    def of_cells(self, cells: Mapping[str, str]) -> dict[str, Any]:
        """The values in the cells of one CSV row; an empty cell is an option not given.

        Raises:
            WrongType, InvalidClaim
        """
        return {
            name: self._value(name, cell) if self.options[name].kind != "text" else cell
            for name, cell in cells.items()
            if cell
        }

    def _value(self, name: str, cell: str) -> Any:
        kind = self.options[name].kind
        if kind == "texts":
            return [part.strip() for part in cell.split(SEPARATOR) if part.strip()]
        if kind == "flag":
            flag = TRUTHS.get(cell.strip().lower())
            if flag is None:
                raise WrongType(
                    "{option}: expected true or false, found {value:cell}",
                    parameter=name,
                    cell=wording.shown(cell),
                )
            return flag
        try:
            return strict_json.loads(cell)
        except ValueError as error:
            raise InvalidClaim(
                "{option}: not JSON: {value:error}",
                parameter=name,
                error=error,
            ) from None


def _of_users(create: Command) -> set[str]:
    """The options of users of any platform."""
    return {
        name
        for command in type(create).all()
        for name, parameter in command.parameters.items()
        if parameter.option.of_user
    }
