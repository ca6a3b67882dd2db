"""One table of numbers and their texts, to which dashboard/language/numbers.py and static/text.js are both held."""

from typing import Final, NamedTuple


class NumberCase(NamedTuple):
    """A figure as a format of both writes it; `arguments` follow the value, as in Python and in JavaScript."""

    format: str
    value: float | None
    arguments: tuple[int, ...]
    english: str
    german: str


NUMBER_CASES: Final = (
    NumberCase("decimal", None, (), "–", "–"),
    NumberCase("decimal", 0.0, (), "0.0", "0,0"),
    NumberCase("decimal", -0.0, (), "0.0", "0,0"),
    NumberCase("decimal", -0.04, (), "0.0", "0,0"),
    NumberCase("decimal", 12.5, (), "12.5", "12,5"),
    NumberCase("decimal", -12.5, (), "−12.5", "−12,5"),
    NumberCase("decimal", 12, (), "12.0", "12,0"),
    NumberCase("decimal", 1234567.891, (2,), "1234567.89", "1234567,89"),
    # Between two, the even one: floats that lie exactly between are halves, quarters, eighths.
    NumberCase("decimal", 0.5, (0,), "0", "0"),
    NumberCase("decimal", 1.5, (0,), "2", "2"),
    NumberCase("decimal", 2.5, (0,), "2", "2"),
    NumberCase("decimal", -2.5, (0,), "−2", "−2"),
    NumberCase("decimal", 0.25, (), "0.2", "0,2"),
    NumberCase("decimal", 0.75, (), "0.8", "0,8"),
    NumberCase("decimal", 0.125, (2,), "0.12", "0,12"),
    NumberCase("decimal", 0.375, (2,), "0.38", "0,38"),
    # These only look as if they lay between: their floats are a little more, or a little less.
    NumberCase("decimal", 0.15, (), "0.1", "0,1"),
    NumberCase("decimal", 0.35, (), "0.3", "0,3"),
    NumberCase("decimal", 1.005, (2,), "1.00", "1,00"),
    NumberCase("decimal", 0.45, (), "0.5", "0,5"),
    NumberCase("percent", None, (), "–", "–"),
    NumberCase("percent", 0.0, (), "0\u00a0%", "0\u00a0%"),
    # 100 % is all.
    NumberCase("percent", 0.996, (), "99\u00a0%", "99\u00a0%"),
    NumberCase("percent", 0.9999, (), "99\u00a0%", "99\u00a0%"),
    NumberCase("percent", 1.0, (), "100\u00a0%", "100\u00a0%"),
    NumberCase("percent", 0.004, (), "0\u00a0%", "0\u00a0%"),
    NumberCase("percent", 0.125, (), "12\u00a0%", "12\u00a0%"),
    NumberCase("percent", 0.48, (), "48\u00a0%", "48\u00a0%"),
    NumberCase("percent", 1.44, (), "144\u00a0%", "144\u00a0%"),
    NumberCase("signed", None, (), "–", "–"),
    NumberCase("signed", 0.0, (), "+0.00", "+0,00"),
    NumberCase("signed", -0.004, (), "+0.00", "+0,00"),
    NumberCase("signed", 0.12, (), "+0.12", "+0,12"),
    NumberCase("signed", -0.3, (), "−0.30", "−0,30"),
    NumberCase("signed", -0.125, (), "−0.12", "−0,12"),
    NumberCase("signed", 7.5, (0,), "+8", "+8"),
)
