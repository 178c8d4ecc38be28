"""The platforms that a token can be for, by the names that options and profiles give them."""

QSEOW = "qseow"
QSCLOUD = "qscloud"
QSCLOUD_OAUTH = "qscloud-oauth"
USER_PLATFORMS = (QSEOW, QSCLOUD)  # whose tokens are for a user each
PLATFORMS = (*USER_PLATFORMS, QSCLOUD_OAUTH)
