"""T5: due messages go to their channels, and what became of each is stored."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from itertools import groupby

from monitor import judge, log
from monitor.errors import PluginError
from monitor.model.alert import Notification
from monitor.notify import tell
from monitor.notify.deliver import Attempt, DeliveryState, Patience, deliver
from monitor.notify.render import dress
from monitor.pipeline import Pipeline
from monitor.store import alerts, articles, notices, outbox
from monitor.store.outbox import Due

LEASE = timedelta(minutes=2)
AT_ONCE = 20


@dataclass(slots=True)
class Teller:
    """Owes messages whose time has come and delivers those that are due; channels don't wait for one another."""

    pipeline: Pipeline
    draw: Callable[[], float]
    patience: Patience

    def sweep(self, *, settled: bool = False) -> int:
        """Owe the messages that end folds, bursts and quiet hours; give how many. `settled`: nothing more is about to be judged.

        Mutes whose time is over end here, too, with a line in their alert's audit.
        """
        now = self.pipeline.clock()
        with self.pipeline.store.write() as connection:
            tell.end_mutes(connection, now)
            return tell.sweep(connection, self.pipeline.channels, now, settled=settled)

    def rearm(self) -> None:
        """Bring back what lies further ahead than any pause can be; the clock was set back."""
        now = self.pipeline.clock()
        with self.pipeline.store.write() as connection:
            outbox.rearm(connection, now + self.patience.longest_asked, now)

    def deliver(self, stopping: Callable[[], bool] = lambda: False) -> int:
        """Deliver what is due, until `stopping` says so; give how many messages were accepted. The rest stays claimed by us."""
        with self.pipeline.store.write() as connection:
            due = outbox.claim_due(connection, self.pipeline.clock(), lease_for=LEASE, limit=AT_ONCE, channels=list(self.pipeline.channels))
        if not due:
            return 0
        lanes = [list(lane) for _, lane in groupby(sorted(due, key=lambda one: (one.channel, one.created_at)), key=lambda one: one.channel)]
        with ThreadPoolExecutor(len(lanes), thread_name_prefix="tell") as pool:
            return sum(pool.map(partial(self._deliver_all, stopping), lanes))

    def _deliver_all(self, stopping: Callable[[], bool], lane: Sequence[Due]) -> int:
        return sum(self._deliver_one(one, stopping) for one in lane if not stopping())

    def _deliver_one(self, due: Due, stopping: Callable[[], bool]) -> bool:
        now = self.pipeline.clock()
        attempt = deliver(self._dressed(due), self._notify, now, self.draw(), self.patience)
        if stopping() and attempt.state != DeliveryState.DELIVERED:
            return False  # the attempt was cut off by ourselves, and does not count
        with self.pipeline.store.write() as connection:
            outbox.settle(
                connection,
                due.id,
                state=attempt.state,
                attempts=attempt.attempt,
                now=attempt.at,
                message=attempt.error or None,
                next_try_at=attempt.due_at,
            )
        self._log(due, attempt)
        return attempt.state == DeliveryState.DELIVERED

    def _dressed(self, due: Due) -> Notification:
        with self.pipeline.store.read() as connection:
            carried = [*(alert for alert, _ in outbox.carried(connection, due.id)), *notices.carried(connection, due.id)]
            told = alerts.alerts_by_id(connection, carried)
            quoted = articles.heads(connection, {item.article for alert in told for stored in alert.hits for item in stored.hit.evidence})
        notification = Notification(
            delivery_id=due.id,
            channel=due.channel,
            reason=due.reason,
            alerts=tuple(told),
            created_at=due.created_at,
            attempt=due.attempts + 1,
            held_back=due.held_back,
        )
        return dress(notification, quoted)

    def _notify(self, notification: Notification) -> None:
        """Have the channel's plugin tell it: ours here, where the net is, a stranger's in a worker.

        Raises: what the plugin raised; PluginError for a fault.
        """
        if self.pipeline.host.runs_in_house("notify", notification=notification):
            told = judge.tell(self.pipeline.host, notification)
        else:
            told = self.pipeline.workshop.run("notify", [notification])[0]
        if told.error:
            raise told.error
        if told.faults:
            raise PluginError("; ".join(fault.message for fault in told.faults))

    def _log(self, due: Due, attempt: Attempt) -> None:
        fields = {"delivery": due.id, "channel": due.channel, "attempt": attempt.attempt}
        if attempt.state == "delivered":
            log.get_logger().info("delivery.accepted", **fields)
        else:
            log.get_logger().warning("delivery.refused", state=str(attempt.state), message=attempt.error, due_at=attempt.due_at, **fields)
