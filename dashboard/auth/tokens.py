"""Codes that sign a browser in, each once, and the cookies that then hold: expiring, random, and signed by the key."""

import hmac
import secrets
import threading
import time
from typing import Final

from dashboard.auth.key import mac

OPENED_SECONDS: Final = 120
"""For the address that opens the browser: other accounts can list the command that does."""
ASKED_SECONDS: Final = 600
PRINTED_SECONDS: Final = 86_400
COOKIE_SECONDS: Final = 365 * 86_400
NONCE_BYTES: Final = 16
LONGEST_TOKEN: Final = 200


def sign_in_code(key: str, lasts_seconds: int) -> str:
    """Return a code for the address that signs a browser in."""
    return _signed(key, "code", lasts_seconds)


def cookie_value(key: str) -> str:
    """Return the cookie of a browser that was signed in; each is another."""
    return _signed(key, "cookie", COOKIE_SECONDS)


def cookie_name(key: str) -> str:
    """Return the cookie's name: cookies know no ports, and dashboards of two data folders may not share one."""
    return f"moodline-{mac(key, 'name')[:12]}"


def is_cookie(key: str, value: str) -> bool:
    """Return whether the value is a cookie that holds now."""
    return _expiry(key, "cookie", value) is not None


class OneTimeCodes:
    """The codes of one dashboard that have been used. Thread-safe."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._used: dict[str, float] = {}

    def take(self, key: str, code: str) -> bool:
        """Return whether the code signs in now; the second time it does not."""
        expiry = _expiry(key, "code", code)
        if expiry is None:
            return False
        with self._lock:
            self._used = {used: until for used, until in self._used.items() if until > time.time()}
            if code in self._used:
                return False
            self._used[code] = expiry
            return True


def _signed(key: str, purpose: str, lasts_seconds: int) -> str:
    text = f"{int(time.time()) + lasts_seconds}.{secrets.token_hex(NONCE_BYTES)}"
    return f"{text}.{mac(key, purpose, text)}"


def _expiry(key: str, purpose: str, token: str) -> float | None:
    """Return when a token ends, None if it is over, or not one of ours for this purpose."""
    text, _, signature = token.rpartition(".")
    if len(token) > LONGEST_TOKEN or not token.isascii():
        return None
    if not hmac.compare_digest(signature, mac(key, purpose, text)):
        return None
    expiry = float(text.partition(".")[0])
    return expiry if expiry > time.time() else None
