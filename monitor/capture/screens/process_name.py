"""Tell the executable of a process by its number."""

import psutil


def process_name(process_id: int) -> str:
    """Return the executable's name; empty if the process is gone, or another user's that must not be asked about."""
    try:
        return psutil.Process(process_id).name() if process_id > 0 else ""
    except psutil.Error:
        return ""
