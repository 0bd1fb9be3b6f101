"""Where alerts are told: standard output, a webhook, and through apprise e-mail and a hundred services.

The carrier renders: `notification.text` is for people, `notification.body` a CloudEvent for machines. A channel only sends.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
import re
import sys
from collections.abc import Mapping
from datetime import UTC, timedelta
from typing import Any, Literal
from urllib.parse import urlsplit

from pydantic import Field, field_validator

from monitor import ChannelConfig, Duration, Net, Notification, PluginError, Reply, Secret, TryLater, Undeliverable, hookimpl

# Statuses that promise another answer later (RFC 9110, RFC 8470, RFC 6585); any other 4xx is the receiver's last word.
_LATER = frozenset({408, 425, 429})


def in_a_line(body: Mapping[str, Any]) -> str:
    """Write a body as JSON on one line of ASCII: no reader splits it, no terminal obeys it, and nothing is lost."""
    return json.dumps(body, separators=(",", ":"), allow_nan=False)


class StdoutConfig(ChannelConfig):
    """Tell on standard output: text for people, or one CloudEvent a line."""

    format: Literal["text", "ndjson"] = Field(default="text", description="text for people, or one JSON object a line")


class Stdout:
    """Writes each message whole and at once, so that messages never mix."""

    Config = StdoutConfig

    def __init__(self, name: str, config: StdoutConfig) -> None:
        self._name, self._format = name, config.format

    @hookimpl
    def notify(self, notification: Notification) -> None:
        """Write the message and a blank line after text.

        Raises: Undeliverable if nobody reads standard output any more, TryLater if it cannot be written now.
        """
        told = in_a_line(notification.body) if self._format == "ndjson" else f"{notification.text}\n"
        try:
            sys.stdout.write(f"{told}\n")
            sys.stdout.flush()
        except (BrokenPipeError, ValueError) as error:  # ValueError: the stream is closed
            raise Undeliverable(f"channel {self._name!r} cannot write: standard output is closed") from error
        except OSError as error:
            raise TryLater(f"channel {self._name!r} cannot write: {error.strerror}") from error


class WebhookConfig(ChannelConfig):
    """Tell a web service: one POST with a CloudEvent for each message, signed if there is a secret."""

    url: Secret = Field(description="where to POST; often a secret itself, so it may be {file = …}, {env = …} or {credential = …}")
    secret: Secret | None = Field(default=None, description='signs each message (Standard Webhooks); "whsec_" and base64, or any text')
    headers: dict[str, Secret] = Field(default={}, description="sent with each message, such as Authorization")
    timeout: Duration = Field(default=timedelta(seconds=10), description="for one attempt, in all")

    @field_validator("url")
    @classmethod
    def _is_web_address(cls, url: Secret) -> Secret:
        parts = urlsplit(url.reveal())
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError("should be a web address that begins with https:// or http://")
        return url

    @field_validator("secret")
    @classmethod
    def _is_a_key(cls, secret: Secret | None) -> Secret | None:
        if secret is not None:
            signing_key(secret.reveal())
        return secret

    @field_validator("headers")
    @classmethod
    def _are_headers(cls, headers: dict[str, Secret]) -> dict[str, Secret]:
        for name, value in headers.items():
            if not re.fullmatch(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+", name) or re.search(r"[\x00-\x1f\x7f]", value.reveal()):
                raise ValueError(f"header {name!r} has a character that headers cannot hold")
        return headers


class Webhook:
    """Posts CloudEvents with the delivery id, which stays the same at every attempt, so that a receiver can drop repeats."""

    Config = WebhookConfig

    def __init__(self, name: str, config: WebhookConfig, net: Net) -> None:
        self._name, self._config, self._net = name, config, net

    @hookimpl
    def notify(self, notification: Notification) -> None:
        """Post the message.

        Raises: TryLater on 408, 425, 429 and 5xx, not before the reply's Retry-After; Undeliverable on any other refusal;
        DeliveryError if the address is forbidden or does not answer.
        """
        url, body = self._config.url.reveal(), in_a_line(notification.body).encode()
        reply = self._net.send("POST", url, headers=self._headers(notification, body), body=body, deadline=self._config.timeout)
        self._judge(reply)

    def _headers(self, notification: Notification, body: bytes) -> dict[str, str]:
        at = (notification.attempted_at or notification.created_at).astimezone(UTC)
        stamp = str(int(at.timestamp()))
        headers = {name: value.reveal() for name, value in self._config.headers.items()}
        headers |= {"Content-Type": "application/cloudevents+json; charset=utf-8"}
        headers |= {"webhook-id": notification.delivery_id, "webhook-timestamp": stamp}
        if self._config.secret:
            key = signing_key(self._config.secret.reveal())
            headers["webhook-signature"] = signature(key, notification.delivery_id, stamp, body)
        return headers

    def _judge(self, reply: Reply) -> None:
        if 200 <= reply.status < 300:
            return
        answer = f"channel {self._name!r}: the receiver answered {reply.status}"
        if reply.status in _LATER or reply.status >= 500:
            raise TryLater(answer, after=reply.retry_after)
        if 300 <= reply.status < 400:
            raise Undeliverable(f"{answer}, which points elsewhere (redirects are not followed: set `url` to the new address)")
        raise Undeliverable(f"{answer}, which is its last word (mend the channel, then `monitor outbox retry`)")


def signing_key(secret: str) -> bytes:
    """Give the key of a signing secret: the base64 after "whsec_", or the text itself.

    Raises: ValueError if the base64 is none, or if there is nothing in it.
    """
    if not secret.startswith("whsec_"):
        key = secret.encode()
    else:
        try:
            key = base64.b64decode(secret.removeprefix("whsec_"), validate=True)
        except binascii.Error:
            raise ValueError('should be base64 after "whsec_"') from None
    if not key:
        raise ValueError("should not be empty")
    return key


def signature(key: bytes, delivery_id: str, stamp: str, body: bytes) -> str:
    """Sign a message as receivers of Standard Webhooks verify it: `v1,` and base64 of HMAC-SHA256 over id, time and body."""
    signed = hmac.new(key, f"{delivery_id}.{stamp}.".encode() + body, hashlib.sha256).digest()
    return f"v1,{base64.b64encode(signed).decode()}"


class AppriseConfig(ChannelConfig):
    """Tell through apprise: e-mail and more than a hundred services. Needs `pip install 'media-monitor[apprise]'`.

    apprise opens its own connections: these addresses are trusted as the operator wrote them and do not pass the guard.
    """

    urls: list[Secret] = Field(min_length=1, description="apprise URLs, such as mailtos://…; not guarded: you vouch for them")


class Apprise:
    """Sends through one apprise object of its own, so that the outcome of each channel is known."""

    Config = AppriseConfig

    def __init__(self, name: str, config: AppriseConfig) -> None:
        try:
            import apprise  # an optional extra, and slow to import
        except ImportError as error:
            raise PluginError(f"channel {name!r} needs apprise, which is not installed: pip install 'media-monitor[apprise]'") from error
        self._name = name
        self._apprise = apprise.Apprise()
        for number, url in enumerate(config.urls):
            if not self._apprise.add(url.reveal()):
                raise PluginError(f"channel {name!r}: urls[{number}] is not an address that apprise knows (see its list of services)")

    @hookimpl
    def notify(self, notification: Notification) -> None:
        """Send the message: its first line as the title, the rest as the body.

        Raises: TryLater if one of the addresses did not take it; apprise does not say whether it ever will.
        """
        title, _, rest = notification.text.partition("\n")
        if not self._apprise.notify(body=rest or title, title=title if rest else "", body_format="text"):
            raise TryLater(f"channel {self._name!r}: apprise could not deliver to every address")
