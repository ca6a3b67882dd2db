"""Routes of the help: the documents for teachers as pages, and their pictures."""

from flask import Blueprint, Response, render_template, send_from_directory
from markupsafe import Markup

from dashboard.errors import RequestRefused
from dashboard.help.documents import DOCS_FOLDER, FIRST_PAGE, FOR_TEACHERS, IN_DEPTH, HelpDocument, help_document
from dashboard.help.html import help_html
from dashboard.help.topics import help_url
from dashboard.language.translate import say

ONE_HOUR = 3600

blueprint = Blueprint("help", __name__)
blueprint.add_app_template_global(help_url)


@blueprint.get("/help")
def first() -> str:
    """Show the first help page."""
    return show(FIRST_PAGE)


@blueprint.get("/help/<name>")
def show(name: str) -> str:
    """Show a help page beside the list of all."""
    document = help_document(name)
    if document is None:
        message = say("There is no such help page")
        raise RequestRefused(404, "help_not_found", message, say("Choose one from the list of help pages."))
    return render_template(
        "help.html",
        page="help",
        document=document,
        text=Markup(help_html(document.text)),  # raw HTML in it was escaped
        for_teachers=[HelpDocument(each) for each in FOR_TEACHERS],
        in_depth=[HelpDocument(each) for each in IN_DEPTH],
    )


@blueprint.get("/help/images/<path:name>")
def picture(name: str) -> Response:
    """Send a picture of the documents."""
    return send_from_directory(DOCS_FOLDER / "images", name, max_age=ONE_HOUR)
