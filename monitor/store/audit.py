"""Write the audit log."""

import logging

from sqlalchemy import event
from sqlalchemy.orm import Session

from classroom.audit import add_entry, keep_head

log = logging.getLogger(__name__)


def record_event(session: Session, action: str, detail: str) -> None:
    """Add an event of the monitor to the session's transaction, so that both are committed together."""
    connection = session.connection()
    head = add_entry(connection, "monitor", action, detail)
    url = connection.engine.url

    @event.listens_for(session, "after_commit", once=True)
    def _keep(_session: Session) -> None:
        try:
            keep_head(url, head)
        except OSError as error:
            log.warning("the last entry of the audit log could not be noted outside of the database: %s", error)
