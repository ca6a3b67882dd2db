"""Serve a real pulse process over real HTTP, with devices that answer it."""

import http.client
import json
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any

from pulse.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
TOKEN = "0123456789abcdefghijkl"
PATH = f"/p/{TOKEN}"


def settings(**values: Any) -> Settings:  # noqa: ANN401 - fields of the settings
    """Return settings for a class of 25 in which five make a group."""
    usual: dict[str, Any] = {
        "host": "127.0.0.1",
        "port": 0,
        "token": TOKEN,
        "question": "mood",
        "min_group_size": 5,
        "most_devices": 200,
        "most_new_a_minute": 100,
        "most_of_block": 100,
        "most_of_address": 4,
        "code": "",
        "hosts": ("127.0.0.1", "localhost"),
    }
    return Settings(**usual | values)


@dataclass(slots=True)
class Answer:
    """A response of the page."""

    status: int
    headers: dict[str, str]
    body: str


def form_in(page: str) -> str:
    """Return the form field in the page's text, empty if it has no form."""
    return page.partition('name="form" value="')[2].partition('"')[0]


@dataclass(slots=True)
class Device:
    """A browser that keeps its cookie and its page, as one that was opened by a link does."""

    port: int
    language: str = "en"
    path: str = PATH
    cookie: str = ""
    form: str = ""

    def ask(self, method: str, path: str, body: str | None = None) -> Answer:
        """Send one request on a connection of its own."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        headers = {"Accept-Language": self.language}
        if self.cookie:
            headers["Cookie"] = f"device={self.cookie}"
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request(method, path, body, headers)
        response = connection.getresponse()
        text = response.read().decode()
        connection.close()
        cookies = SimpleCookie(response.headers.get("Set-Cookie", ""))
        if "device" in cookies:
            self.cookie = cookies["device"].value
        self.form = form_in(text) or self.form
        return Answer(response.status, dict(response.headers.items()), text)

    def look(self) -> Answer:
        """Open the page."""
        return self.ask("GET", self.path)

    def tap(self, answer: int, code: str = "") -> Answer:
        """Tap one of the three buttons, on the page that is opened first if none is open."""
        if not self.form:
            self.look()
        return self.ask("POST", self.path, f"form={self.form}&answer={answer}&code={code}")


@dataclass(slots=True)
class ServedPulse:
    """The process, its port, and its output."""

    process: "subprocess.Popen[str]"
    port: int = 0
    said: "queue.Queue[dict[str, Any]]" = field(default_factory=queue.Queue)
    listener: threading.Thread = field(init=False)

    def __post_init__(self) -> None:
        """Start reading its output."""
        self.listener = threading.Thread(target=self.listen, daemon=True)
        self.listener.start()

    def listen(self) -> None:
        """Read its output until it ends."""
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.said.put(json.loads(line))

    def next_said(self, event: str) -> dict[str, Any]:
        """Wait for the next event of this kind."""
        while (line := self.said.get(timeout=60))["event"] != event:
            pass
        return line

    def rest(self) -> list[dict[str, Any]]:
        """End it by closing its input, and return the remaining events."""
        assert self.process.stdin is not None
        self.process.stdin.close()
        assert self.process.wait(timeout=60) == 0
        self.listener.join()
        lines = []
        while not self.said.empty():
            lines.append(self.said.get())
        return lines

    def device(self, language: str = "en") -> Device:
        """Return a new device."""
        return Device(self.port, language)


@contextmanager
def served(**values: Any) -> Iterator[ServedPulse]:  # noqa: ANN401 - fields of the settings
    """Start the process as the dashboard does, and yield it once it listens."""
    wanted = settings(**values)
    order = {name: getattr(wanted, name) for name in Settings.__dataclass_fields__}
    environment = {name: os.environ[name] for name in ("SYSTEMROOT", "LD_LIBRARY_PATH") if name in os.environ}
    with subprocess.Popen(
        [sys.executable, "-E", "-s", "-m", "pulse"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env=environment,
    ) as process:
        assert process.stdin is not None
        process.stdin.write(json.dumps(order) + "\n")
        process.stdin.flush()
        pulse = ServedPulse(process)
        try:
            pulse.port = pulse.next_said("listening")["port"]
            yield pulse
        finally:
            process.kill()
            pulse.listener.join()
