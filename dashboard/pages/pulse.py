"""Routes of the pulse of a class: start, stop, and the page that shows students the link."""

from flask import Blueprint, Response, render_template, request

from dashboard.database.read.classes import ClassRow, StatusRow
from dashboard.database.read.records import ClassRecords
from dashboard.options import PulseOptions
from dashboard.pulse.address import network_address, reachable_from
from dashboard.pulse.chat import SIGNS, chat_text
from dashboard.pulse.guard_words import guard_sentences
from dashboard.pulse.payload import class_pulse_payload, pulse_payload
from dashboard.pulse.points import QUESTIONS, Question
from dashboard.pulse.qr import qr_svg
from dashboard.pulse.service import PulseRun
from dashboard.pulse.typed_round import MINUTES, USUAL_MINUTES
from dashboard.pulse.words import answer_words, answered_words, question_name, question_words
from dashboard.request.pulse_parameters import pulse_parameters, typed_round_of_form
from dashboard.request.redirect import sent_back
from dashboard.request.services import services
from dashboard.snapshot.class_data import ClassData
from dashboard.snapshot.payload import Payload

blueprint = Blueprint("pulse", __name__)


@blueprint.app_template_global()
def pulse_run(class_id: int) -> PulseRun | None:
    """Return the pulse that runs for this class, None if there is none."""
    return services().pulse.running(class_id)


@blueprint.app_template_global()
def may_pulse(row: ClassRow, status: StatusRow | None) -> bool:
    """Return whether a pulse can be started for this class: it is running now."""
    return services().pulse.is_held(row, status)


@blueprint.app_template_global()
def pulse_options() -> PulseOptions:
    """Return the options of the pulse."""
    return services().options.pulse


@blueprint.app_template_global()
def pulse_network_address() -> str | None:
    """Return this computer's address in its network, None if it is in none."""
    return network_address()


@blueprint.app_template_global()
def pulse_words(question: Question) -> str:
    """Return the question as it is put to students."""
    return question_words(question)


@blueprint.app_template_global()
def newest_pulse(records: ClassRecords, row: ClassRow) -> Payload | None:
    """Return the newest round of answers with its sentence, None before the first."""
    return pulse_payload(records, row)


@blueprint.app_template_global()
def class_pulse(view: ClassData) -> Payload:
    """Return all rounds of answers of a class, and their agreement with its mood."""
    return class_pulse_payload(view, None, services().pulse.tally(view.row.id))


@blueprint.app_template_global()
def pulse_guarded(row: ClassRow) -> list[str]:
    """Return sentences on what was refused and withheld in this class, none if nothing was."""
    return guard_sentences(services().pulse.tally(row.id), row.min_group_size)


@blueprint.app_context_processor
def pulse_questions() -> dict[str, object]:
    """Add the questions to the context of all templates: the name, label and text of each."""
    return {"pulse_questions": [(name, question_name(name), question_words(name)) for name in QUESTIONS]}


@blueprint.get("/classes/<row_id:class_id>/pulse")
def show(class_id: int) -> str:
    """Show the link for students, its QR code, and whether enough have answered."""
    row, status = services().class_status(class_id)
    run = services().pulse.running(class_id)
    stored = request.args.get("stored") == "yes"
    values: dict[str, object] = {"chat": _chat(), "minutes": MINUTES, "usual_minutes": USUAL_MINUTES, "stored": stored}
    if run is not None:
        reachable = reachable_from(run.url)
        values |= {"reachable": reachable, "answered": answered_words(run.answered, row.min_group_size)}
        values |= {} if reachable == "machine" else {"qr": qr_svg(run.url)}
    return render_template("pulse.html", page="", row=row, status=status, run=run, options=pulse_options(), **values)


def _chat() -> list[dict[str, object]]:
    """Return for each question its text for the chat, and the signs and words of its answers."""
    return [
        {
            "question": name,
            "words": question_words(name),
            "text": chat_text(name),
            "answers": list(zip(("first", "second", "third"), SIGNS[name], answer_words(name), strict=True)),
        }
        for name in QUESTIONS
    ]


@blueprint.post("/classes/<row_id:class_id>/pulse/start")
def start(class_id: int) -> Response:
    """Start the pulse, or switch to the other question, and redirect to its page."""
    question, reach = pulse_parameters(request.form.get("question"), request.form.get("reach"))
    services().pulse.start(*services().class_status(class_id), question, reach)
    return sent_back(f"/classes/{class_id}/pulse")


@blueprint.post("/classes/<row_id:class_id>/pulse/answers")
def type_in(class_id: int) -> Response:
    """Store the counts of a round that came by the call's chat, and redirect to the pulse's page."""
    typed = typed_round_of_form(request.form)
    services().pulse.type_in(*services().class_status(class_id), typed.question, typed.counts, typed.minutes)
    return sent_back(f"/classes/{class_id}/pulse?stored=yes#chat")


@blueprint.post("/classes/<row_id:class_id>/pulse/stop")
def stop(class_id: int) -> Response:
    """Stop the pulse. That there is none any more is no error."""
    services().pulse.stop(services().class_row(class_id).id)
    return sent_back(f"/classes/{class_id}/pulse")
