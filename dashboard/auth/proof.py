"""Prove to this account that a dashboard is its own, before a code that signs in is sent to it.

Another account may listen at the port and call itself Moodline; it lacks the key.
"""

import hmac
import secrets
from http.client import HTTPConnection, HTTPException
from typing import Final

from dashboard.auth.key import access_key, mac

CHALLENGE_HEADER: Final = "Moodline-Challenge"
PROOF_HEADER: Final = "Moodline-Proof"
ANSWER_SECONDS: Final = 2.0
LONGEST_CHALLENGE: Final = 64


def proof_of(challenge: str, port: int) -> str:
    """Return the proof of the dashboard at this port; for its own port only, so that none can be passed on."""
    return mac(access_key(), "proof", f"{port}\n{challenge[:LONGEST_CHALLENGE]}")


def is_own_dashboard(host: str, port: int) -> bool:
    """Return whether a dashboard of this account, with this data folder, answers there."""
    challenge = secrets.token_hex(16)
    connection = HTTPConnection(host.strip("[]"), port, timeout=ANSWER_SECONDS)
    try:
        connection.request("GET", "/healthz", headers={CHALLENGE_HEADER: challenge})
        told = connection.getresponse().getheader(PROOF_HEADER) or ""
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()
    return told.isascii() and hmac.compare_digest(told, proof_of(challenge, port))
