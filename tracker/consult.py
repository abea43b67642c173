"""Asking the language model about one document: what is sent, what comes back, and what of it the text bears out."""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tracker.extract.sight import Sight
from tracker.model.document import Document, Facts
from tracker.model.errors import UsageError
from tracker.model.fetched import Post, Response
from tracker.model.reader import Call, Merged, Outcome, Read, ReaderSettings
from tracker.model.seen import Seen
from tracker.reader import Budget, Malformed, check, merge, parse, request
from tracker.reader.answer import content
from tracker.reader.budget import most_tokens, used
from tracker.reader.prompt import MOST_TOKENS_OUT

if TYPE_CHECKING:
    from tracker.extract import Extractor
    from tracker.fetch import Client

AT_ONCE = 2
"""Calls under way at a time."""
_MOST_BYTES = 2**21
_FOR_GOOD = ("redirect", "blocked_address", "blocked_scheme", "bad_url", "gone", "tls")
"""Reasons that no other call will get past."""


def key_of(settings: ReaderSettings) -> str:
    """The key from the environment; empty where none is needed. Raises UsageError that does not repeat it."""
    if not settings.key_env:
        return ""
    key = os.environ.get(settings.key_env, "").strip()
    if not key:
        raise UsageError(f"the environment variable {settings.key_env} (key_env of [reader]) is not set")
    if not (key.isascii() and key.isprintable()) or " " in key or len(key) > 4096:
        raise UsageError(f"the environment variable {settings.key_env} holds no key that can be sent in a header")
    return key


def open_client(settings: ReaderSettings, contact: str) -> Client:
    """A client whose patience is the reader's timeout."""
    from tracker.fetch import Client, Limits

    limits = Limits(deadline_s=settings.timeout_s, read_s=settings.timeout_s, redirects=0)
    return Client(contact=contact, per_host=AT_ONCE, min_gap_s=0.0, limits=limits)


class Consultant:
    """One model and one extractor. `ask` never raises for anything that the network or the model does."""

    def __init__(self, settings: ReaderSettings, extractor: Extractor, client: Client) -> None:
        self.settings = settings
        self._key = key_of(settings)
        self._extractor = extractor
        self._sight = Sight(extractor)
        self._client = client

    def see(self, document: Document) -> Seen:
        return self._sight.see(document)

    def body(self, document: Document, seen: Seen) -> dict[str, Any]:
        """What would be sent."""
        makers = {v.slug: v.name for v in self._extractor.names.vendors}
        names = (f"{makers.get(p.vendor, p.vendor)} {p.name}" for p in seen.first_products())
        return request(document, names, self.settings.model)

    def most_tokens(self, document: Document, seen: Seen) -> tuple[int, int]:
        """(in, out) that a call about this document cannot exceed."""
        return most_tokens(self.body(document, seen)), MOST_TOKENS_OUT

    async def ask(self, document: Document, seen: Seen) -> tuple[Call, Read | None]:
        """One call; the reading is None unless its outcome is `read`."""
        body = self.body(document, seen)
        response = await self._client.post(
            Post(url=f"{self.settings.url}/chat/completions", payload=json.dumps(body).encode(), bearer=self._key,
                 max_bytes=_MOST_BYTES, allow_private=self.settings.allow_private)
        )  # fmt: skip
        if response.error:
            return _unanswered(response, most_tokens(body)), None
        tokens = (most_tokens(body), MOST_TOKENS_OUT)
        try:
            said, usage = content(response.body)
            tokens = used(usage, body, said)
            read, kept = self._checked(said, document, seen)
            if self._key and self._key in kept:
                raise Malformed("the answer repeats the key")
        except Malformed as error:
            return Call(outcome="malformed", tokens_in=tokens[0], tokens_out=tokens[1], message=str(error)), None
        return Call(outcome="read", tokens_in=tokens[0], tokens_out=tokens[1], answer=kept), read

    def read(self, answer: str, document: Document, seen: Seen) -> Read:
        """An earlier answer read again. Raises Malformed for one of another scheme."""
        return self._checked(answer, document, seen)[0]

    def merged(self, document: Document, read: Read) -> Merged:
        """The rules' facts of this document with the model's."""
        return merge(self._extractor.read(document), read, self.settings.model)

    def _checked(self, said: str, document: Document, seen: Seen) -> tuple[Read, str]:
        found = check(parse(said), document, seen, self._sight, self.settings.extractor)
        return found.read, found.kept.to_json()


def _unanswered(response: Response, tokens_in: int) -> Call:
    """No answer: what the endpoint may have worked on all the same counts in full."""
    status, outcome = response.status, "no_answer"
    if status in (429, 503) and (status == 429 or response.retry_after_s):
        outcome = "rate_limited"
    elif status in (401, 402, 403, 404, 405) or response.reason in _FOR_GOOD:
        outcome = "rejected"
    worked = response.reason in ("timeout", "truncated", "too_large", "protocol", "encoding")
    told: Outcome = outcome  # type: ignore[assignment]
    return Call(outcome=told, tokens_in=tokens_in if worked else 0, tokens_out=MOST_TOKENS_OUT if worked else 0,
                message=response.error, retry_after_s=response.retry_after_s)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Consulted:
    """One document read by the rules, by the model alone, and by both. Without an answer the last two are the rules'."""

    rules: Facts
    alone: Facts
    merged: Facts
    message: str = ""
    """Why there is no answer."""
    tokens: int = 0


def consult(documents: Sequence[Document], settings: ReaderSettings, extractor: Extractor) -> list[Consulted]:
    """Read documents with the rules and the model, two at a time, within one day's budget; nothing is stored.

    Raises UsageError where the key is not there.
    """
    return asyncio.run(_consult(documents, settings, extractor))


async def _consult(documents: Iterable[Document], settings: ReaderSettings, extractor: Extractor) -> list[Consulted]:
    budget, places = Budget(settings, 0, 0.0), asyncio.Semaphore(AT_ONCE)
    async with open_client(settings, "") as client:
        consultant = Consultant(settings, extractor, client)

        async def one(document: Document) -> Consulted:
            rules = extractor.read(document)
            seen = consultant.see(document)
            silent = Facts(document=document.id, extractor=settings.extractor, is_announcement=False)
            if not seen.products:
                return Consulted(rules=rules, alone=silent, merged=rules)
            async with places:
                most = consultant.most_tokens(document, seen)
                if why := budget.refuses(most[0]):
                    return Consulted(rules=rules, alone=silent, merged=rules, message=why)
                budget.add(*most)
                call, read = await consultant.ask(document, seen)
                budget.add(call.tokens_in - most[0], call.tokens_out - most[1])
            tokens = call.tokens_in + call.tokens_out
            if read is None:
                return Consulted(rules=rules, alone=silent, merged=rules, message=call.message, tokens=tokens)
            both = consultant.merged(document, read).facts
            return Consulted(rules=rules, alone=read.facts, merged=both, tokens=tokens)

        return list(await asyncio.gather(*(one(d) for d in documents)))
