"""Where requests may go: every hop, every address, every credential; and how politely."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import threading
from datetime import UTC, datetime, timedelta

import pytest

from monitor.acquire.ask import Ask
from monitor.acquire.headers import basic, bearer
from monitor.errors import DeliveryError, SourceError

FEED = b"<rss/>"
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


class Names:
    """A resolver whose answers may change from one question to the next; it counts the questions."""

    def __init__(self, *answers, **others):
        self.answers, self.others, self.asked = list(answers), others, []

    def __call__(self, host, port):
        self.asked.append(host)
        if host in self.others:
            return self.others[host]
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


def refused(get, url, **ask) -> SourceError:
    with pytest.raises(SourceError) as caught:
        get(url, **ask)
    return caught.value


@pytest.mark.parametrize("host", ["127.0.0.1", "2130706433", "0x7f.1", "[::ffff:127.0.0.1]", "localhost"])
def test_a_forbidden_address_is_not_connected_to_however_it_is_spelled(server, get, host):
    error = refused(get, server.url(host=host), allow=["10.0.0.0/8"])

    assert (error.outcome, "[net] allow" in str(error)) == ("forbidden", True)
    assert server.connections == 0


@pytest.mark.parametrize("host", ["127.0.0.1", "2130706433", "0x7f.1", "0177.0.0.1"])
def test_an_opened_address_is_reached_however_it_is_spelled(server, http, get, host):
    server.routes["/feed"] = http(FEED)

    assert get(server.url(host=host), allow=[f"127.0.0.1:{server.port}"]).body == FEED


def test_a_name_that_also_leads_to_a_closed_address_is_refused(server, get):
    error = refused(get, server.url(host="mixed.test"), allow=[f"127.0.0.1:{server.port}"], lookup=Names(["127.0.0.1", "10.0.0.1"]))

    assert (error.outcome, server.connections) == ("forbidden", 0)


def test_a_name_that_changes_its_answer_is_asked_once_and_held_to_it(serve, http, get):
    ours, theirs = serve({"/feed": http(FEED)}), "10.9.9.9"
    names = Names(["127.0.0.1"], [theirs])

    payload = get(ours.url(host="rebind.test"), allow=[f"127.0.0.1:{ours.port}"], lookup=names)

    assert (payload.body, names.asked) == (FEED, ["rebind.test"])
    assert ours.requests[0].headers["host"] == f"rebind.test:{ours.port}"


def test_a_name_is_judged_again_at_every_hop(server, redirect, http, get):
    server.routes = {"/feed": redirect("/next"), "/next": http(FEED)}
    names = Names(["127.0.0.1"], ["10.9.9.9"])

    error = refused(get, server.url(host="rebind.test"), allow=[f"127.0.0.1:{server.port}"], lookup=names)

    assert (error.outcome, len(names.asked), len(server.requests)) == ("forbidden", 2, 1)
    assert "redirected to" in str(error)


def test_an_unjudged_address_gets_no_socket(server, get, monkeypatch):
    monkeypatch.setattr("monitor.acquire.dial._family", lambda address: socket.AF_INET)
    monkeypatch.setattr("monitor.acquire.dial.ResolveResult", lambda **answer: answer | {"host": "127.0.0.1"})

    error = refused(get, server.url(host="public.test"), lookup=Names(["8.8.8.8"]))

    assert (error.outcome, server.connections) == ("unreachable", 0)


def test_a_name_that_is_not_known_is_said_in_words(get):
    def unknown(host, port):
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    error = refused(get, "http://no.such.test/feed", lookup=unknown)

    assert error.outcome == "unreachable"
    assert str(error).endswith("the name 'no.such.test' cannot be resolved: name or service not known")


def test_a_resolver_that_hangs_is_left_behind(get):
    error = refused(
        get, "http://slow.test/feed", lookup=lambda host, port: threading.Event().wait(3) and [], deadline=timedelta(seconds=0.2)
    )

    assert error.outcome == "timeout"


@pytest.mark.parametrize(
    "location",
    [
        "http://10.0.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "//0x7f000001:1/",
        "http://[::1]/",
        "file:///etc/passwd",
        "ftp://example.org/feed",
        "data:text/xml,<rss/>",
        "http://user@example.org/",
        "http://127.0.0.1\\@example.org/",
        "http://[half/",
    ],
)
def test_a_redirect_to_where_nobody_may_go_is_not_followed(server, redirect, get, location):
    server.routes["/feed"] = redirect(location)

    error = refused(get, server.url(), allow=[f"127.0.0.1:{server.port}"])

    assert (error.outcome, len(server.requests)) == ("forbidden", 1)


@pytest.mark.parametrize(
    ("location", "asked"), [("/a b", "/a%20b"), ("next?x=1#top", "/next?x=1"), ("/caf\udce9", "/caf%E9"), ("/ü", "/%C3%BC"), ("?", "/feed")]
)
def test_a_location_is_read_as_servers_write_it(server, redirect, http, get, location, asked):
    if asked == "/feed":
        location = "/feed?again=1"
        asked = location
    server.routes = {"/feed": redirect(location), asked: http(FEED)}

    payload = get(server.url())

    assert (payload.body, payload.url) == (FEED, server.url(asked))


def test_a_redirect_without_a_place_is_an_error(server, http, get):
    server.routes["/feed"] = http(status="302 Found")

    assert refused(get, server.url()).outcome == "status"


def test_ten_redirects_are_followed_and_no_more(server, redirect, http, get):
    server.routes = {f"/{hop}": redirect(f"/{hop + 1}") for hop in range(11)} | {"/10": http(FEED)}
    assert get(server.url("/0")).body == FEED

    server.routes |= {"/10": redirect("/11"), "/11": http(FEED)}
    assert "more than 10 times" in str(refused(get, server.url("/0")))


def test_a_circle_is_noticed_at_once(server, redirect, get):
    server.routes = {"/feed": redirect("/other"), "/other": redirect("/feed")}

    assert "in a circle" in str(refused(get, server.url()))
    assert len(server.requests) == 2


@pytest.mark.parametrize(
    ("statuses", "moved"),
    [(("301", "308"), True), (("301", "302"), False), (("307", "301"), False), (("303",), False), (("308",), True)],
)
def test_a_move_is_for_good_only_if_every_hop_says_so(server, redirect, http, get, statuses, moved):
    server.routes = {f"/{hop}": redirect(f"/{hop + 1}", f"{status} Moved") for hop, status in enumerate(statuses)}
    server.routes[f"/{len(statuses)}"] = http(FEED)

    assert get(server.url("/0")).moved_to == (server.url(f"/{len(statuses)}") if moved else None)


def test_credentials_stay_with_their_origin(serve, redirect, http, get):
    theirs = serve({"/stolen": http(FEED)})
    ours = serve({"/feed": redirect("/inside"), "/inside": redirect(theirs.url("/stolen"))})

    get(ours.url(), auth=bearer("s3cret"), headers={"X-Api-Key": "s3cret", "Cookie": "s3cret", "Accept-Language": "de"})

    for request in ours.requests:
        assert (request.headers["authorization"], request.headers["x-api-key"]) == ("Bearer s3cret", "s3cret")
    assert "s3cret" not in str(theirs.requests)
    assert theirs.requests[0].headers["accept-language"] == "de"


def test_credentials_do_not_come_back_with_a_redirect_home(serve, redirect, http, get):
    ours, theirs = serve(), serve()
    ours.routes = {"/feed": redirect(theirs.url("/bounce")), "/home": http(FEED)}
    theirs.routes = {"/bounce": redirect(ours.url("/home"))}

    get(ours.url(), auth=basic("desk", "s3cret"))

    assert ["authorization" in request.headers for request in ours.requests] == [True, False]


def test_tls_is_checked_against_the_name_and_the_given_certificates(serve, http, get, certificate):
    server = serve({"/feed": http(FEED)}, tls=True)
    opened = {"allow": [f"127.0.0.1:{server.port}"], "lookup": Names(["127.0.0.1"])}

    assert get(server.url(host="feeds.test"), ca=certificate, **opened).body == FEED
    for host, ca in (("feeds.test", ""), ("other.test", certificate)):
        error = refused(get, server.url(host=host), ca=ca, **opened)
        assert (error.outcome, "certificate is not trusted" in str(error)) == ("unreachable", True)


def test_a_port_without_tls_is_unreachable_in_words(server, get):
    error = refused(get, server.url().replace("http:", "https:"))

    assert (error.outcome, "does not speak TLS" in str(error)) == ("unreachable", True)


def test_certificates_that_cannot_be_read_are_named(server, get, tmp_path):
    (tmp_path / "empty.pem").write_text("")
    for name in ("missing.pem", "empty.pem"):
        error = refused(get, "https://127.0.0.1/", ca=str(tmp_path / name))
        assert (error.outcome, name in str(error)) == ("unreadable", True)


def test_a_redirect_that_gives_up_encryption_is_followed_bare_and_never_for_good(serve, redirect, http, get, certificate):
    bare = serve({"/feed": http(FEED)})
    safe = serve({"/feed": redirect(bare.url(), "301 Moved")}, tls=True)

    payload = get(safe.url(), ca=certificate, auth=bearer("s3cret"))

    assert (payload.body, payload.moved_to, payload.url) == (FEED, None, bare.url())
    assert "authorization" not in bare.requests[0].headers


def test_a_proxy_is_asked_with_its_own_credentials(serve, http, get, monkeypatch):
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9/")
    proxy = serve({"http://news.test/feed": http(FEED)})

    payload = get(
        "http://news.test/feed", proxy=proxy.url("").replace("://", "://desk:p%40ss@"), auth=bearer("t"), lookup=Names(["8.8.8.8"])
    )

    assert payload.body == FEED
    sent = proxy.requests[0].headers
    assert (sent["proxy-authorization"], sent["authorization"], sent["host"]) == (basic("desk", "p@ss"), "Bearer t", "news.test")


@pytest.mark.parametrize(
    ("url", "allow"),
    [("http://news.test/feed", "10.0.0.0/8"), ("http://10.0.0.1/feed", "127.0.0.1"), ("http://inside.test/feed", "127.0.0.1")],
    ids=["the-proxy-itself", "an-address-behind-it", "a-name-behind-it"],
)
def test_a_proxy_opens_no_closed_address(serve, http, get, url, allow):
    proxy = serve({url: http(FEED)})

    error = refused(get, url, proxy=proxy.url(""), allow=[allow], lookup=Names(["8.8.8.8"], **{"inside.test": ["192.168.0.1"]}))

    assert (error.outcome, proxy.connections) == ("forbidden", 0)


def test_a_name_that_only_the_proxy_knows_is_left_to_the_proxy(serve, http, get):
    def unknown(host, port):
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    proxy = serve({"http://beyond.test/feed": http(FEED)})

    assert get("http://beyond.test/feed", proxy=proxy.url(""), lookup=unknown).body == FEED


def test_an_unreadable_proxy_is_refused_without_its_password(get):
    error = refused(get, "http://8.8.8.8/", proxy="socks5://desk:s3cret@127.0.0.1:1080")

    assert (error.outcome, "s3cret" in str(error)) == ("forbidden", False)


def test_one_host_has_one_connection_at_a_time(server, http, fetcher):
    under_way, crowds = set(), []

    def slowly(connection, request):
        under_way.add(connection)
        server.closing.wait(0.03)
        crowds.append(len(under_way))
        under_way.remove(connection)
        connection.sendall(http(FEED))

    server.routes["/feed"] = slowly
    net = fetcher()

    answers = dict(net.run_all(net.get(Ask(source=str(number), url=server.url())) for number in range(8)))

    assert {answers[number].source for number in range(8)} == set("01234567")
    assert crowds == [1] * 8


def fetch_all(net, *urls, **ask):
    return [net.run(net.get(Ask(source="wire", url=url, **ask))) for url in urls]


def test_a_connection_is_used_again_for_the_same_way(server, http, fetcher):
    server.keeps = True
    server.routes = {"/a": http(FEED, etag="1"), "/b": http(FEED), "/c": http(status="304 Not Modified", length=False)}

    answers = fetch_all(fetcher(), *(server.url(path) for path in ("/a", "/b", "/c", "/a")), validators={"etag": "1"})

    assert [answer.body for answer in answers] == [FEED, FEED, b"", FEED]
    assert server.connections == 1


def test_a_name_that_moves_gets_a_connection_of_its_own(server, http, fetcher):
    server.keeps = True
    server.routes["/feed"] = http(FEED)
    net = fetcher("127.0.0.0/8", lookup=Names(["127.0.0.1"], ["127.0.0.1", "127.0.0.2"], ["10.0.0.1"]))

    fetch_all(net, server.url(host="feeds.test"), server.url(host="feeds.test"))

    assert server.connections == 2
    with pytest.raises(SourceError, match="private"):
        fetch_all(net, server.url(host="feeds.test"))


@pytest.mark.parametrize(
    "rude",
    [
        b"HTTP/1.1 304 Not Modified\r\n\r\n<rss>a body that should not be</rss>",
        b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n<rss>and more than it said</rss>",
        b"HTTP/1.1 302 Found\r\nLocation: /good\r\nContent-Length: 99999\r\n\r\nunread",
        b"HTTP/1.1 404 Not Found\r\nContent-Length: 99999\r\n\r\nunread",
    ],
    ids=["304-with-body", "longer-than-said", "unread-redirect", "unread-error"],
)
def test_what_is_left_on_a_connection_does_not_spoil_the_next_answer(server, http, fetcher, rude):
    server.keeps = True
    server.routes = {"/rude": rude, "/good": http(FEED)}
    net = fetcher()

    with contextlib.suppress(SourceError):
        fetch_all(net, server.url("/rude"), validators={"etag": "1"})

    assert [answer.body for answer in fetch_all(net, *[server.url("/good")] * 3)] == [FEED] * 3


def test_a_connection_that_the_server_closed_meanwhile_is_opened_again(server, http, fetcher):
    server.routes["/feed"] = http(FEED)

    answers = fetch_all(fetcher(), *[server.url()] * 3)

    assert [answer.body for answer in answers] == [FEED] * 3
    assert len(server.requests) == 3


def test_other_hosts_do_not_wait_for_a_slow_one(serve, http, fetcher):
    slow, quick = serve(), serve({"/feed": http(FEED)})
    slow.routes["/feed"] = slow.drip(b"", drop=b"")
    net = fetcher(concurrency=2, lookup=Names(["127.0.0.1"]))
    asks = [Ask(source="slow", url=slow.url(host="slow.test"))] * 5 + [Ask(source="quick", url=quick.url(host="quick.test"))] * 5

    done = net.run_all(net.get(ask) for ask in asks)

    assert {asks[next(done)[0]].source for _ in range(5)} == {"quick"}
    done.close()


def test_the_pause_between_two_requests_is_kept_across_a_restart(server, http, fetcher):
    server.routes["/feed"] = http(FEED)
    first = fetcher(clock=lambda: NOW)
    first.run(first.get(Ask(source="wire", url=server.url())))

    later = fetcher(last_asked=first.last_asked, per_host_interval=timedelta(minutes=10), clock=lambda: NOW + timedelta(minutes=1))
    waiting = later.run_all([later.get(Ask(source="wire", url=server.url(), deadline=timedelta(seconds=0.1))), asyncio.sleep(0.2)])

    assert first.last_asked == {"127.0.0.1": NOW}
    assert next(waiting) == (1, None)
    waiting.close()
    assert len(server.requests) == 1


def test_results_come_as_they_complete_and_errors_are_results(server, http, fetcher):
    net = fetcher(per_host_interval=timedelta(0))
    server.routes["/feed"] = http(FEED)

    answers = dict(net.run_all([net.get(Ask(source="a", url=server.url())), net.get(Ask(source="b", url=server.url("/none")))]))

    assert answers[0].body == FEED
    assert isinstance(answers[1], SourceError)


def test_the_net_does_not_wait_for_itself(fetcher):
    net = fetcher()

    async def inside():
        with pytest.raises(RuntimeError, match="cannot wait for itself"):
            net.run(asyncio.sleep(0))
        with pytest.raises(DeliveryError):
            net.send("POST", "http://127.0.0.1/")

    net.run(inside())


def test_a_closed_net_says_so_and_lets_go_of_what_runs(server, fetcher):
    server.routes["/feed"] = server.drip(b"", drop=b"")
    net = fetcher()
    done = net.run_all([net.get(Ask(source="wire", url=server.url())) for _ in range(3)] + [asyncio.sleep(0.05)])
    assert next(done) == (3, None)

    net.close()

    assert all(isinstance(result, asyncio.CancelledError) for _, result in done)
    net.close()
    with pytest.raises(RuntimeError, match="closed"):
        net.run(asyncio.sleep(0))
