"""The response to a poll of the live page: small, made once for all viewers, and 304 while nothing has changed."""

from typing import Final

from flask import Response, current_app, request

from dashboard.errors import NoDatabaseYet
from dashboard.language.preferred_language import language
from dashboard.language.time_zone import reader_zone
from dashboard.live.live_data import LiveMoment, live_payload, nothing_yet
from dashboard.live.response_cache import LiveAnswer
from dashboard.pulse.guard_words import guard_sentences
from dashboard.request.class_parameters import number_parameter
from dashboard.request.services import services
from dashboard.web.compression import LEAST_BYTES

LARGEST_ID: Final = 2**63 - 1


def live_answer() -> Response:
    """Return the class now, and the points after the sample `after`; 304 if nothing has changed."""
    parts = services()
    requested = number_parameter("after")
    after = None if requested is None else min(max(requested, 0), LARGEST_ID)

    reader = (parts.options.profile.name, language(), reader_zone(), parts.reader.stamp())

    def moment() -> LiveMoment | None:
        try:
            return parts.live_moment()
        except NoDatabaseYet:
            return None

    # What most of the time goes into is the same for all, whichever sample they ask after.
    now = parts.live_cache.get(reader, moment)
    row = None if now is None else now.view.row
    notes = () if row is None else tuple(guard_sentences(parts.pulse.tally(row.id), row.min_group_size))

    def make() -> LiveAnswer:
        view = nothing_yet() if now is None else now.after(after)
        return LiveAnswer(current_app.json.dumps(live_payload(view, notes)).encode())

    answer = parts.live_cache.get((after, *notes, *reader), make)
    packs = len(answer.body) >= LEAST_BYTES and request.accept_encodings.quality("gzip") > 0
    response = Response(answer.packed if packs else answer.body, mimetype="application/json")
    response.set_etag(answer.tag, weak=packs)
    response.vary.add("Accept-Encoding")
    if packs:
        response.headers["Content-Encoding"] = "gzip"
    response.make_conditional(request)
    return response
