"""The body of an answer, read with a bound on what comes over the wire and on what it unpacks to."""

from __future__ import annotations

import errno
import os
import tempfile
import zlib
from collections.abc import AsyncIterator
from contextlib import suppress
from types import TracebackType
from typing import Self

import httpx

from tracker.cleaning import clean, cut
from tracker.fetch.faults import Fault

_LARGE = 2**20
_IN_MEMORY = 2**18
"""So much of each body that is still arriving."""
_MOST_MEMBERS = 100
_GZIP = 31
"""zlib window bits that mean: a gzip header, and nothing else, is accepted."""


class Tally:
    """How many bytes came over the wire, also where the request fails."""

    wire = 0


class Kept:
    """A body while it arrives: from `_IN_MEMORY` bytes on in a file without a name, gone at the end of `with`."""

    def __init__(self) -> None:
        self._file = tempfile.SpooledTemporaryFile()  # noqa: SIM115  closed by `__exit__`
        self.size = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with suppress(OSError):
            self._file.close()

    @property
    def is_large(self) -> bool:
        return self.size > _LARGE

    def add(self, piece: bytes) -> None:
        self.size += len(piece)
        try:
            if self.size > _IN_MEMORY:
                self._file.rollover()
            self._file.write(piece)
        except OSError as error:
            raise _no_room(error) from None

    def whole(self) -> bytes:
        try:
            self._file.seek(0)
            return self._file.read()
        except OSError as error:
            raise _no_room(error) from None


async def read(answer: httpx.Response, most: int, tally: Tally, kept: Kept) -> None:
    """Puts the decoded body into `kept`, `most` bytes at the outside both packed and unpacked. Raises Fault, or what httpcore
    raises."""
    unpacker = _unpacker(answer.headers.get_list("content-encoding", split_commas=True), most)
    announced = answer.headers.get("content-length", "")
    if announced.isdigit() and (len(announced) > 15 or int(announced) > most):
        raise too_large(most)
    async for piece in _raw(answer, most, tally):
        kept.add(unpacker.unpack(piece))
    unpacker.end()


def too_large(most: int) -> Fault:
    told = f"{most / 2**20:g} MiB" if most >= 2**20 else f"{most / 2**10:g} KiB"
    return Fault("too_large", f"the body is over {told} (max_bytes)")


def _no_room(error: OSError) -> Fault:
    why = os.strerror(error.errno or errno.EIO).lower()
    return Fault("truncated", f"left unread: no temporary file for a body over {_IN_MEMORY // 2**10} KiB ({why})")


async def _raw(answer: httpx.Response, most: int, tally: Tally) -> AsyncIterator[bytes]:
    async for piece in answer.aiter_raw():
        tally.wire += len(piece)
        if tally.wire > most:
            raise too_large(most)
        yield piece


class _Plain:
    def unpack(self, piece: bytes) -> bytes:
        return piece

    def end(self) -> None:
        """A plain body ends where HTTP says."""


class _Gzip:
    """One layer of gzip, of some members at most. Never holds more than one byte over the limit."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._left = most
        self._members = 0
        self._stream = zlib.decompressobj(_GZIP)

    def unpack(self, piece: bytes) -> bytes:
        out: list[bytes] = []
        try:
            while piece:
                if self._stream.eof and not self._next_member(piece):
                    break
                decoded = self._stream.decompress(piece, self._left + 1)
                self._left -= len(decoded)
                if self._left < 0:
                    raise too_large(self._most)
                out.append(decoded)
                piece = self._stream.unused_data
        except zlib.error:
            raise Fault("encoding", "the body is not the gzip that its header says") from None
        return b"".join(out)

    def end(self) -> None:
        if not self._stream.eof:
            raise Fault("truncated", "the gzip body breaks off before its end")

    def _next_member(self, piece: bytes) -> bool:
        """Padding behind the last member is ignored, as browsers do."""
        if piece[:1] != b"\x1f":
            return False
        self._members += 1
        if self._members > _MOST_MEMBERS:
            raise Fault("encoding", f"the gzip body has over {_MOST_MEMBERS} members")
        self._stream = zlib.decompressobj(_GZIP)
        return True


def _unpacker(encodings: list[str], most: int) -> _Plain | _Gzip:
    layers = [layer.strip().lower() for layer in encodings]
    layers = [layer for layer in layers if layer not in ("", "identity")]
    if not layers:
        return _Plain()
    if len(layers) > 1:
        raise Fault("encoding", f"Content-Encoding has {len(layers)} layers, 1 at most is read")
    if layers[0] not in ("gzip", "x-gzip"):
        raise Fault("encoding", f"Content-Encoding {cut(clean(layers[0]), 20)!r} was not asked for, only gzip is read")
    return _Gzip(most)
