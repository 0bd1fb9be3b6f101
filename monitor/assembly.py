"""Puts the house together from its configuration: store, plugins, workers, net and pipeline; one of each per process."""

from __future__ import annotations

import hashlib
import random
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta

from monitor import log
from monitor.acquire.fetch import Fetcher
from monitor.acquire.guard import NetPolicy
from monitor.acquire.sources import LONGEST_WAIT
from monitor.amend import new_faults
from monitor.config import NetSettings, Settings
from monitor.errors import ConfigError, StorageError
from monitor.fulltext import Pages
from monitor.host import Host, HostSpec, RuleInfo
from monitor.host.garbage import settle
from monitor.model.article import Source
from monitor.notify import troubles
from monitor.notify.deliver import Patience
from monitor.notify.route import Terms
from monitor.pipeline import STAGES, Pipeline
from monitor.polling import Poller
from monitor.store import listing, outbox, pages, requests, retention, schema, sources, units, work
from monitor.store.database import Store, Transaction
from monitor.store.intake import EVERY_UNIT, last_arrival
from monitor.store.lock import at_work
from monitor.telling import Teller
from monitor.workshop import Workshop

FIRST_POLL_SPREAD = timedelta(seconds=60)
FEW_SOURCES = 50  # so few need not be spread, and nobody who tries the first of them should wait


class Assembly:
    """Everything that a daemon or one cycle needs, opened together and closed together.

    `clock` gives the time for all of it, `draw` numbers in 0..1 for jitter; `asked` says when hosts were asked just before.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        clock: Callable[[], datetime],
        draw: Callable[[], float] = random.random,
        asked: Mapping[str, datetime] | None = None,
    ) -> None:
        self.settings, self.clock, self.draw = settings, clock, draw
        self.store = Store(settings.store.url)
        schema.ensure(self.store)
        self._presence = ExitStack()
        self.stay = self._presence.enter_context(at_work(self.store, self._free_leases))
        with self.store.read() as connection:
            known = sources.last_asked(connection)
            suspended = units.suspended(connection)
            self._reloads = requests.reloads_asked(connection)
        self.net = open_net(settings.net, asked={**known, **(asked or {})}, clock=clock)
        self._retired: list[Workshop | Fetcher] = []
        self._changing = threading.RLock()  # one change of the configuration, or of what is suspended, after the other
        suspended = self._still(suspended, settings)
        names = frozenset(name for _, name in suspended)
        self.host = Host(settings, suspended=names, net=self.net)
        self.workshop = open_workshop(self._spec(names))
        self.pipeline = Pipeline(self.store, self.host, self.workshop, self._terms(), clock, settings.workers.faults, dict(suspended))
        self.poller = Poller(self.pipeline, self.net, self._sources(), draw)
        self.pages = Pages(self.poller)
        self.teller = Teller(self.pipeline, draw, Patience())
        self._reconcile()
        settle()

    def _free_leases(self) -> None:
        """Free what dead processes had claimed: it is polled and sent again."""
        with self.store.write() as connection:
            sources.release(connection)
            pages.release(connection)
            outbox.release_leases(connection)

    def _still(self, suspended: Mapping[tuple[str, str], str], settings: Settings) -> dict[tuple[str, str], str]:
        """Give the suspended units without those that have come in another version; these run again, on all that is stored."""
        if not suspended:
            return {}
        host = Host(settings, net=self.net)
        with self.store.read() as connection:
            before = {stage: units.versions(connection, stage) for stage in STAGES}
        current = {stage: tracked(host, stage) for stage in STAGES}
        return {(stage, name): why for (stage, name), why in suspended.items() if current[stage].get(name) in (None, before[stage][name])}

    def _spec(self, suspended: frozenset[str]) -> HostSpec:
        return HostSpec(settings=self.settings, suspended=suspended, net="monitor.assembly:open_net")

    def _terms(self) -> dict[str, Terms]:
        tables = self.host.tables.channels
        return {name: Terms.of(table.config) for name, table in tables.items() if table.enabled and table.config is not None}

    def _sources(self) -> dict[str, Source]:
        tables = self.host.tables.sources
        return {
            name: Source(name=name, use=table.use, url=address_of(table.config), options=table.config)
            for name, table in tables.items()
            if table.config is not None
        }

    def _faulty_sources(self) -> dict[str, tuple[str, str]]:
        """Give the sources that cannot be polled as they are configured: name → (use, what is wrong)."""
        tables = self.host.tables.sources
        wrong = {name: [fault for fault in self.host.faults if f"sources.{name}." in fault] for name in tables.keys() - self.poller.sources}
        return {name: (tables[name].use, "; ".join(said) or "see `monitor check`") for name, said in wrong.items() if tables[name].enabled}

    def _reconcile(self) -> None:
        """Make the store follow the configuration: its sources, and what new versions of units owe on stored articles."""
        now = self.clock()
        tables = self.host.tables.sources
        configured = self.poller.sources.values()
        due = {source.name: now + FIRST_POLL_SPREAD * spread(source.name) * (len(tables) > FEW_SOURCES) for source in configured}
        with self.store.write() as connection:
            sources.register(connection, [(source, tables[source.name].enabled) for source in configured], due)
            sources.mark_faulty(connection, self._faulty_sources(), now)
            troubles.close_unasked(connection, now)
            sources.reschedule(connection, now + LONGEST_WAIT, now)  # the clock may have been set back since the last run
            for stage in STAGES:
                self._reconcile_units(connection, stage, now)
        for fault in self.host.faults:
            log.get_logger().warning("config.fault_found", fault=fault)

    def _reconcile_units(self, connection: Transaction, stage: str, now: datetime) -> None:
        """Have a new annotator or placer judge all stored articles again, quietly, and a new or edited rule before it goes live."""
        before, current = units.versions(connection, stage), tracked(self.host, stage)
        fresh = {name: version for name, version in current.items() if before.get(name) != version}
        rules = self.host.rules()
        units.remember(connection, stage, fresh, now)
        stored = last_arrival(connection) > 0
        for name, version in gathered(fresh, rules).items() if stored else ():
            count = work.owe_everywhere(connection, stage, name, version=version, now=now)
            if name not in rules and name in fresh and stage != "detect":
                for later in STAGES[STAGES.index(stage) + 1 :]:
                    work.owe_everywhere(connection, later, EVERY_UNIT, version=version, now=now)
            if count:
                log.get_logger().info("unit.renewed", unit=name, stage=stage, version=version, articles=count)
        stopped = {name for (at, name), _ in self.pipeline.suspended.items() if at == stage}
        stopped |= {name for name, info in rules.items() if info.state == "suspended"}
        units.forget(connection, stage, sorted(before.keys() - current.keys() - stopped))

    def suspend_failing(self) -> None:
        """Suspend the units that have failed too often in a row, everywhere; visibly, and with what they miss on the books."""
        failing = self.pipeline.take_failing()
        if not failing:
            return
        now = self.clock()
        with self._changing, self.store.write() as connection:
            for (stage, name), why in failing.items():
                units.suspend(connection, stage, name, why, now)
                log.get_logger().error("plugin.suspended", plugin=name, stage=stage, why=why)
            self.pipeline.suspended |= failing
        self._rebuild()

    def follow_store(self) -> None:
        """Follow what another process suspended or enabled."""
        with self.store.read() as connection:
            suspended = units.suspended(connection)
        if suspended.keys() != self.pipeline.suspended.keys():
            self.pipeline.suspended = dict(suspended)
            self._rebuild()

    def asked_to_reload(self) -> bool:
        """Say whether a command has changed the configuration since we last looked."""
        with self.store.read() as connection:
            before, self._reloads = self._reloads, requests.reloads_asked(connection)
        return self._reloads != before

    def _rebuild(self) -> None:
        with self._changing:
            self._rebuild_now()

    def _rebuild_now(self) -> None:
        names = frozenset(name for _, name in self.pipeline.suspended)
        self.host = Host(self.settings, suspended=names, net=self.net)
        self.pipeline.host = self.host
        self.workshop.change(self._spec(names))
        settle()

    def reload(self, settings: Settings) -> None:
        """Follow a new configuration from now on; what is under way ends with the old one.

        Raises: ConfigError with the reasons why it is refused, StorageError; then the old one goes on as if nothing had been asked.
        """
        with self._changing:
            self._reload(settings)

    def _reload(self, settings: Settings) -> None:
        with self.store.read() as connection:
            suspended = self._still(units.suspended(connection), settings)
        net = self.net if settings.net == self.settings.net else open_net(settings.net, asked=self.net.last_asked, clock=self.clock)
        host = Host(settings, suspended={name for _, name in suspended}, net=net)
        reasons = refusals(self.host, host)
        if reasons:
            if net is not self.net:
                net.close()
            raise ConfigError(*reasons)
        before = (self.settings, self.host, self.net, self.pipeline.suspended)
        self._follow(settings, host, net, suspended)
        try:
            self._reconcile()
        except StorageError:
            self._follow(*before)
            raise

    def _follow(self, settings: Settings, host: Host, net: Fetcher, suspended: Mapping[tuple[str, str], str]) -> None:
        """Put a configuration in the place of the one before; its net and workers end with us, for some are still at work for it."""
        same_workers = settings.workers == self.settings.workers
        if net is not self.net:
            self._retired.append(self.net)
        self.settings, self.host, self.net = settings, host, net
        spec = self._spec(host.suspended)
        if same_workers:
            self.workshop.change(spec)
        else:
            self._retired.append(self.workshop)
            self.workshop = open_workshop(spec)
        self.pipeline.host, self.pipeline.workshop, self.pipeline.suspended = host, self.workshop, dict(suspended)
        self.pipeline.faults_allowed, self.pipeline.channels = settings.workers.faults, self._terms()
        self.poller.net, self.poller.sources = net, self._sources()
        settle()

    def vital(self) -> listing.Vital:
        """Give how the work stands."""
        with self.store.read() as connection:
            return listing.vital(connection, self.clock() - listing.LATE)

    def touch(self) -> None:
        """Take the store's write lock and let it go again: nothing is written, but it could be."""
        with self.store.write():
            pass

    def judge(self, stopping: Callable[[], bool] = lambda: False) -> int:
        """Annotate, place and detect until nothing is owed or `stopping` says so; give how many steps that took."""
        steps = 0
        while not stopping():
            done = self.pipeline.annotate() + self.pipeline.place() + self.pipeline.detect()
            self.suspend_failing()
            if not done:
                break
            steps += done
        return steps

    def prune(self, stopping: Callable[[], bool] = lambda: False) -> int:
        """Purge the articles that are older than is configured, until `stopping` says so; give how many."""
        keep = self.settings.retention.articles
        purged = 0 if keep is None else retention.prune(self.store, keep, self.clock(), stopping)
        if purged:
            log.get_logger().info("articles.purged", articles=purged)
        return purged

    def remember_asked(self) -> None:
        """Keep when hosts were last asked, so that politeness survives a restart."""
        if self.net.last_asked:
            with self.store.write() as connection:
                sources.remember_asked(connection, self.net.last_asked)

    def interrupt(self) -> None:
        """Stop the workers and the net; what that cuts off raises where it runs, and is owed still."""
        for one in (self.workshop, self.net, *self._retired):
            one.close()

    def close(self) -> None:
        """Stop the workers and the net, give back what is leased, close the store."""
        self.interrupt()
        self.remember_asked()
        with self.store.write() as connection:
            sources.release(connection, self.poller.lease)
            pages.release(connection, self.pages.lease)
        self._presence.close()
        self.store.close()


@contextmanager
def assembled(settings: Settings, clock: Callable[[], datetime], *, asked: Mapping[str, datetime] | None = None) -> Iterator[Assembly]:
    """Give an assembly that is closed at the end; `asked` says when hosts were asked just before."""
    made = Assembly(settings, clock=clock, asked=asked)
    try:
        yield made
    finally:
        made.close()


def open_workshop(spec: HostSpec) -> Workshop:
    """Open the workshop as configured; its workers start when there is work."""
    settings = spec.settings
    return Workshop(
        spec,
        workers=settings.workers.count,
        deadline=settings.workers.deadline,
        memory_bytes=settings.workers.memory_mb << 20,
        history_url=settings.store.url,
        patience=settings.workers.faults,
    )


def refusals(old: Host, new: Host) -> list[str]:
    """Give why a running house cannot follow a new configuration: faults that the old one did not have, and what takes a restart."""
    reasons = new_faults(old, new)
    if new.settings.store != old.settings.store:
        reasons.append(f"{new.settings.path.name}: store: another store takes a restart (stop the monitor and start it)")
    return reasons


def open_net(settings: NetSettings, *, asked: Mapping[str, datetime] | None = None, clock: Callable[[], datetime] | None = None) -> Fetcher:
    """Open the one way out, as configured."""
    return Fetcher(
        NetPolicy(settings.allow),
        user_agent=settings.agent,
        deadline=settings.deadline,
        max_bytes=settings.max_bytes,
        per_host_interval=settings.per_host,
        last_asked=asked or {},
        proxy=settings.proxy.reveal() if settings.proxy else "",
        clock=clock or (lambda: datetime.now(UTC)),
    )


def address_of(config: object) -> str:
    """Give what a source's table points at: a feed's URL or a folder's path."""
    return str(getattr(config, "url", "") or getattr(config, "path", ""))


def spread(name: str) -> float:
    """Give a number in 0..1 that is always the same for a name, to spread first polls by."""
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:4], "big") / 2**32


def gathered(fresh: Mapping[str, str], rules: Mapping[str, RuleInfo]) -> dict[str, str]:
    """Give what owes work for new versions: units by themselves, and where one unit runs several new rules, that unit for all of them.

    Ten thousand new rules then owe one row an article, not ten thousand.
    """
    runs = {name: rules[name].unit if name in rules else name for name in fresh}
    shared = {unit for unit, count in Counter(runs.values()).items() if count > 1}
    return {runs[name] if runs[name] in shared else name: version for name, version in fresh.items()}


def tracked(host: Host, stage: str) -> dict[str, str]:
    """Give the version of everything that judges at a stage: plugins by name, and each rule by its own."""
    running = host.units(stage)
    rules = {info.name: info for info in host.rules().values() if info.state == "ok" and info.unit in running}
    shared = {info.unit for info in rules.values()}
    own = {name: version for name, version in running.items() if name not in shared}
    return own | {name: info.version for name, info in rules.items()}
