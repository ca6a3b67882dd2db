import json
import os
import queue
import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from pulse.serve import POLL_SECONDS
from tests.pulse.served_pulse import PATH, ROOT, TOKEN, served, settings

LINUX = sys.platform.startswith("linux")


def test_thirty_devices_answer_and_only_counts_are_emitted() -> None:
    with served() as pulse:
        devices = [pulse.device() for _ in range(30)]
        for number, device in enumerate(devices):
            assert "How do you feel right now?" in device.look().body
            assert device.tap(1 + number % 3).status == 303
        assert "Your answer counts" in devices[0].look().body
        (window,) = [line for line in pulse.rest() if line["event"] == "window"]
    assert window["counts"] == [10, 10, 10]
    assert window["question"] == "mood"
    assert not {device.cookie for device in devices} & set(json.dumps(window).split('"'))


def test_four_devices_of_a_group_of_five_yield_no_event() -> None:
    with served() as pulse:
        for _ in range(4):
            pulse.device().tap(3)
        with pytest.raises(queue.Empty):
            pulse.said.get(timeout=1.2 * POLL_SECONDS)
        assert {line["event"] for line in pulse.rest()} == {"attempts"}


def test_what_was_refused_is_reported_without_a_word_of_who_tried() -> None:
    with served() as pulse:
        device = pulse.device()
        for _ in range(3):
            device.tap(1)
        pulse.device().ask("POST", PATH, "answer=1")
        pulse.device().ask("GET", "/p/" + "x" * 22)
        found = [line for line in pulse.rest() if line["event"] == "attempts"]
    assert found[-1] == {"event": "attempts", "address": 1, "form": 1, "too_soon": 2, "full": 0, "block": 0, "code": 0}


def test_the_number_of_devices_is_reported_from_the_minimum_group_on() -> None:
    with served() as pulse:
        for _ in range(5):
            pulse.device().tap(2)
        assert pulse.next_said("answered")["devices"] == 5


def test_a_device_that_answers_again_within_the_minute_is_told_how_long_to_wait() -> None:
    with served() as pulse:
        device = pulse.device("de")
        device.tap(1)
        again = device.tap(3)
        assert again.status == 429
        assert "Eine Antwort pro Minute" in again.body
        assert 0 < int(again.headers["Retry-After"]) <= 60
        assert (
            f"In {again.headers['Retry-After']} s kannst du wieder antworten. Diese Seite fragt dann von selbst."
            in again.body
        )
        assert again.headers["Refresh"] == again.headers["Retry-After"]


@pytest.mark.parametrize("path", ["/", "/p/", "/p/" + "x" * 22, PATH + "/", PATH[:-1], PATH + "a", "/p/%ff%00", "/p/é"])
def test_any_other_address_is_not_found(path: str) -> None:
    from urllib.parse import quote

    with served() as pulse:
        for method in ("GET", "POST"):
            answer = pulse.device().ask(method, quote(path, safe="/%"), "answer=1" if method == "POST" else None)
            assert answer.status == 404
            assert TOKEN not in answer.body.replace(path, "")


def test_an_invalid_answer_gets_a_message_and_a_too_large_one_is_refused() -> None:
    with served() as pulse:
        assert pulse.device().tap(4).status == 400
        assert pulse.device().ask("POST", PATH, "answer=1").status == 403
        assert pulse.device().ask("POST", PATH, "").status == 403
        assert pulse.device().ask("POST", PATH, "answer=1&x=" + "y" * 2000).status == 413
        assert pulse.device().ask("PUT", PATH, "answer=1").status == 405
        assert pulse.device().tap(1).status == 303


def test_more_new_devices_than_a_class_has_are_refused_with_a_message() -> None:
    with served(most_devices=12, most_new_a_minute=6, most_of_block=12) as pulse:
        answers = [pulse.device().tap(1) for _ in range(10)]
        assert [answer.status for answer in answers] == [303] * 6 + [503] * 4
        assert "Try again in a minute" in answers[-1].body


def test_a_pulse_at_its_device_limit_turns_others_away_for_good() -> None:
    with served(most_devices=6, most_new_a_minute=100, most_of_block=6) as pulse:
        answers = [pulse.device().tap(1) for _ in range(7)]
        assert [answer.status for answer in answers] == [303] * 6 + [503]
        assert "This pulse takes no more devices" in answers[-1].body
        assert "in a minute" not in answers[-1].body


def test_every_answer_carries_the_same_strict_headers() -> None:
    with served() as pulse:
        device = pulse.device()
        for answer in (device.look(), device.tap(1), device.tap(1), device.ask("GET", "/"), device.ask("PUT", PATH)):
            policy = answer.headers["Content-Security-Policy"]
            assert policy.startswith("default-src 'none'; style-src 'sha256-")
            assert "unsafe" not in policy
            assert answer.headers["Cache-Control"] == "no-store"
            assert answer.headers["Referrer-Policy"] == "no-referrer"
            assert "Server" not in answer.headers
            assert "127.0.0.1" not in str(answer.headers) + answer.body
        cookie = pulse.device().look().headers["Set-Cookie"]
        assert "HttpOnly" in cookie
        assert "SameSite=Lax" in cookie
        assert "Expires" not in cookie
        assert "Max-Age" not in cookie


@pytest.mark.skipif(not LINUX, reason="/proc is Linux's")
def test_it_has_no_open_database(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOODLINE_DATABASE_URL", "sqlite:///secret.db")
    with served() as pulse:
        pulse.device().tap(1)
        process = Path(f"/proc/{pulse.process.pid}")
        environment = (process / "environ").read_bytes()
        assert b"MOODLINE" not in environment
        assert b"HOME" not in environment
        assert TOKEN.encode() not in environment + (process / "cmdline").read_bytes()
        held = [os.readlink(each) for each in (process / "fd").iterdir()]  # noqa: PTH115 - they name no paths
        files = [name for name in held if name.startswith("/") and not name.startswith(("/dev/", "/tmp"))]
        assert files == [], held
        assert not [name for name in held if name.endswith((".db", ".db-wal"))]


@pytest.mark.parametrize(
    "attempt",
    [
        "open('/etc/hostname')",
        "__import__('os').open('/etc/hostname', 0)",
        "__import__('pathlib').Path('x').write_text('x')",
        "__import__('socket').create_connection(('127.0.0.1', 9))",
        "__import__('subprocess').run(['true'])",
        "__import__('os').system('true')",
        "__import__('sqlite3').connect('x.db')",
        "socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', ('127.0.0.1', 9))",
        "socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendmsg([b'x'], [], 0, ('127.0.0.1', 9))",
        "socket.gethostbyname('localhost')",
        "os.kill(os.getpid(), 0)",
        "os.truncate('nowhere', 0)",
        "os.mkdir('nowhere')",
        "os.rmdir('nowhere')",
        "os.symlink('nowhere', 'elsewhere')",
        "os.chmod('nowhere', 0)",
        "os.remove('nowhere')",
        "os.rename('nowhere', 'elsewhere')",
        "os.listdir('.')",
    ],
)
def test_a_sealed_process_reaches_no_file_no_computer_and_no_program(attempt: str) -> None:
    imports = "import socket, subprocess, sqlite3, pathlib, os; from pulse.sandbox import enter_sandbox"
    code = f"{imports}; enter_sandbox(); {attempt}"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert "PermissionError: the pulse page has given up" in done.stderr


@pytest.mark.skipif(os.name != "posix", reason="kill -9 is POSIX's")
def test_it_ends_when_its_parent_is_killed(tmp_path: Path) -> None:
    order = tmp_path / "order.json"
    order.write_text(json.dumps({name: getattr(settings(), name) for name in settings().__slots__}), encoding="utf-8")
    parent = (
        "import subprocess, sys, time; "
        "child = subprocess.Popen([sys.executable, '-E', '-s', '-m', 'pulse'], stdin=subprocess.PIPE, "
        "stdout=subprocess.PIPE); "
        f"child.stdin.write(open({str(order)!r}, 'rb').read() + b'\\n'); child.stdin.flush(); "
        "child.stdout.readline(); print(child.pid, flush=True); time.sleep(600)"
    )
    with subprocess.Popen([sys.executable, "-c", parent], stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        assert process.stdout is not None
        child = psutil.Process(int(process.stdout.readline()))
        assert child.is_running()
        process.send_signal(signal.SIGKILL)
        process.wait()
        psutil.wait_procs([child], timeout=60)
        assert not child.is_running() or child.status() == psutil.STATUS_ZOMBIE


@pytest.mark.parametrize(
    "values",
    [
        {"host": "192.168.1.2"},
        {"host": "::"},
        {"port": 70000},
        {"port": True},
        {"token": "short"},
        {"question": "name"},
        {"min_group_size": 2},
        {"min_group_size": 5.0},
        {"most_devices": 4},
        {"most_new_a_minute": 0},
        {"most_of_block": 201},
        {"most_of_address": 0},
        {"code": "12"},
        {"code": 123},
    ],
)
def test_settings_that_would_expose_single_people_or_listen_elsewhere_are_refused(values: dict[str, object]) -> None:
    with pytest.raises(ValueError):
        settings(**values)


def test_without_settings_it_says_that_the_dashboard_starts_it() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pulse"], cwd=ROOT, input="", capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "The dashboard starts this page" in done.stderr
