"""Which addresses are this machine's own: the dashboard has no login yet, so it listens on no other."""

import ipaddress


def is_loopback(host: str) -> bool:
    """Say whether `host` is `localhost` or a loopback address such as 127.0.0.1, ::1 or [::1]. No name is looked up."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"
