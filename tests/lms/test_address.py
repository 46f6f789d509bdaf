import socket

from lms.address import Address


def test_an_address_for_everyone_is_reached_on_this_machine():
    assert Address("0.0.0.0", 8000).url == "http://127.0.0.1:8000"


def test_an_address_of_version_six_is_bracketed():
    assert Address("::1", 8000).url == "http://[::1]:8000"


def test_only_this_machine_is_a_name_of_a_local_address():
    assert Address("127.0.0.1", 8000).names() == ["127.0.0.1", "[::1]", "localhost"]


def test_a_host_that_was_asked_for_is_one_of_its_names():
    assert "10.0.0.5" in Address("10.0.0.5", 8000).names()


def test_an_address_for_everyone_never_allows_any_name():
    names = Address("0.0.0.0", 8000).names()

    assert "*" not in names
    assert socket.gethostname().lower() in names


def test_a_taken_port_is_not_free():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        assert Address("127.0.0.1", port).reason_not_free() == "Address already in use"

    assert Address("127.0.0.1", port).reason_not_free() == ""


def test_nobody_answers_on_a_port_where_nobody_listens():
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        assert not Address("127.0.0.1", silent.getsockname()[1]).answers()
