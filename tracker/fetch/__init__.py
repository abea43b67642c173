"""The network: one bounded, polite request at a time and host. The only room with httpx; import it when needed.

`async with Client(contact="mailto:me@example.org") as client: answer = await client.get(Request(url=...))`
"""

import sys

sys.modules.setdefault("httpx._main", None)  # type: ignore[arg-type]  # its command line, which would load rich
sys.modules.setdefault("sniffio", None)  # type: ignore[arg-type]  # httpcore looks for it on disk at every lock; asyncio is all there is

from tracker.fetch.client import Client, Limits  # noqa: E402

__all__ = ["Client", "Limits"]
