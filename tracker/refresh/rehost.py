"""Where a price list is really asked: at `base_url`, which serves the paths of the list's own host instead. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit, urlunsplit


@dataclass(frozen=True, slots=True)
class Place:
    """A URL to ask, and the host to name in the request where that is another than the URL's."""

    url: str
    host: str = ""


def rehosted(url: str, own_url: str, base_url: str) -> Place:
    """`url` (of a source whose list is at `own_url`) as it is asked for.

    A base without a path stands in for any host, and the request names the host meant. A base with a path has the paths of
    `own_url`'s host below it; where its last segment is that host's name, other hosts are served beside it under theirs.
    """
    if not base_url:
        return Place(url)
    base, told, own = urlsplit(base_url), urlsplit(url), urlsplit(own_url)
    if (told.scheme, told.netloc) == (base.scheme, base.netloc):
        return Place(url)
    path = base.path.rstrip("/")
    if not path:
        return Place(urlunsplit((base.scheme, base.netloc, told.path, told.query, "")), told.netloc)
    if told.netloc != own.netloc and path.endswith(f"/{own.netloc}"):
        path = path.removesuffix(own.netloc) + told.netloc
    return Place(urlunsplit((base.scheme, base.netloc, path + told.path, told.query, "")))
