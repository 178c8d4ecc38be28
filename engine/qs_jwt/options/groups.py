"""The groups of options: where an option stands in the help of its command."""

from functools import partial

from qs_jwt.options.kinds import OTHER, Option

# In the order of the help.
TITLES = ("User", "Validity", "Claims", "Token", "Input", "Server", "Key", "Output", OTHER)

user, validity, claims, token, input, server, key, output = (
    partial(Option, group=title) for title in TITLES[:-1]
)
