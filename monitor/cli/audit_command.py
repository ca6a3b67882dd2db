"""Check the audit log from the command line."""

import sys
from typing import Final

from classroom.audit import faults_of, kept_head, last_entry
from classroom.commands import options_in_use
from classroom.config import Config
from classroom.database import open_engine, require_schema
from monitor.store.upgrade import named_database_errors

FAULTY: Final = 1


def check_audit(url: str, config: Config) -> int:
    """Print whether the log is whole, or each place where it is not; return the exit code.

    Raises DatabaseError if the database cannot be read or has another schema.
    """
    engine = open_engine(url, read_only=True)
    require_schema(engine, options_in_use(url, config.database.url, None))
    with named_database_errors(engine.url), engine.connect() as connection:
        faults, last = faults_of(connection, kept_head(engine.url)), last_entry(connection)
    engine.dispose()
    if faults:
        sys.stderr.write("".join(f"{fault}.\n" for fault in faults))
        return FAULTY
    words = "It has no entry yet" if last is None else f"The last entry is {last.id}"
    sys.stdout.write(f"The audit log is whole. {words}.\n")
    return 0
