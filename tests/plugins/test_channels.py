import base64
import hashlib
import hmac
import io
import json
import sys
import threading
import urllib.error
import urllib.request
from contextlib import redirect_stdout
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from monitor_plugins.channels import Apprise, AppriseConfig, Stdout, StdoutConfig, Webhook, WebhookConfig, signature, signing_key
from pydantic import ValidationError

from monitor import Notification, PluginError, Reply, TryLater, Undeliverable

NOW = datetime(2026, 2, 12, 12, 0, tzinfo=UTC)
KEY = b"twenty-four bytes of key"
SECRET = "whsec_" + base64.b64encode(KEY).decode()
BODY = {"specversion": "1.0", "id": "dlv_1", "data": {"title": "Saeppyol 새별 \u2028\x9b31m “quoted”"}}


@dataclass
class Receiver:
    """A web service that remembers what it was sent and answers as it is told."""

    url: str = ""
    status: int = 204
    headers: dict[str, str] = field(default_factory=dict)
    seen: list[tuple[str, Message, bytes]] = field(default_factory=list)


@pytest.fixture
def receiver():
    told = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            told.seen.append((self.path, self.headers, body))
            self.send_response(told.status)
            for name, value in {"Content-Length": "0", **told.headers}.items():
                self.send_header(name, value)
            self.end_headers()

        def log_message(self, *args):
            """Keep the test's output clean."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    told.url = f"http://127.0.0.1:{server.server_port}/hook?who=desk"
    yield told
    server.shutdown()
    thread.join()
    server.server_close()


class OpenNet:
    """The guard's side of sending, without the guard: a real request, no redirect followed."""

    class _Stay(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, *args):
            return None

    def send(self, method, url, *, headers=None, body=b"", deadline=timedelta(seconds=30)):
        request = urllib.request.Request(url, data=body, headers=dict(headers or {}), method=method)
        try:
            with urllib.request.build_opener(self._Stay).open(request, timeout=deadline.total_seconds()) as answer:
                return self._reply(answer.status, answer.headers)
        except urllib.error.HTTPError as error:
            return self._reply(error.code, error.headers)

    def _reply(self, status, headers):
        after = headers.get("Retry-After")
        return Reply(status=status, retry_after=timedelta(seconds=int(after)) if after else None)


def notification(**more) -> Notification:
    fields = {"delivery_id": "dlv_1", "channel": "desk", "reason": "opened", "alerts": (), "created_at": NOW - timedelta(days=1)}
    return Notification(**{**fields, "attempted_at": NOW, "text": "Claim\n  “quote” — Outlet", "body": BODY, **more})


def webhook(receiver: Receiver, **more) -> Webhook:
    return Webhook("desk", WebhookConfig(use="webhook", url=receiver.url, **more), OpenNet())


def test_stdout_writes_the_text_for_people():
    out = io.StringIO()

    with redirect_stdout(out):
        Stdout("desk", StdoutConfig(use="stdout")).notify(notification())

    assert out.getvalue() == "Claim\n  “quote” — Outlet\n\n"


def test_stdout_writes_one_safe_json_object_a_line_for_machines():
    out = io.StringIO()

    with redirect_stdout(out):
        Stdout("desk", StdoutConfig(use="stdout", format="ndjson")).notify(notification())

    (line,) = out.getvalue().splitlines()
    assert json.loads(line) == BODY
    assert line.isascii()


@pytest.mark.parametrize(
    ("error", "raised"),
    [(BrokenPipeError(), Undeliverable), (ValueError("closed"), Undeliverable), (OSError(28, "No space left on device"), TryLater)],
    ids=["reader-gone", "closed", "disk-full"],
)
def test_stdout_that_cannot_be_written_is_an_outcome_not_a_crash(monkeypatch, error, raised):
    class Broken(io.StringIO):
        def write(self, text):
            raise error

    monkeypatch.setattr(sys, "stdout", Broken())

    with pytest.raises(raised, match="channel 'desk' cannot write"):
        Stdout("desk", StdoutConfig(use="stdout")).notify(notification())


def test_a_webhook_gets_a_cloud_event_with_the_delivery_id(receiver):
    webhook(receiver).notify(notification())

    ((path, headers, body),) = receiver.seen
    assert path == "/hook?who=desk"
    assert headers["Content-Type"] == "application/cloudevents+json; charset=utf-8"
    assert headers["webhook-id"] == "dlv_1"
    assert json.loads(body) == BODY
    assert "webhook-signature" not in headers


@pytest.mark.parametrize(("secret", "key"), [(SECRET, KEY), ("plain text", b"plain text")], ids=["whsec", "text"])
def test_a_receiver_can_verify_the_signature_by_the_standard(receiver, secret, key):
    webhook(receiver, secret=secret).notify(notification())

    ((_, headers, body),) = receiver.seen
    signed = b".".join([headers["webhook-id"].encode(), headers["webhook-timestamp"].encode(), body])
    expected = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    assert headers["webhook-signature"] == f"v1,{expected}"
    assert headers["webhook-timestamp"] == str(int(NOW.timestamp()))


def test_the_signature_is_that_of_the_published_example():
    key = signing_key("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")

    assert signature(key, "msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", b'{"test": 2432232314}') == (
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
    )


def test_another_attempt_has_the_same_id_and_body_and_a_fresh_time(receiver):
    channel = webhook(receiver, secret=SECRET)

    channel.notify(notification())
    channel.notify(notification(attempt=2, attempted_at=NOW + timedelta(hours=1)))

    first, second = receiver.seen
    assert (first[1]["webhook-id"], first[2]) == (second[1]["webhook-id"], second[2])
    assert int(second[1]["webhook-timestamp"]) - int(first[1]["webhook-timestamp"]) == 3600


@pytest.mark.parametrize("status", [408, 425, 429, 500, 502, 503, 504])
def test_a_receiver_that_is_busy_is_asked_again_when_it_says(receiver, status):
    receiver.status, receiver.headers = status, {"Retry-After": "120"}

    with pytest.raises(TryLater, match=f"answered {status}") as raised:
        webhook(receiver).notify(notification())

    assert raised.value.after == timedelta(seconds=120)


@pytest.mark.parametrize("status", [400, 401, 403, 404, 409, 410, 413, 422])
def test_a_receiver_that_refuses_has_the_last_word(receiver, status):
    receiver.status, receiver.headers = status, {"Retry-After": "120"}

    with pytest.raises(Undeliverable, match=f"answered {status}"):
        webhook(receiver).notify(notification())


def test_a_redirect_is_not_followed_and_says_what_to_do(receiver):
    receiver.status, receiver.headers = 307, {"Location": "http://127.0.0.1:1/"}

    with pytest.raises(Undeliverable, match="set `url` to the new address"):
        webhook(receiver).notify(notification())

    assert len(receiver.seen) == 1


def test_a_webhook_sends_the_headers_it_was_given(receiver):
    webhook(receiver, headers={"Authorization": "Bearer abc"}).notify(notification())

    assert receiver.seen[0][1]["Authorization"] == "Bearer abc"


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ({"url": "ftp://a.example/"}, "web address"),
        ({"url": "https://"}, "web address"),
        ({"url": "https://a.example/", "secret": "whsec_!!"}, "base64"),
        ({"url": "https://a.example/", "secret": "whsec_"}, "empty"),
        ({"url": "https://a.example/", "headers": {"a b": "c"}}, "headers cannot hold"),
        ({"url": "https://a.example/", "headers": {"a": "c\r\nd: e"}}, "headers cannot hold"),
    ],
    ids=["scheme", "no-host", "not-base64", "empty-key", "header-name", "header-value"],
)
def test_a_webhook_that_cannot_work_is_a_fault_of_the_configuration(table, words):
    with pytest.raises(ValidationError, match=words):
        WebhookConfig(use="webhook", **table)


def test_the_secrets_of_a_webhook_are_not_shown():
    config = WebhookConfig(use="webhook", url="https://hooks.example/T0/hunter2", secret="hunter2", headers={"X-Key": "hunter2"})

    assert "hunter2" not in repr(config)
    assert "hunter2" not in config.model_dump_json()


def test_apprise_delivers_title_and_body(receiver):
    pytest.importorskip("apprise", reason="the extra [apprise] is not installed")
    receiver.status = 200
    config = AppriseConfig(use="apprise", urls=[receiver.url.replace("http://", "json://")])

    Apprise("mail", config).notify(notification())

    sent = json.loads(receiver.seen[0][2])
    assert (sent["title"], sent["message"].strip()) == ("Claim", "“quote” — Outlet")


def test_apprise_that_fails_is_tried_again(receiver):
    pytest.importorskip("apprise", reason="the extra [apprise] is not installed")
    receiver.status = 500
    config = AppriseConfig(use="apprise", urls=[receiver.url.replace("http://", "json://")])

    with pytest.raises(TryLater, match="channel 'mail'"):
        Apprise("mail", config).notify(notification())


def test_an_address_that_apprise_does_not_know_is_named_by_its_number_only():
    pytest.importorskip("apprise", reason="the extra [apprise] is not installed")

    with pytest.raises(PluginError, match=r"urls\[0\]") as raised:
        Apprise("mail", AppriseConfig(use="apprise", urls=["hunter2://secret"]))

    assert "hunter2" not in str(raised.value)


def test_without_the_extra_apprise_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "apprise", None)

    with pytest.raises(PluginError, match=r"pip install 'media-monitor\[apprise\]'"):
        Apprise("mail", AppriseConfig(use="apprise", urls=["json://a.example"]))
