"""Routes of the notice, which tells students and parents what runs, and of the receipt of what was stored."""

from urllib.parse import urlencode

from flask import Blueprint, render_template, request

from classroom.lawful_use import mood_is_forbidden
from dashboard.notice.languages import LANGUAGES
from dashboard.notice.notice import Notice, notice_of
from dashboard.notice.receipt import receipt_of
from dashboard.request.notice_parameters import LONGEST_CONTACT, notice_facts, notice_language
from dashboard.request.services import services

blueprint = Blueprint("notice", __name__)


@blueprint.get("/notice")
def choose() -> str:
    """Show the notice as a message to copy, with the choices of its language and mode, and the ways to show it."""
    config = services().settings.current.config
    facts = notice_facts(request.args, config)
    code = notice_language(request.args)
    chosen = {"language": code, "mode": facts.mode} | ({"contact": facts.contact} if facts.contact else {})
    return render_template(
        "notice.html",
        page="",
        notice=notice_of(code, facts),
        facts=facts,
        kinds=LANGUAGES,
        longest_contact=LONGEST_CONTACT,
        has_moods=not mood_is_forbidden(config.monitor.region),
        chosen=urlencode(chosen),
    )


@blueprint.get("/notice/slide")
def slide() -> str:
    """Show the notice as a slide that fills the screen."""
    return render_template("notice_sheet.html", kind="slide", notice=_notice())


@blueprint.get("/notice/letter")
def letter() -> str:
    """Show the notice as a letter to parents, to be printed."""
    return render_template("notice_sheet.html", kind="letter", notice=_notice())


@blueprint.get("/classes/<row_id:class_id>/receipt")
def receipt(class_id: int) -> str:
    """Show what was stored of a class and until when, as a message to copy for the class's chat."""
    parts = services()
    with parts.open_snapshot() as snapshot:
        stored = snapshot.stored_class(class_id)
    days = parts.settings.current.config.privacy.retention_days
    found = receipt_of(notice_language(request.args), stored, days)
    return render_template("receipt.html", page="classes", row=stored.row, receipt=found, kinds=LANGUAGES)


def _notice() -> Notice:
    config = services().settings.current.config
    return notice_of(notice_language(request.args), notice_facts(request.args, config))
