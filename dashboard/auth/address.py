"""The address that signs a browser in, to be opened once."""

from dashboard.auth.key import access_key
from dashboard.auth.tokens import sign_in_code
from dashboard.listening import url_of


def sign_in_address(host: str, port: int, lasts_seconds: int) -> str:
    """Return the address with a new code that holds so long. Raises OSError if the key cannot be kept."""
    return f"{url_of(host, port)}/sign-in?key={sign_in_code(access_key(), lasts_seconds)}"
