"""What the guard lets pass, whatever an address looks like."""

from __future__ import annotations

from ipaddress import IPv4Address, ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.acquire.addresses import closed_because, inside, read_address
from monitor.acquire.guard import Forbidden, NetPolicy, read_url

CLOSED = {
    "loopback": "127.0.0.1",
    "loopback-elsewhere": "127.255.255.254",
    "private-10": "10.0.0.1",
    "private-172": "172.31.255.255",
    "private-192": "192.168.0.1",
    "link-local": "169.254.169.254",
    "carrier-grade-nat": "100.64.0.1",
    "unspecified": "0.0.0.0",
    "this-network": "0.1.2.3",
    "multicast": "224.0.0.1",
    "reserved": "240.0.0.1",
    "broadcast": "255.255.255.255",
    "benchmarking": "198.18.0.1",
    "documentation": "203.0.113.7",
    "protocol-assignments": "192.0.0.8",
    "loopback-6": "::1",
    "unspecified-6": "::",
    "unique-local": "fd12::1",
    "link-local-6": "fe80::1",
    "site-local": "fec0::1",
    "multicast-6": "ff02::1",
    "documentation-6": "2001:db8::1",
    "discard": "100::1",
    "unassigned": "4000::1",
    "mapped": "::ffff:127.0.0.1",
    "mapped-private": "::ffff:10.0.0.1",
    "compatible": "::127.0.0.1",
    "compatible-public": "::8.8.8.8",
    "translated": "::ffff:0:10.0.0.1",
    "nat64": "64:ff9b::7f00:1",
    "nat64-metadata": "64:ff9b::a9fe:a9fe",
    "nat64-local": "64:ff9b:1::808:808",
    "6to4": "2002:7f00:1::",
    "6to4-private": "2002:a00:1::1",
    "teredo-client": "2001:0:808:808::80ff:fffe",
    "teredo-server": "2001:0:a00:1::f7f7:f7f7",
    "isatap": "2606:4700::5efe:10.0.0.1",
}
OPEN = {
    "public": "8.8.8.8",
    "before-cgnat": "100.63.255.255",
    "after-cgnat": "100.128.0.0",
    "after-private-172": "172.32.0.1",
    "last-unicast": "223.255.255.255",
    "public-6": "2606:4700:4700::1111",
    "mapped-public": "::ffff:8.8.8.8",
    "nat64-public": "64:ff9b::808:808",
    "6to4-public": "2002:808:808::1",
    "teredo-public": "2001:0:808:808::f7f7:f7f7",
}
SPELLINGS = {
    "decimal": "2130706433",
    "octal": "017700000001",
    "hex": "0x7f000001",
    "hex-parts": "0x7f.0x0.0x0.0x1",
    "octal-parts": "0177.0.0.01",
    "two-parts": "127.1",
    "three-parts": "127.0.1",
    "mixed": "0x7f.1",
    "trailing-dot": "127.0.0.1.",
    "full-width": "１２７.０.０.１",
    "circled": "①②⑦.0.0.1",
    "ideographic-stops": "127。0。0。1",
    "percent-encoded": "%31%32%37.0.0.1",
    "mapped": "[::ffff:127.0.0.1]",
    "mapped-hex": "[::ffff:7f00:1]",
    "zeros": "[0:0:0:0:0:ffff:7f00:0001]",
}
UNREADABLE = {
    "file": "file:///etc/passwd",
    "no-scheme": "//example.org/feed",
    "gopher": "gopher://example.org/",
    "javascript": "javascript:alert(1)",
    "user": "http://admin@example.org/",
    "user-of-other-host": "http://example.org@127.0.0.1/",
    "backslash": "http://example.org\\@127.0.0.1/",
    "tab": "http://exam\tple.org/",
    "newline": "http://example.org/\r\nHost: x",
    "space": "http://exam ple.org/",
    "port-zero": "http://example.org:0/",
    "port-beyond": "http://example.org:65536/",
    "port-word": "http://example.org:http/",
    "no-host": "http:///feed",
    "only-a-dot": "http://./",
    "empty-label": "http://a..b/",
    "five-parts": "http://1.2.3.4.5/",
    "part-beyond": "http://127.0.0.256/",
    "not-octal": "http://127.0.0.08/",
    "zone": "http://[fe80::1%25eth0]/",
    "half-bracket": "http://[::1/",
    "after-bracket": "http://[::1]x/",
    "before-bracket": "http://x[::1]/",
    "future-literal": "http://[v1.fe80]/",
    "hidden-slash": "http://example.org%2f.evil.test/",
    "hidden-at": "http://a%40127.0.0.1/",
    "bad-encoding": "http://%ff.test/",
    "long-label": f"http://{'a' * 64}.test/",
    "surrogate": "http://example.org/\udcff",
}


@pytest.mark.parametrize("address", CLOSED.values(), ids=CLOSED.keys())
def test_addresses_that_are_nobodys_business_are_closed(address):
    with pytest.raises(Forbidden, match="net"):
        NetPolicy().judge(address, 80)


@pytest.mark.parametrize("address", OPEN.values(), ids=OPEN.keys())
def test_public_addresses_are_open(address):
    assert NetPolicy().judge_all(read_url("http://open.example/"), [address]) == (address,)


@pytest.mark.parametrize("host", SPELLINGS.values(), ids=SPELLINGS.keys())
def test_an_odd_spelling_is_judged_by_what_it_means(host):
    with pytest.raises(Forbidden, match="loopback"):
        NetPolicy().judge_url(f"http://{host}/feed")


@pytest.mark.parametrize("url", UNREADABLE.values(), ids=UNREADABLE.keys())
def test_a_url_that_parsers_disagree_about_is_refused(url):
    with pytest.raises(Forbidden):
        read_url(url)


@pytest.mark.parametrize(
    ("url", "asked"),
    [
        ("HTTP://Example.ORG", "http://example.org/"),
        ("http://example.org:80/a?b=c#part", "http://example.org/a?b=c"),
        ("https://example.org.:8443/", "https://example.org:8443/"),
        ("http://bücher.example/ä?q=ö", "http://xn--bcher-kva.example/%C3%A4?q=%C3%B6"),
        ("http://example.org/a%2Fb%7Ec?sig=%2B+", "http://example.org/a%2Fb%7Ec?sig=%2B+"),
        ("http://[2606:4700::0001]/", "http://[2606:4700::1]/"),
        ("http://under_score.example/", "http://under_score.example/"),
    ],
    ids=["case", "default-port-and-fragment", "trailing-dot", "international", "escapes-kept", "six", "underscore"],
)
def test_a_url_is_asked_in_one_spelling(url, asked):
    assert read_url(url).url == asked


@pytest.mark.parametrize(
    ("entry", "address", "port"),
    [
        ("127.0.0.1:8900", "127.0.0.1", 8900),
        ("127.0.0.1:8900", "::ffff:127.0.0.1", 8900),
        ("[::ffff:127.0.0.1]:8900", "127.0.0.1", 8900),
        ("10.0.0.0/8", "10.200.3.4", 9),
        ("10.1.2.3/8", "10.200.3.4", 9),
        ("10.0.0.0/8:80", "10.1.1.1", 80),
        ("192.168.7.7", "192.168.7.7", 12345),
        ("[::1]:80", "::1", 80),
        ("::1", "::1", 81),
        ("fd00::/8", "fd00::7", 1),
        ("[fd00::/8]:443", "fd00::7", 443),
        ("127.1:80", "127.0.0.1", 80),
        (" 127.0.0.1:80 ", "127.0.0.1", 80),
    ],
)
def test_an_entry_opens_what_it_names(entry, address, port):
    target = read_url(f"http://opened.example:{port}/")

    with pytest.raises(Forbidden):
        NetPolicy().judge_all(target, [address])
    assert NetPolicy([entry]).judge_all(target, [address]) == (address,)


@pytest.mark.parametrize(
    ("entry", "address", "port"),
    [
        ("127.0.0.1:8900", "127.0.0.1", 8901),
        ("127.0.0.1:8900", "127.0.0.2", 8900),
        ("127.0.0.1:8900", "64:ff9b::7f00:1", 8900),
        ("127.0.0.1:8900", "2002:7f00:1::", 8900),
        ("10.0.0.0/8:80", "10.1.1.1", 81),
        ("10.0.0.0/16", "10.1.0.0", 80),
        ("[::1]:80", "127.0.0.1", 80),
        ("intranet:80", "10.0.0.1", 80),
    ],
)
def test_an_entry_opens_nothing_else(entry, address, port):
    with pytest.raises(Forbidden):
        NetPolicy([entry]).judge(address, port)


def test_a_name_is_opened_for_itself_only_and_on_its_port():
    policy = NetPolicy(["Intranet.example:8080"])

    assert policy.judge_all(read_url("http://intranet.example:8080/"), ["10.0.0.1"]) == ("10.0.0.1",)
    for port, host in ((8081, "intranet.example"), (8080, "other.example"), (8080, "")):
        with pytest.raises(Forbidden):
            policy.judge("10.0.0.1", port, host)


@pytest.mark.parametrize(
    "entry", ["", ":80", "http://x:1", "1.2.3.4:0", "1.2.3.4:65536", "[zz]:1", "[::1", "*:80", "10.0.0.0/33", "1.2.3.4.5:80"]
)
def test_an_entry_that_cannot_be_read_is_quoted(entry):
    with pytest.raises(ValueError, match=repr(entry).replace("[", r"\[").replace("*", r"\*")):
        NetPolicy([entry])


def test_one_closed_address_closes_the_name():
    target = read_url("http://mixed.example/")

    with pytest.raises(Forbidden, match=r"10\.0\.0\.1 is a private address"):
        NetPolicy().judge_all(target, ["8.8.8.8", "10.0.0.1"])
    assert NetPolicy().judge_all(target, ["8.8.8.8", "8.8.4.4", "8.8.8.8"]) == ("8.8.8.8", "8.8.4.4")


def test_localhost_is_reached_at_the_address_that_was_opened():
    target = read_url("http://localhost:8900/")

    assert NetPolicy(["127.0.0.1:8900"]).judge_all(target, ["::1", "127.0.0.1"]) == ("127.0.0.1",)
    with pytest.raises(Forbidden):
        NetPolicy(["127.0.0.1:8901"]).judge_all(target, ["::1", "127.0.0.1"])


def test_a_name_without_an_address_is_refused():
    with pytest.raises(Forbidden, match="has no address"):
        NetPolicy().judge_all(read_url("http://empty.example/"), [])


def test_the_refusal_names_the_entry_that_would_open_it():
    with pytest.raises(Forbidden, match=r'add "\[::1\]:8900" to `\[net\] allow`'):
        NetPolicy().judge_url("http://[::1]:8900/")


def test_proxy_variables_change_nothing(monkeypatch):
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:3128")
    monkeypatch.setenv("no_proxy", "*")

    with pytest.raises(Forbidden):
        NetPolicy().judge_url("http://127.0.0.1:3128/")


@given(st.ip_addresses(v=4))
def test_every_wrapping_of_a_closed_address_is_closed(address: IPv4Address):
    number = int(address)
    wrapped = [
        ip_address(f"::ffff:{address}"),
        ip_address((0x64FF9B << 96) | number),
        ip_address((0x2002 << 112) | (number << 80)),
        ip_address((0x20010000 << 96) | (0x08080808 << 64) | (~number & 0xFFFFFFFF)),
    ]

    assert {closed_because(one) is None for one in wrapped} == {closed_because(address) is None}
    assert all(address in inside(one) for one in wrapped)


@given(
    st.ip_addresses(v=4), st.sampled_from([str, int, hex, lambda ip: f"0{int(ip):o}", lambda ip: f"{int(ip) >> 24}.{int(ip) & 0xFFFFFF}"])
)
def test_every_spelling_means_the_same_address(address: IPv4Address, spell):
    spelled = spell(int(address)) if spell in (hex, int) else spell(address)

    assert read_address(str(spelled)) == address


@given(st.text())
def test_any_text_is_a_vetted_url_or_refused(text):
    for url in (text, f"http://{text}", f"http://example.org/{text}"):
        try:
            target = read_url(url)
        except Forbidden:
            continue
        assert target.url.isascii()
        assert read_url(target.url) == target
