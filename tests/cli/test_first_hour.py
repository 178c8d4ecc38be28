"""What somebody who is new to it types wrong, and what they read then."""

import os
import shutil

import pytest

from conftest import KEYS, Runner

QSEOW = ("create-qseow", "--userdir", "LAB")
KEY = ("--cert-privatekey-file", str(KEYS / "rsa2048.pkcs8.pem"))
CLOUD = ("create-qscloud", "--issuer", "lab", "--keyid", "key-1", *KEY)

CLOUD_ANNA = (
    *CLOUD, "--username", "Anna Berg", "--useremail", "anna@example.com", "--useremail-verified",
)  # fmt: skip


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("create", "--userid", "anna"), "create-qseow or create-qscloud or create-qscloud-oauth"),
        (("login",), "did you mean login-qscloud or login-qscloud-oauth or login-qseow?"),
        # 'Anna Berg' in cmd.exe, and “Anna Berg” as a word processor writes it
        ((*CLOUD, "--username", "'Anna", "Berg'"), "cmd.exe knows double ones only"),
        ((*CLOUD, "--username", "\u201cAnna", "Berg\u201d"), "with straight quotes"),
        ((*QSEOW, "anna", *KEY), "options are written --name VALUE"),
        # "$key" for $key, a script from Windows, a token without its option
        ((*QSEOW, " ".join(KEY)), "--cert-privatekey-file and its value are one word: leave out"),
        ((*QSEOW, "--userid anna", *KEY), "--userid and its value are one word: leave out"),
        ((*QSEOW, "--userid", "anna", *KEY, "\r"), "save the script with line ends of Unix (LF)"),
        (("decode", "eyJhbGciOiJSUzI1NiJ9.e30.x"), "a token follows --jwt"),
    ],
)
def test_a_line_that_is_refused(qs_jwt: Runner, words: tuple[str, ...], told: str) -> None:
    done = qs_jwt(*words)
    assert (done.code, done.out) == (2, "")
    assert told in done.err


@pytest.mark.parametrize(
    ("user", "told"),
    [
        ("\u201canna\u201d", "QseowOuterQuotes"),
        ("'anna'", "cmd.exe knows double ones only"),
        ("LAB\\anna", "give the directory with --userdir"),
        ("anna,", "userId = 'anna,'"),
        ("LAB,bo,Bo Lund,,", "reads a table of users with Import-Csv"),
        ("bo;Bo Lund", "QseowSeveralInOne"),
    ],
)
def test_a_user_that_is_hardly_meant(qs_jwt: Runner, user: str, told: str) -> None:
    done = qs_jwt(*QSEOW, "--userid", user, *KEY, "--output", "json")
    assert done.result["payload"]["userId"] == user
    assert told in done.out
    assert "warning" in done.err


@pytest.mark.parametrize(
    ("groups", "told"),
    [
        (("\u201csales\u201d", "ops"), "group = ['\u201csales\u201d']"),
        # of a shell that does not know these quotes
        (("ops", "\u201cnorth", "region\u201d"), "group = ['\u201cnorth', 'region\u201d']"),
        (("'north", "region'"), "cmd.exe knows double ones only"),
        (("sales,ops",), "give each by itself: --groups A B"),
        (("sales; ops",), "give each by itself: --groups A B"),
        (("sales,", "north"), "group = ['sales,']"),
        (("sales", ";north ", "east"), "group = [';north ']"),
    ],
)
def test_groups_that_are_hardly_meant(qs_jwt: Runner, groups: tuple[str, ...], told: str) -> None:
    """Each platform warns, and verify does so later; the token has them as they were given."""
    for begin, claim in (((*QSEOW, "--userid", "anna", *KEY), "group"), (CLOUD_ANNA, "groups")):
        done = qs_jwt(*begin, "--groups", *groups, "--output", "json")
        assert done.result["payload"][claim] == list(groups)
        assert done.err.startswith("warning: ")
        assert told.replace("group =", f"{claim} =") in done.err
        checked = qs_jwt("verify", "--skip-signature", "--jwt", done.result["token"])
        assert checked.code == 0
        assert told.replace("group =", f"{claim} =") in checked.out


@pytest.mark.parametrize(("typed", "seconds"), [("8", 8), (" 59 ", 59), ("1", 1)])
def test_hours_without_their_unit(qs_jwt: Runner, typed: str, seconds: int) -> None:
    """A number alone is seconds, and so few of them are hardly ever meant."""
    for begin in ((*QSEOW, "--userid", "anna", *KEY), CLOUD_ANNA):
        done = qs_jwt(*begin, "--expires", typed, "--output", "json")
        # a second may be over before the token is there
        told = {warning["code"]: warning for warning in done.result["warnings"]}
        assert set(told) - {"AlreadyExpired"} == {"ShortLifetime"}
        warning = told["ShortLifetime"]
        assert f"'{typed}' is {seconds} second" in warning["message"]
        assert f"--expires {seconds}m, or --expires {seconds}s if" in warning["hint"]
        assert "warning: --expires: " in done.err


def test_a_date_is_no_lifetime(qs_jwt: Runner) -> None:
    done = qs_jwt(*QSEOW, "--userid", "anna", *KEY, "--expires", "2090-01-31T08:00")
    assert (done.code, "hint: --expires-at 2090-01-31 takes the end itself" in done.err) == (
        2,
        True,
    )
    assert qs_jwt(*QSEOW, "--userid", "anna", *KEY, "--expires-at", "2090-01-31").code == 0
    assert "expires-at" not in qs_jwt("verify", "--jwt", "x", "--leeway", "2090-01-31").err


def test_one_choice_is_no_list(qs_jwt: Runner) -> None:
    done = qs_jwt(*CLOUD_ANNA, "--algorithm", "RS512")
    assert done.err.startswith("error: --algorithm: 'RS512' is not RS256\n")
    assert "One of RS256" not in qs_jwt("create-qscloud", "--help").out


@pytest.mark.parametrize("typed", ["8s", "30 seconds", "60", "0.5m"])
def test_seconds_that_are_meant(qs_jwt: Runner, typed: str) -> None:
    done = qs_jwt(*QSEOW, "--userid", "anna", *KEY, "--expires", typed)
    assert (done.code, done.err) == (0, "")


@pytest.mark.parametrize("typed", ["anna", "LAB\\anna", "@example.com", "anna@"])
def test_what_is_no_address(qs_jwt: Runner, typed: str) -> None:
    """Qlik Cloud is told an address; verify says later what create said."""
    done = qs_jwt(
        *(*CLOUD, "--username", "Anna Berg", "--useremail", typed, "--useremail-verified"),
        *("--output", "json"),
    )
    assert [warning["code"] for warning in done.result["warnings"]] == ["CloudEmail"]
    assert "hint: give the whole address: --useremail anna@example.com" in done.err
    checked = qs_jwt("verify", "--skip-signature", "--jwt", done.result["token"])
    assert (checked.code, "CloudEmail" in checked.out) == (0, True)


@pytest.mark.parametrize(
    ("issuer", "keyid", "code", "shown"),
    [
        ("'lab'", "key-1", "CloudOuterQuotes", "iss = \"'lab'\""),
        ("lab", "\u201ckey-1\u201d", "CloudOuterQuotes", "kid = '\u201ckey-1\u201d'"),
        ("lab ", "key-1", "CloudOuterBlanks", "iss = 'lab '"),
        ("lab", " key-1", "CloudOuterBlanks", "kid = ' key-1'"),
    ],
)
def test_a_provider_that_is_hardly_meant(
    qs_jwt: Runner, issuer: str, keyid: str, code: str, shown: str
) -> None:
    words = (*CLOUD_ANNA[5:], "--issuer", issuer, "--keyid", keyid, "--output", "json")
    (warning,) = qs_jwt("create-qscloud", *words).result["warnings"]
    assert (warning["code"], warning["message"].partition(": ")[0]) == (code, shown)


@pytest.mark.skipif(not shutil.which("faketime"), reason="needs faketime")
def test_a_clock_with_a_flat_battery(qs_jwt: Runner) -> None:
    for when, told in (("2000-01-01 12:00:00", True), ("2031-01-01 12:00:00", False)):
        clock = ("faketime", "-f", f"@{when}")
        done = qs_jwt(*QSEOW, "--userid", "anna", *KEY, prefix=clock)
        assert (done.code, "clock shows 2000-01-01" in done.err) == (0, told)


def test_a_batch_tells_of_a_short_lifetime_once(qs_jwt: Runner) -> None:
    (qs_jwt.folder / "users.csv").write_text("userid\nanna\nben\nbo\n")
    done = qs_jwt(
        *("batch", "--platform", "qseow", "--userdir", "LAB", *KEY),
        *("--input", "users.csv", "--output-file", "-", "--expires", "8"),
    )
    assert (done.code, done.err.count("a number without a unit")) == (0, 1)


@pytest.mark.parametrize(
    "groups",
    [
        ("sales", "ops"),
        ("CN=sales,OU=groups,DC=lab",),
        ("ou = sales; dc = lab",),
        ("a,b", "c,d"),  # who writes several knows how
        ("O'Brien's", "'s-Hertogenbosch"),
        ("'",),
    ],
)
def test_groups_as_typed(qs_jwt: Runner, groups: tuple[str, ...]) -> None:
    done = qs_jwt(*QSEOW, "--userid", "anna", *KEY, "--groups", *groups, "--output", "json")
    assert done.result["payload"]["group"] == list(groups)
    assert done.err == ""


def test_groups_of_a_virtual_proxy_with_another_name_for_them(qs_jwt: Runner) -> None:
    done = qs_jwt(
        *(*QSEOW, "--userid", "anna", *KEY),
        *("--groups-claim", "teams", "--groups", "sales,ops"),
    )
    assert "teams = ['sales,ops']" in done.err


@pytest.mark.parametrize("user", ["O'Brien", "007", "1e5", "\u00c4nne", "'", "CN=Anna,DC=lab"])
def test_a_user_as_typed(qs_jwt: Runner, user: str) -> None:
    done = qs_jwt(*QSEOW, "--userid", user, *KEY, "--output", "json")
    assert done.result["payload"]["userId"] == user
    assert done.result["warnings"] == []
    assert done.err == ""


def test_a_path_that_is_nearly_right(qs_jwt: Runner) -> None:
    for folder in (".", str(qs_jwt.folder)):
        shutil.copy(KEYS / "rsa2048.pkcs8.pem", qs_jwt.folder / "privatekey.pem")
        given = os.path.join(folder, "privatkey.pem")
        done = qs_jwt(*QSEOW, "--userid", "anna", "--cert-privatekey-file", given)
        assert done.code == 1
        assert f"did you mean '{os.path.join(folder, 'privatekey.pem')}'?" in done.err


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("file:privatekey.pem", "did you mean 'privatekey.pem', without file: before it?"),
        ("file:///keys/lab.pem", "did you mean '/keys/lab.pem', without file: before it?"),
        ("-", "--cert-privatekey stdin reads it from there"),
        ("env:KEY", "--cert-privatekey env:NAME reads it from there"),
    ],
)
def test_what_is_no_path(qs_jwt: Runner, path: str, told: str) -> None:
    done = qs_jwt(*QSEOW, "--userid", "anna", "--cert-privatekey-file", path)
    assert (done.code, done.err.splitlines()[1]) == (1, f"hint: {told}")


def test_a_hyphen_is_no_file_to_write_to(qs_jwt: Runner) -> None:
    for words in (
        (*QSEOW, "--userid", "anna", *KEY, "--output-file", "-"),
        (*QSEOW, "--userid", "anna", *KEY, "--output-file", "-", "--force"),
    ):
        done = qs_jwt(*words, "--output", "json")
        assert (done.code, done.error["code"]) == (2, "InvalidValue")
        assert "without --output-file the result goes to standard output" in done.error["hint"]
    token = qs_jwt(*QSEOW, "--userid", "anna", *KEY).out.strip()
    line = ("login-qseow", "--url", "https://localhost/jwt", "--jwt", token)
    done = qs_jwt(*line, "--cookie-file", "-")
    assert done.err.splitlines()[1] == "hint: a file of that name is ./-"
    assert qs_jwt.files() == set()


def test_nothing_in_a_pipe(qs_jwt: Runner) -> None:
    """The program before it has failed, and said so itself."""
    (qs_jwt.folder / "empty").touch()
    for words, what in (
        (("--cert-privatekey", "stdin"), "standard input"),
        ((*KEY, "--cert-passphrase", "file:empty"), "'empty'"),
    ):
        done = qs_jwt(*QSEOW, "--userid", "anna", *words, stdin="\n")
        assert done.code == 2
        assert f": {what} is empty" in done.err
        assert "check that the program" in done.err


@pytest.mark.parametrize("command", ["decode", "verify"])
def test_the_file_of_a_token_as_a_lone_word(qs_jwt: Runner, command: str) -> None:
    (qs_jwt.folder / "anna.jwt").touch()
    certificate = ("--cert-publickey-file", KEYS / "rsa2048.cer")
    for words in (("anna.jwt",), ("anna.jwt", *certificate), (*certificate, "anna.jwt")):
        assert qs_jwt(command, *words).err.splitlines() == [
            "error: 'anna.jwt' belongs to no option",
            "hint: did you mean --jwt-file 'anna.jwt'?",
        ]
    for line in (("bo.jwt",), ("--jwt-file", "bo.jwt", "anna.jwt"), ("--jwt", "x", "anna.jwt")):
        done = qs_jwt(command, *line)
        assert (done.code, "options are written --name VALUE" in done.err) == (2, True)


def test_making_a_key_twice(qs_jwt: Runner) -> None:
    """The option to use is named, and is none that destroys the first key by itself."""
    assert qs_jwt("create-cert", "--key-size", "2048").code == 0
    done = qs_jwt("create-cert")
    assert done.code == 1
    assert done.err.splitlines() == [
        "error: 'privatekey.pem' exists already",
        "hint: sign tokens with the key that is there (--cert-privatekey-file 'privatekey.pem'),"
        " or name other files with --cert-file-prefix;"
        " --force replaces a key whose certificate Qlik may have",
    ]


def test_a_certificate_that_has_expired(qs_jwt: Runner) -> None:
    shutil.copy(KEYS / "rsa2048.expired.cer", qs_jwt.folder / "old.cer")
    done = qs_jwt("qseow-virtual-proxy", "--prefix", "jwt", "--cert-publickey-file", "old.cer")
    assert "expired on 2021-01-01" in done.err
    assert "create-cert --cert-privatekey-file" in done.err
