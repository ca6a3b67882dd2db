"""Mask the passwords of database URLs for display."""

import re
from typing import Final

# Greedy, because a password may hold ':', '/' and, by mistake, '@'. It is better to hide too much than too little.
_PASSWORD_IN_URL: Final = re.compile(r"(://[^:\s]*):.*@", re.DOTALL)
_PASSWORD_IN_QUERY: Final = re.compile(r"((?:password|passwd|pwd)=)[^&;\s]*", re.IGNORECASE)
_PASSWORD_ANYWHERE: Final = re.compile(r":.*@", re.DOTALL)


def mask_passwords(text: str) -> str:
    """Return the text with *** for the password of any URL in it."""
    return _PASSWORD_IN_QUERY.sub(r"\1***", _PASSWORD_IN_URL.sub(r"\1:***@", text))


def mask_database_url(url: str) -> str:
    """Return the database URL with *** for its password, even if the URL is malformed."""
    return mask_passwords(url) if "://" in url else mask_passwords(_PASSWORD_ANYWHERE.sub(":***@", url))
