"""Drive a Chromium as it is, by its debugging pipe: Playwright never lets a tab be hidden."""

import json
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, Final

from tests.browser.chromium import FLAGS

READ_BY_CHROMIUM: Final = 3
WRITTEN_BY_CHROMIUM: Final = 4
"""The numbers of the two files of --remote-debugging-pipe."""


class CommandFailed(Exception):  # noqa: N818 - names a state
    """Chromium did not carry out a command."""


class PlainChromium:
    """A Chromium whose tabs are opened and asked by DevTools' protocol."""

    def __init__(self, commands: BinaryIO, answers: BinaryIO) -> None:
        self._commands, self._answers = commands, answers
        self._last = 0

    def send(self, method: str, session: str | None = None, **parameters: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
        """Send a command, and return its result."""
        self._last += 1
        command = {"id": self._last, "method": method, "params": parameters}
        self._commands.write(json.dumps({**command, "sessionId": session} if session else command).encode() + b"\0")
        self._commands.flush()
        while True:
            answer = json.loads(self._message())
            if answer.get("id") == self._last:
                if "error" in answer:
                    raise CommandFailed(answer["error"]["message"])
                return dict(answer["result"])

    def open(self, address: str) -> str:
        """Open a tab in front of the others; return the session in which it is asked."""
        target = self.send("Target.createTarget", url=address)["targetId"]
        return str(self.send("Target.attachToTarget", targetId=target, flatten=True)["sessionId"])

    def evaluate(self, session: str, script: str) -> Any:  # noqa: ANN401 - JSON
        """Return what a script of a tab yields, as if a person had clicked; None while there is no page yet."""
        try:
            found = self.send("Runtime.evaluate", session, expression=script, userGesture=True, returnByValue=True)
        except CommandFailed:
            return None
        assert "exceptionDetails" not in found, found
        return found["result"].get("value")

    def _message(self) -> bytes:
        read = bytearray()
        while (byte := self._answers.read(1)) != b"\0":
            assert byte, "Chromium ended"
            read += byte
        return bytes(read)


@contextmanager
def plain_chromium(program: str, profile: Path, *flags: str) -> Iterator[PlainChromium]:
    """Run a Chromium with windows during the block."""
    chromium_reads, commands = os.pipe()
    answers, chromium_writes = os.pipe()

    def take_pipes() -> None:
        # Moved away first: either may have the other's number.
        reads, writes = os.dup(chromium_reads), os.dup(chromium_writes)
        os.dup2(reads, READ_BY_CHROMIUM)
        os.dup2(writes, WRITTEN_BY_CHROMIUM)

    arguments = [program, *FLAGS, "--remote-debugging-pipe", f"--user-data-dir={profile}", *flags, "about:blank"]
    nowhere = subprocess.DEVNULL
    with subprocess.Popen(
        arguments,
        preexec_fn=take_pipes,  # noqa: PLW1509 - between fork and exec it moves two files, and takes no lock
        close_fds=False,
        stdout=nowhere,
        stderr=nowhere,
    ) as process:
        os.close(chromium_reads)
        os.close(chromium_writes)
        try:
            with os.fdopen(commands, "wb") as sent, os.fdopen(answers, "rb") as received:
                yield PlainChromium(sent, received)
        finally:
            process.terminate()
