"""Values of [reader]: where the model is and where its key is found. What may hold a secret is never repeated in a message."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from tracker import urls
from tracker.config.values import text

_VARIABLE = re.compile(r"[A-Z][A-Z0-9_]{0,99}")
_MODEL = re.compile(r"[\w.:/@+-]{1,100}", re.ASCII)


def endpoint(value: object) -> str:
    """The base of an OpenAI-compatible endpoint, without a slash at its end."""
    told = text(value).rstrip("/")
    if found := urls.problem(told):
        raise ValueError(f"cannot be used: {found[1]}")
    parts = urlsplit(told)
    if parts.username or parts.password:
        raise ValueError("must not hold a user name or key: name the variable that holds the key with key_env")
    if parts.query or parts.fragment or told.endswith("/chat/completions"):
        raise ValueError("must be the base alone, such as http://127.0.0.1:8080/v1: /chat/completions is added to it")
    return told


def model(value: object) -> str:
    told = text(value)
    if not _MODEL.fullmatch(told):
        raise ValueError("must be the model's name at the endpoint: letters, digits and . : / @ + - _, 100 at most")
    return told


def variable(value: object) -> str:
    told = text(value)
    if told and not _VARIABLE.fullmatch(told):
        raise ValueError(
            "must be the name of an environment variable in capitals, such as READER_KEY, never the key itself"
        )
    return told
