"""What can go wrong on the network, as a reason for programs and one plain line for people."""

from __future__ import annotations

import os
import ssl
from collections.abc import Iterator

import httpcore
import httpx

from tracker.cleaning import clean, cut
from tracker.model.words import Reason


class Fault(Exception):
    """Our own refusal. The text is one line, without the secrets of the URL."""

    def __init__(self, reason: Reason, text: str) -> None:
        super().__init__(text)
        self.reason: Reason = reason


def explain(error: BaseException, connect_s: float, read_s: float) -> tuple[Reason, str]:
    """Any exception of a request as (reason, text). Nothing of an unknown exception but its name is repeated."""
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    match error:
        case Fault():
            return error.reason, str(error)
        case httpcore.ConnectTimeout():
            return "timeout", f"no connection in {connect_s:g} s"
        case httpcore.TimeoutException() | TimeoutError():
            return "timeout", f"no data for {read_s:g} s"
        case httpcore.ConnectError():
            return _connection(error)
        case httpcore.ProtocolError() | httpcore.NetworkError():
            return _protocol(error)
        case httpx.InvalidURL() | UnicodeError() | OverflowError():
            return "bad_url", "the URL cannot be used: its host, port or characters are wrong"
        case _:
            return "protocol", f"the request failed: {type(error).__name__}"


def _connection(error: BaseException) -> tuple[Reason, str]:
    for cause in _causes(error):
        if isinstance(cause, ssl.SSLCertVerificationError):
            return "tls", f"certificate not accepted: {clean(cause.verify_message)}"
        if isinstance(cause, ssl.SSLError):
            return "tls", f"no secure connection: {clean(cause.reason or 'TLS error').replace('_', ' ').lower()}"
    for cause in _causes(error):
        if isinstance(cause, OSError) and cause.errno:
            return "connect", f"no connection: {os.strerror(cause.errno).lower()}"
    return "connect", "no connection"


def _protocol(error: BaseException) -> tuple[Reason, str]:
    text = cut(clean(str(error)), 120)
    if "incomplete" in text or "without sending complete" in text:
        return "truncated", "the answer broke off before its end"
    if isinstance(error, httpcore.NetworkError) or not text:
        return "protocol", "the connection broke before an answer"
    return "protocol", f"no proper HTTP answer: {text}"


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    seen = 0
    while error is not None and seen < 10:
        yield error
        inner = error.exceptions[0] if isinstance(error, BaseExceptionGroup) else None
        error = inner or error.__cause__ or error.__context__
        seen += 1
