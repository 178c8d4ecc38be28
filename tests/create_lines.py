"""The beginnings of command lines that create a token."""

from conftest import KEYS

KEY = KEYS / "rsa2048.pkcs8.pem"
QSEOW = ("create-qseow", "--cert-privatekey-file", KEY)
CLOUD = ("create-qscloud", "--issuer", "lab", "--keyid", "key-1", "--cert-privatekey-file", KEY)
ANNA = ("--userdir", "LAB", "--userid", "anna")
ANNA_CLOUD = ("--useremail", "anna@example.com", "--useremail-verified")
