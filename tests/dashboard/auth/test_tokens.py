import pytest

from dashboard.auth.tokens import OneTimeCodes, cookie_name, cookie_value, is_cookie, sign_in_code


def test_a_code_signs_in_once() -> None:
    code, codes = sign_in_code("key", 60), OneTimeCodes()
    assert codes.take("key", code)
    assert not codes.take("key", code)


def test_a_code_of_another_key_or_of_before_signs_nobody_in() -> None:
    codes = OneTimeCodes()
    assert not codes.take("another", sign_in_code("key", 60))
    assert not codes.take("key", sign_in_code("key", -1))


@pytest.mark.parametrize("sent", ["", ".", "..", "a.b.c", "9" * 300, "é.a.b", "99999999999.a."])
def test_what_is_no_code_signs_nobody_in(sent: str) -> None:
    assert not OneTimeCodes().take("key", sent)
    assert not is_cookie("key", sent)


def test_a_code_whose_end_was_put_off_is_refused() -> None:
    expiry, nonce, signature = sign_in_code("key", -1).split(".")
    assert not OneTimeCodes().take("key", f"{int(expiry) + 1000}.{nonce}.{signature}")


def test_each_browser_has_a_cookie_of_its_own_that_is_no_code() -> None:
    first, second = cookie_value("key"), cookie_value("key")
    assert first != second
    assert is_cookie("key", first)
    assert is_cookie("key", second)
    assert not is_cookie("another", first)
    assert not OneTimeCodes().take("key", first)
    assert not is_cookie("key", sign_in_code("key", 60))


def test_two_data_folders_have_cookies_of_two_names() -> None:
    assert cookie_name("key") == cookie_name("key") != cookie_name("another")
    assert "key" not in cookie_name("key")
