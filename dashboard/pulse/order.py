"""The order for a pulse: how many devices may answer, from where, and whether they need a code."""

import secrets
from typing import Final

from dashboard.database.read.classes import ClassRow
from dashboard.options import HOSTS, PulseOptions, Reach
from dashboard.pulse.address import page_hosts
from dashboard.pulse.points import Question
from dashboard.pulse.process import PulseOrder

FEWEST_DEVICES_ALLOWED: Final = 120
DEVICES_FOR_EACH_EXPECTED: Final = 4
DEVICES_WITHOUT_EXPECTATION: Final = 400
MOST_OF_ADDRESS: Final = 4
CODES: Final = 1000


def order_for(row: ClassRow, options: PulseOptions, question: Question, reach: Reach, token: str) -> PulseOrder:
    """Return the order for a pulse of this class.

    One block of addresses has half of the places: twice as many as are expected, so that a whole class in one room's
    network fits in and no other network is shut out. One address has fewer than the minimum group, so that nobody
    makes up a group alone. Through a tunnel or proxy all come from one address: there, a code is needed instead.
    """
    expected = row.expected_faces
    most = max(DEVICES_FOR_EACH_EXPECTED * expected, FEWEST_DEVICES_ALLOWED) if expected else None
    devices = most or DEVICES_WITHOUT_EXPECTATION
    return PulseOrder(
        HOSTS[reach],
        options.port,
        token,
        question,
        min_group_size=row.min_group_size,
        most_devices=devices,
        most_new_a_minute=devices // 2,
        most_of_block=devices // 2,
        most_of_address=min(MOST_OF_ADDRESS, row.min_group_size - 1),
        code=f"{secrets.randbelow(CODES):03d}" if options.public_url else "",
        hosts=page_hosts(options, reach),
    )
