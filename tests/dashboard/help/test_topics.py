"""Every chart of every page has a "?" that leads to a section which exists."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from dashboard.help.documents import FOR_TEACHERS, IN_DEPTH
from dashboard.help.topics import TOPICS
from tests.dashboard.golden import answers

CHART_CLASSES = {"chart", "spark"}
TEMPLATES = Path(__file__).resolve().parents[3] / "dashboard/templates"


class Charts(HTMLParser):
    """Collects what stands in each figure: the names of its charts, and the addresses of its help."""

    def __init__(self) -> None:
        super().__init__()
        self.figures: list[tuple[list[str], list[str]]] = []
        self.outside: list[str] = []
        self.named: list[str] = []
        self._is_in_figure = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        classes = set(values.get("class", "").split())
        if tag == "figure":
            self._is_in_figure = True
            self.figures.append(([], []))
        if classes & CHART_CLASSES:
            name = values.get("id") or values.get("data-figure", "")
            (self.figures[-1][0] if self._is_in_figure else self.outside).append(name)
        if tag == "a" and "help" in classes:
            self.named.append(values.get("aria-label", ""))
            if self._is_in_figure:
                self.figures[-1][1].append(values["href"])

    def handle_endtag(self, tag: str) -> None:
        if tag == "figure":
            self._is_in_figure = False


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    path = tmp_path_factory.mktemp("help") / "term.db"
    answers.write_term(path)
    client = answers.client_of(path)
    yield client
    client.application.extensions["moodline"].reader.close()


def charts_of(page: str) -> Charts:
    found = Charts()
    found.feed(page)
    return found


def pages_of(school: FlaskClient) -> Iterator[tuple[str, str]]:
    for language, address in answers.addresses():
        if language == "de" and not address.startswith("/api/") and "report" not in address and "export" not in address:
            answer = school.get(address, headers={"Accept-Language": "de"}, follow_redirects=True)
            if answer.mimetype == "text/html":
                yield address, answer.get_data(as_text=True)


def test_every_chart_of_every_page_has_a_question_mark(school: FlaskClient) -> None:
    charts = 0
    without = []
    for address, page in pages_of(school):
        found = charts_of(page)
        charts += sum(len(names) for names, _ in found.figures)
        without += [f"{address} {name}" for name in found.outside]
        without += [f"{address} {name}" for names, links in found.figures if names and not links for name in names]
        assert all("Was zeigt dieses Diagramm?" in name for name in found.named), address
    assert not without
    assert charts > 20


def test_every_template_with_a_chart_offers_help() -> None:
    """A chart that no page of the demo term shows is found here."""
    without = []
    for path in sorted(TEMPLATES.glob("*.html")):
        text = path.read_text(encoding="utf-8")
        is_drawn = re.search(r'class="[^"]*\b(chart|spark)\b(?!-)', text)
        if is_drawn and "help(" not in text:
            without.append(path.name)
        calls = re.findall(r"\b(?:m\.figure|o\.chart)\((.*)\)", text)
        # A report stands alone: its file opens where no dashboard runs.
        if path.name != "report_class.html":
            without += [f"{path.name}: {call}" for call in calls if not any(f"'{topic}'" in call for topic in TOPICS)]
    assert not without


@pytest.mark.parametrize("topic", TOPICS)
def test_each_topic_leads_to_a_heading_that_exists(client: FlaskClient, topic: str) -> None:
    name, _, anchor = TOPICS[topic].partition("#")
    page = client.get(f"/help/{name}").get_data(as_text=True)
    assert f'id="{anchor}"' in page


@pytest.mark.parametrize("name", FOR_TEACHERS + IN_DEPTH)
def test_every_link_of_a_help_page_leads_to_a_section_that_exists(client: FlaskClient, name: str) -> None:
    page = client.get(f"/help/{name}").get_data(as_text=True)
    for target in re.findall(r'href="((?:/help/[\w-]+)?#[\w-]+)"', page.partition("help-text")[2]):
        place, _, anchor = target.partition("#")
        found = client.get(place).get_data(as_text=True) if place else page
        assert f'id="{anchor}"' in found, target
