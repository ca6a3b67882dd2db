"""A class afterwards."""

from flask import Blueprint, render_template

from dashboard.class_sheet import class_sheet
from dashboard.context import context

blueprint = Blueprint("class_page", __name__)


@blueprint.get("/classes/<row_id:class_id>")
def show(class_id: int) -> str:
    """Show the charts, the summary, the settings and the exports of a class."""
    view = context().whole(class_id)
    return render_template("class.html", page="classes", **class_sheet(view, context().options))
