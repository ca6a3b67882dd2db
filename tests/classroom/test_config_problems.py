"""Invalid input, plausible and malicious: each is reported as a problem with its line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classroom.config import Config
from classroom.config_file import parse_config
from classroom.errors import ConfigError, UsageError


def problems_of(content: str, check_source: object = None) -> list[str]:
    assert check_source is None or callable(check_source)
    with pytest.raises(ConfigError) as caught:
        parse_config(content, "config.yaml", check_source)
    return [str(problem) for problem in caught.value.problems]


def refuse_areas(source: str) -> None:
    if source.startswith("area"):
        raise UsageError(f"--source {source}: four numbers are expected", remedy="Type for example: --source area:1")


def entry(start: str, end: str = "'23:00'") -> str:
    return f"schedule:\n  - title: Maths\n    days: [monday]\n    start: {start}\n    end: {end}\n"


@pytest.mark.parametrize(
    "start",
    [
        "'09:00Z'", "09:00+02:00", "'09:00:30'", "10:00:00", "10:00:30", "630", "36000", "24:00", "10:60", "10:5", "9",
        "true", "[10]", "''", "9am", "2024-01-01 10:00:00", "'١٠:٠٠'", "10:30.5", "null",
    ],
)  # fmt: skip
def test_a_timetable_takes_hours_and_minutes_and_nothing_else(start: str) -> None:
    (found,) = problems_of(entry(start))
    assert 'line 4: schedule, entry 1, start: expected a time of day as "HH:MM"' in found


@pytest.mark.parametrize(
    ("start", "is_read_as"), [("09:05", "09:05"), ("9:05", "09:05"), ("'10:30'", "10:30"), ("0:00", "00:00")]
)
def test_a_time_may_be_quoted_or_not(start: str, is_read_as: str) -> None:
    (read,) = parse_config(entry(start), "config.yaml").schedule
    assert read.start.isoformat("minutes") == is_read_as
    assert read.start.tzinfo is None


def test_what_stood_there_is_shown_as_it_was_typed() -> None:
    (found,) = problems_of(entry("10:00:30"))
    assert "10:00:30" in found


def test_positions_in_a_list_count_from_one() -> None:
    (found,) = problems_of(entry("'10:00'").replace("[monday]", "[monday, funday]"))
    assert found.startswith("line 3: schedule, entry 1, days, entry 2: expected 'monday'")


@pytest.mark.parametrize("content", ["a: &a\n  b: *a\n", "- &a [*a]\n", "x: 1\na: &a {? *a : 1}\n", "a: &a {<<: *a}\n"])
def test_an_anchor_within_itself_is_a_problem_with_its_line(content: str) -> None:
    (found,) = problems_of(content)
    assert found.startswith("line ")
    assert "an alias to the very value" in found


def test_aliases_that_multiply_are_a_problem_and_take_no_time() -> None:
    doubling = "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 60))
    (found,) = problems_of("a0: &a0 [x]\n" + doubling)
    assert "at most 20000 values" in found


def test_an_alias_that_ends_is_taken() -> None:
    assert parse_config(
        "monitor: {source: &call 'window:Zoom'}\n" + entry("9:00") + "    source: *call\n", "c"
    ).schedule


@pytest.mark.parametrize("content", ["a: " + "[" * 5000, "a: " + "[" * 5000 + "]" * 5000])
def test_a_file_that_is_nested_without_end_is_a_problem(content: str) -> None:
    (found,) = problems_of(content)
    assert "nested too deeply" in found


@pytest.mark.parametrize(
    "value",
    ["2024-13-45", "!!int many", "!!bool maybe", "!!timestamp soon", "!!int ''", "!!float much", "9" * 5000, "!!set x"],
)
def test_a_value_that_yaml_cannot_make_is_a_problem_with_its_line(value: str) -> None:
    found = problems_of(f"demo:\n  seed: {value}\n")
    assert all(problem.startswith("line 2: ") for problem in found)


def test_a_key_that_is_no_word_is_a_problem_with_its_line() -> None:
    found = problems_of("privacy: {}\n7: 8\n")
    assert found[0].startswith("line 2: 7: expected ")


@given(st.text(alphabet="a:&*[]{}!<-?|>'\"\n 0.,#%@~yes", max_size=60))
def test_random_yaml_syntax_gives_settings_or_named_problems(content: str) -> None:
    try:
        assert isinstance(parse_config(content, "config.yaml"), Config)
    except ConfigError as error:
        assert error.problems


@given(st.text(max_size=10), st.sampled_from(["start", "end"]))
def test_any_time_gives_settings_or_named_problems(text: str, key: str) -> None:
    times = {"start": '"00:00"', "end": '"23:59"'}
    times[key] = '"' + "".join(f"\\U{ord(sign):08x}" for sign in text) + '"'
    try:
        parse_config(entry(times["start"], times["end"]), "config.yaml")
    except ConfigError as error:
        assert error.problems


@pytest.mark.parametrize("url", ["nonsense", "postgresql://u@h:xx/c", "oracle9://x", "'://'"])
def test_a_database_url_that_is_none_is_a_problem_with_an_example(url: str) -> None:
    (found,) = problems_of(f"database:\n  url: {url}\n")
    assert found.startswith("line 2: database.url: expected a database URL, such as sqlite:///class.db")


@pytest.mark.parametrize("url", ["sqlite:///class.db", "postgres://u@h/c", "postgresql+psycopg://u:p@h:5432/c", "''"])
def test_a_database_url_is_taken_whether_or_not_its_driver_is_here(url: str) -> None:
    assert parse_config(f"database:\n  url: {url}\n", "config.yaml").database.url == url.strip("'")


@pytest.mark.parametrize(
    "content",
    [
        "database:\n  url: postgres://u:geheim@h:xx/c\n",
        "database:\n  url: postgres:/u:geheim@h\n",
        "database: postgres://u:geheim@h/c\n",
        "databases:\n  url: postgres://u:geheim@h/c\n",
        "database: [{url: 'postgres://u:geheim@h/c'}]\n",
        "database: u:geheim@h\n",
        "database:\n  url: [postgres://h/c?password=geheim]\n",
        "postgres://u:geheim@h/c",
        "monitor:\n  sample_seconds: postgres://u:ge heim@h/c\n",
    ],
)
def test_a_password_in_the_file_is_never_shown(content: str) -> None:
    assert not [problem for problem in problems_of(content) if "heim" in problem]


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.5", "'::'", "example.org", "''"])
def test_a_host_that_is_not_this_machine_is_a_problem(host: str) -> None:
    (found,) = problems_of(f"dashboard:\n  host: {host}\n")
    assert found.startswith("line 2: dashboard.host: expected an address of this machine")


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "'::1'", "'[::1]'"])
def test_every_name_of_this_machine_is_taken_as_host(host: str) -> None:
    assert parse_config(f"dashboard:\n  host: {host}\n", "config.yaml").dashboard.host == host.strip("'")


def test_every_source_is_checked_with_its_line_besides_the_other_problems() -> None:
    content = "monitor:\n  source: area:foo\n" + entry("25:00") + "    source: area:1\n"
    found = problems_of(content, refuse_areas)
    assert [problem.split(": ")[:2] for problem in found] == [
        ["line 2", "monitor.source"], ["line 6", "schedule, entry 1, start"], ["line 8", "schedule, entry 1, source"],
    ]  # fmt: skip
    assert "found area:foo. area:foo: four numbers are expected. Type for example: area:1" in found[0]


@pytest.mark.parametrize("content", ["monitor: 3\n", "monitor: {source: 3}\n", "schedule: [3]\n", "schedule: {a: 1}\n"])
def test_what_is_no_source_at_all_is_not_given_to_the_check(content: str) -> None:
    assert problems_of(content, refuse_areas)


def test_a_profile_of_ones_own_cannot_take_the_name_of_a_built_in() -> None:
    weights = "{angry: 0, disgust: 0, fear: 0, happy: 1, sad: 0, surprise: 1, neutral: 0.5}"
    (found,) = problems_of(f"engagement:\n  profiles:\n    mine: {weights}\n    sharma2019: {weights}\n")
    assert found.startswith("line 4: engagement.profiles.sharma2019: expected a name of your own")
