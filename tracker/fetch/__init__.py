"""The network: one bounded, polite request at a time and host. The only room with httpx; import it when needed.

`async with Client(contact="mailto:me@example.org") as client: answer = await client.get(Request(url=...))`
"""

from tracker.fetch.client import Client, Limits

__all__ = ["Client", "Limits"]
