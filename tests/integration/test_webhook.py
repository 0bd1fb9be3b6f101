"""A message on its whole way out: decided, sent through the guard to a real server, and what follows from the answer."""

import json
import threading
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from monitor_plugins.channels import Webhook, WebhookConfig

from monitor.acquire.fetch import Fetcher
from monitor.acquire.guard import NetPolicy
from monitor.model.alert import Alert, Notification, Reason
from monitor.notify.deliver import DeliveryState, deliver
from monitor.notify.render import dress

NOW = datetime(2026, 2, 12, 12, 0, tzinfo=UTC)


@pytest.fixture
def server():
    answers, seen, released = [], [], threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            seen.append((self.headers["webhook-id"], self.rfile.read(int(self.headers["Content-Length"]))))
            status, headers = answers.pop(0) if answers else (204, {})
            if status is None:
                released.wait(30)
                return
            self.send_response(status)
            for name, value in {"Content-Length": "0", **headers}.items():
                self.send_header(name, value)
            self.end_headers()

        def log_message(self, *args):
            """Keep the test's output clean."""

    held = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    held.answers, held.seen = answers, seen
    thread = threading.Thread(target=held.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield held
    released.set()
    held.shutdown()
    thread.join()
    held.server_close()


@pytest.fixture
def post(server):
    """Give what delivers one attempt through a net with these openings, waiting up to so many seconds for the answer."""
    opened = []

    def attempt(*allow: str, number: int = 1, timeout: float = 10):
        net = Fetcher(NetPolicy(allow), user_agent="media-monitor/test", per_host_interval=timedelta(0))
        opened.append(net)
        config = WebhookConfig(use="webhook", url=f"http://127.0.0.1:{server.server_port}/hook", timeout=timedelta(seconds=timeout))
        alert = Alert(
            id=5, rule="toll", kind="figure", relation="first", key="k", title="Killed: 14", state="new", score=0.9, opened_at=NOW,
            updated_at=NOW,
        )  # fmt: skip
        message = Notification(delivery_id="dlv_1", channel="desk", reason=Reason.OPENED, alerts=(alert,), created_at=NOW, attempt=number)
        return deliver(dress(message), Webhook("desk", config, net).notify, NOW, 0.5)

    yield attempt
    for net in opened:
        net.close()


def test_a_message_arrives_once_its_address_is_opened(server, post):
    ended = post(f"127.0.0.1:{server.server_port}")

    assert ended.state is DeliveryState.DELIVERED
    ((delivery_id, body),) = server.seen
    assert delivery_id == "dlv_1"
    assert json.loads(body)["data"]["alerts"][0]["title"] == "Killed: 14"


def test_a_message_never_reaches_an_address_that_is_closed(server, post):
    ended = post()

    assert ended.state is DeliveryState.OWED
    assert "[net] allow" in ended.error
    assert server.seen == []


def test_a_message_is_sent_again_with_the_same_id_until_it_is_taken(server, post):
    server.answers[:] = [(503, {"Retry-After": "7200"}), (429, {}), (204, {})]
    allowed = f"127.0.0.1:{server.server_port}"

    ended = [post(allowed, number=number) for number in (1, 2, 3)]

    assert [attempt.state for attempt in ended] == [DeliveryState.OWED, DeliveryState.OWED, DeliveryState.DELIVERED]
    assert [attempt.due_at for attempt in ended] == [NOW + timedelta(hours=2), NOW + timedelta(seconds=10), None]
    assert [delivery_id for delivery_id, _ in server.seen] == ["dlv_1"] * 3
    assert len({body for _, body in server.seen}) == 1


def test_a_receiver_that_is_gone_is_not_asked_again(server, post):
    server.answers[:] = [(410, {})]

    ended = post(f"127.0.0.1:{server.server_port}")

    assert (ended.state, ended.due_at) == (DeliveryState.FAILED, None)
    assert "answered 410" in ended.error


def test_a_receiver_that_hangs_costs_its_timeout_and_is_asked_again(server, post):
    server.answers[:] = [(None, {})]

    ended = post(f"127.0.0.1:{server.server_port}", timeout=0.2)

    assert ended.state is DeliveryState.OWED
    assert "DeliveryError" in ended.error
