"""Route of the page of classes side by side."""

from flask import Blueprint, render_template

from dashboard.comparisons.compare_page import compare_page
from dashboard.comparisons.limits import MOST_COMPARED
from dashboard.request.comparison_parameters import comparison_parameters, read_comparison

blueprint = Blueprint("compare", __name__)


@blueprint.get("/compare")
def show() -> str:
    """Show two to eight classes side by side, each against its baseline."""
    parameters = comparison_parameters()
    if not parameters.can_be_made:
        return render_template("compare_too_few.html", page="classes", chosen=len(parameters.ids), most=MOST_COMPARED)
    return render_template("compare.html", page="classes", **compare_page(parameters, read_comparison(parameters)))
