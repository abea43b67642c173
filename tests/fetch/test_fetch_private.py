"""Redirects and addresses: nothing on the network can send a request to where the user did not."""

import ssl
import subprocess
from pathlib import Path

import pytest
from fetch_loopback import Loopback, Script, answer

from tracker.fetch import Client
from tracker.fetch.guard import is_public
from tracker.model.fetched import Request, Response


async def get(url: str, private: bool = True) -> Response:
    async with Client(min_gap_s=0) as client:
        return await client.get(Request(url=url, allow_private=private))


def moved(where: str, status: str = "302 Found") -> Script:
    return answer(b"", status, f"Location: {where}")


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.0.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1", "255.255.255.255", "192.0.2.1",
     "::1", "::", "fe80::1%eth0", "fd00::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "2002:7f00:1::",
     "64:ff9b::a00:1", "240.0.0.1", "fec0::1", "192.0.0.1", "192.0.0.9", "192.88.99.1", "168.63.129.16",
     "2002:a00:1::1", "2002:c000:1::1", "64:ff9b::c000:1", "64:ff9b::7f00:1", "64:ff9b:1::808:808", "::ffff:0:808:808",
     "2001:0:808:808::f5ff:fffe", "2001:0:a00:1::f7f7:f7f7", "2001:db8::1", "3fff::1", "2001:1::1", "100::1", "5f00::1"],
)  # fmt: skip
def test_inner_addresses_are_not_public_in_any_dress(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address",
    ["8.8.8.8", "2606:4700::1111", "2001:4860:4860::8888", "::ffff:8.8.8.8", "64:ff9b::808:808", "2002:808:808::1",
     "2001:0:808:808::f7f7:f7f7"],
)  # fmt: skip
def test_addresses_of_the_open_internet_are(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("rest", ["?contact=me@{evil}", "#me@{evil}", "/?a=//b@{evil}/", "/@{evil}"])
async def test_an_at_sign_behind_the_host_names_no_host(server: Loopback, internal: Loopback, rest: str) -> None:
    for place in (server, internal):
        place.answers["/"] = place.answers["/@127.0.0.2:" + str(internal.port)] = answer(b"")
    own = server.url + rest.format(evil=f"127.0.0.2:{internal.port}")
    found = await get(own)
    assert (found.status, found.final_url) == (200, own)
    server.answers["/feed"] = moved(own)
    assert (await get(server.url + "/feed")).status == 200
    assert not internal.requests


async def test_a_user_name_is_not_in_the_url_that_is_told(server: Loopback) -> None:
    server.answers["/feed"] = answer(b"x")
    found = await get(server.url.replace("//", "//me:s3cret@") + "/feed?a=b@c")
    assert found.final_url == server.url + "/feed?a=b@c"
    assert server.requests[0][1]["authorization"].startswith("Basic ")


async def test_a_proxy_of_the_environment_is_not_used(
    server: Loopback, internal: Loopback, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, internal.url)
    server.answers["/feed"] = answer(b"straight")
    assert (await get(server.url + "/feed")).body == b"straight"
    assert not internal.requests


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "2130706433", "0x7f000001", "127.1", "[::ffff:127.0.0.1]"])
async def test_a_private_address_needs_leave(server: Loopback, host: str) -> None:
    server.answers["/"] = answer(b"secret")
    found = await get(f"http://{host}:{server.port}/", private=False)
    assert found.reason in ("blocked_address", "dns")
    assert not server.requests


@pytest.mark.parametrize(
    "spelling", ["127.0.0.2", "2130706434", "0x7f000002", "127.2", "[::ffff:127.0.0.2]", "good.example@127.0.0.2"]
)
async def test_leave_for_one_host_is_none_for_a_redirect(server: Loopback, internal: Loopback, spelling: str) -> None:
    internal.answers["/in"] = answer(b"CANARY")
    server.answers["/feed"] = moved(f"http://{spelling}:{internal.port}/in")
    found = await get(server.url + "/feed")
    assert found.reason == "blocked_address"
    assert not internal.requests
    assert b"CANARY" not in found.body


async def test_leave_is_for_the_written_port_only(server: Loopback) -> None:
    other = Loopback()
    other.answers["/in"] = answer(b"CANARY")
    server.answers["/feed"] = moved(other.url + "/in")
    found = await get(server.url + "/feed")
    other.close()
    assert found.reason == "blocked_address"
    assert not other.requests


async def test_a_kept_connection_is_no_way_around(server: Loopback, internal: Loopback) -> None:
    """A feed that may use the internal host leaves an open connection; another feed's redirect must not ride on it."""

    def kept(connection: object) -> None:
        answer(b"inside")(connection)  # type: ignore[arg-type]

    kept.keeps = True  # type: ignore[attr-defined]
    internal.answers["/own"] = kept
    server.answers["/feed"] = moved(internal.url + "/own")
    async with Client(min_gap_s=0) as client:
        own = await client.get(Request(url=internal.url + "/own", allow_private=True))
        away = await client.get(Request(url=server.url + "/feed", allow_private=True))
    assert own.body == b"inside"
    assert away.reason == "blocked_address"
    assert len(internal.requests) == 1


async def test_the_checked_address_is_the_one_connected_to(server: Loopback, internal: Loopback) -> None:
    """DNS rebinding: a second look-up would say something else."""
    answers = [["127.0.0.1"], ["127.0.0.2"]]

    async def resolver(host: str, port: int) -> list[str]:
        return answers.pop(0)

    server.answers["/feed"] = answer(b"own")
    async with Client(min_gap_s=0, resolver=resolver) as client:
        found = await client.get(Request(url=f"http://feed.example:{server.port}/feed", allow_private=True))
    assert found.body == b"own"
    assert server.requests[0][1]["host"] == f"feed.example:{server.port}"
    assert not internal.requests


async def test_of_mixed_addresses_only_public_ones_are_tried(server: Loopback) -> None:
    async def resolver(host: str, port: int) -> list[str]:
        return ["127.0.0.1", "10.0.0.1"]

    async with Client(min_gap_s=0, resolver=resolver) as client:
        found = await client.get(Request(url=f"http://feed.example:{server.port}/feed"))
    assert found.reason == "blocked_address"
    assert not server.requests


async def test_five_redirects_are_followed_six_are_not(server: Loopback) -> None:
    for n in range(6):
        server.answers[f"/{n}"] = moved(f"/{n + 1}")
    server.answers["/6"] = answer(b"end")
    five, six = await get(server.url + "/1"), await get(server.url + "/0")
    assert (five.body, five.final_url) == (b"end", server.url + "/6")
    assert six.reason == "redirect"
    assert "5" in six.error


async def test_a_permanent_move_is_remembered_as_far_as_it_is_permanent(server: Loopback) -> None:
    server.answers["/old"] = moved("/new", "301 Moved Permanently")
    server.answers["/new"] = moved("/today", "302 Found")
    server.answers["/today"] = moved("/end", "308 Permanent Redirect")
    server.answers["/end"] = answer(b"x")
    found = await get(server.url + "/old")
    assert (found.permanent_redirect, found.final_url) == (server.url + "/new", server.url + "/end")
    assert (await get(server.url + "/today")).permanent_redirect == server.url + "/end"
    assert (await get(server.url + "/new")).permanent_redirect == ""


@pytest.mark.parametrize(
    ("where", "reason"),
    [
        ("file:///etc/passwd", "blocked_scheme"),
        ("javascript:alert(1)", "blocked_scheme"),
        ("data:text/xml,<rss/>", "blocked_scheme"),
        ("http://[::1", "redirect"),
        ("http://127.0.0.1:99999/", "redirect"),
        ("", "redirect"),
        ("/" + "a" * 5000, "redirect"),
    ],
)
async def test_what_cannot_be_followed_is_refused_plainly(server: Loopback, where: str, reason: str) -> None:
    server.answers["/feed"] = moved(where)
    found = await get(server.url + "/feed?key=s3cret")
    assert found.reason == reason
    assert found.error.isprintable()
    assert "s3cret" not in found.error


@pytest.fixture
def certificate(tmp_path: Path) -> tuple[Path, Path]:
    key, cert = tmp_path / "key", tmp_path / "cert"
    names = ["-subj", "/CN=feed.example", "-addext", "subjectAltName=DNS:feed.example"]
    command = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        "1",
        *names,
        "-keyout",
        key,
        "-out",
        cert,
    ]
    try:
        subprocess.run(command, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("no openssl command to make a certificate with")
    return key, cert


async def test_tls_is_checked_for_the_name_and_not_the_address(certificate: tuple[Path, Path]) -> None:
    key, cert = certificate
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(cert, key)
    names: list[str | None] = []
    context.sni_callback = lambda _, name, __: names.append(name)
    server = Loopback(tls=context)
    server.answers["/"] = answer(b"safe")

    async def resolver(host: str, port: int) -> list[str]:
        return ["127.0.0.1"]

    trusting = ssl.create_default_context(cafile=str(cert))
    async with Client(min_gap_s=0, resolver=resolver, tls=trusting) as client:
        good = await client.get(Request(url=f"https://feed.example:{server.port}/", allow_private=True))
        other = await client.get(Request(url=f"https://other.example:{server.port}/", allow_private=True))
    async with Client(min_gap_s=0, resolver=resolver) as client:
        unknown = await client.get(Request(url=f"https://feed.example:{server.port}/", allow_private=True))
    server.close()
    assert good.body == b"safe"
    assert names[0] == "feed.example"
    assert (other.reason, unknown.reason) == ("tls", "tls")
    assert "self-signed" in unknown.error
