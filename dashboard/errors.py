"""Errors of requests: refused, or without a database to answer from.

RequestRefused              400 unless said otherwise; pages and the API answer each in the same words
├── ClassNotFound           404: no class of that number
├── ForeignHost             400: a Host header of another name than this machine's
├── ForeignPage             403: a cross-site request to change something, or to load a file
├── dashboard.database.edit.errors    edits that are not possible
├── dashboard.segments.plan           lesson plans that cannot be read
└── dashboard.pulse.errors            pulses that cannot be started
NoDatabaseYet               a DatabaseError, 404: no class was ever watched
"""

from classroom.errors import DatabaseError
from dashboard.language.translate import say


class RequestRefused(Exception):  # noqa: N818 - an answer, and no fault
    """A request that cannot be met: its HTTP `status`, a `code` for programs, and message and remedy for people."""

    def __init__(self, status: int, code: str, message: str, remedy: str) -> None:
        super().__init__(message)
        self.status, self.code, self.message, self.remedy = status, code, message, remedy


class ClassNotFound(RequestRefused):
    """There is no class of this id."""

    def __init__(self, class_id: int) -> None:
        message = say("There is no class {number}", number=class_id)
        super().__init__(404, "class_not_found", message, say("See the list of classes."))


class ForeignHost(RequestRefused):
    """The Host header has a name that is not this machine's."""

    def __init__(self) -> None:
        remedy = say("This dashboard answers at localhost, 127.0.0.1 and [::1] only.")
        super().__init__(400, "foreign_host", say("This request cannot be answered"), remedy)


class ForeignPage(RequestRefused):
    """A page of another origin requests a change, or loads what only our own pages may."""

    def __init__(self) -> None:
        message = say("Nothing is changed or made for a page elsewhere")
        super().__init__(403, "foreign_page", message, say("Open the dashboard at the address that it printed."))


class NoDatabaseYet(DatabaseError):  # noqa: N818 - a state, and no fault
    """No class has ever been watched: there is no database, or an empty one."""
