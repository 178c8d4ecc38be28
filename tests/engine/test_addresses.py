"""Two users are never one: which addresses a sub may be derived from."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qs_jwt.errors import AmbiguousAddress
from qs_jwt.payloads import subject_of

TAKEN = ("\u00e4rzte@x.de", "\u00c4rzte@x.de", "\u039f\u0394\u039f\u03a3@x.gr",
         "\u0418\u0432\u0430\u043d@x.ru", "stra\u00dfe@x.de", "\u7528\u6237@x.cn",
         "Anna@Example.COM")  # fmt: skip
REFUSED = ("\u212aarl@x.de", "\u212bsa@x.se", "\u0130stanbul@x.tr", "STRA\u1e9eE@x.de",
           "\u01c5@x.hr", unicodedata.normalize("NFD", "\u00e4rzte@x.de"), "\U000e0fff@x",
           "\ue000@x")  # fmt: skip


@pytest.mark.parametrize("address", TAKEN)
def test_taken(address: str) -> None:
    assert subject_of(address) == subject_of(address.lower())


@pytest.mark.parametrize("address", REFUSED)
def test_refused(address: str) -> None:
    with pytest.raises(AmbiguousAddress) as caught:
        subject_of(address)
    assert caught.value.parameter == "useremail"
    assert "sub" in (caught.value.hint or "")


@given(st.text(min_size=1, max_size=4), st.text(min_size=1, max_size=4))
def test_one_sub_is_one_address(one: str, other: str) -> None:
    """Of two addresses that are taken, those with one sub differ in upper and lower case only."""
    subs = []
    for address in (one, other, one.swapcase(), other.swapcase()):
        try:
            subs.append((subject_of(address), address))
        except (AmbiguousAddress, UnicodeEncodeError):
            continue
    for first, one_address in subs:
        for second, other_address in subs:
            if first == second:
                assert one_address.lower() == other_address.lower()
