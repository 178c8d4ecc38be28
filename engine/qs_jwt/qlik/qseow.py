"""What calls of client-managed Qlik Sense have in common."""

# The same 16 characters in header and query, against forged requests. Which ones does not
# matter (a page of another site cannot set the header), so that scripts may know them.
# Source: help.qlik.com, Repository Service API, Using Xrfkey headers.
XRFKEY = "0123456789abcdef"
XRF_HEADER = {"X-Qlik-Xrfkey": XRFKEY}
XRF_QUERY = f"?Xrfkey={XRFKEY}"

USER = "/qps/user"
CSRF = "/qps/csrftoken"  # since November 2024: community.qlik.com, article 2509211
NO_CSRF = (401, 403, 404, 405, 501)  # what an earlier release answers there
