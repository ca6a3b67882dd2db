"""Sign the cookie that tells a device from others, and the form field that belongs to it, by a key of this process."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass, field
from typing import Final

LONGEST: Final = 200


@dataclass(frozen=True, slots=True)
class Devices:
    """The cookies and form fields that this process gives out. Nothing is kept of them but the key, in memory."""

    _key: bytes = field(default_factory=lambda: secrets.token_bytes(32), repr=False)

    def new_cookie(self) -> str:
        """Return the cookie of a new device: a random name, and proof that it was made here."""
        name = secrets.token_urlsafe(16)
        return f"{name}.{self._proof('cookie', name)}"

    def name_in(self, cookie: str | None) -> str | None:
        """Return the name in a cookie, None if it was not made here."""
        name, _, proof = (cookie or "")[:LONGEST].partition(".")
        return name if _is(proof, self._proof("cookie", name)) else None

    def form_field(self, name: str) -> str:
        """Return the form field that belongs to the device of this name."""
        return self._proof("form", name)

    def owns_form(self, name: str, form_field: str) -> bool:
        """Return whether the form field is that of the device."""
        return _is(form_field, self.form_field(name))

    def _proof(self, purpose: str, name: str) -> str:
        return hmac.new(self._key, f"{purpose} {name}".encode(errors="replace"), hashlib.sha256).hexdigest()


def _is(given: str, wanted: str) -> bool:
    return hmac.compare_digest(given.encode(errors="replace"), wanted.encode())
