"""Ctrl-C while a database is made, whatever becomes of the exception on its way."""

import signal
from contextlib import suppress
from threading import Thread

import pytest

from etl.warehouse.build.interrupts import remembered


def test_one_that_was_swallowed_is_raised_when_it_is_asked_for() -> None:
    with remembered() as heed:
        heed()
        with suppress(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
        with pytest.raises(KeyboardInterrupt):
            heed()


def test_another_error_that_was_made_of_it_leaves_as_what_it_was() -> None:
    def failing(is_pressed: bool) -> None:
        with remembered():
            if is_pressed:
                with suppress(KeyboardInterrupt):
                    signal.raise_signal(signal.SIGINT)
            raise ValueError("failed")

    with pytest.raises(KeyboardInterrupt):
        failing(True)
    with pytest.raises(ValueError, match="failed"):
        failing(False)
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_who_hears_of_it_otherwise_and_other_threads_keep_what_they_have() -> None:
    seen = []

    def enter() -> None:
        with remembered() as heed:
            seen.append(signal.getsignal(signal.SIGINT))
            heed()

    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        enter()
    finally:
        signal.signal(signal.SIGINT, before)
    beside = Thread(target=enter)
    beside.start()
    beside.join()
    assert seen == [signal.SIG_IGN, signal.default_int_handler]
