"""One event loop in one thread, for a house that is otherwise synchronous."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Awaitable, Callable, Coroutine, Iterable, Iterator
from concurrent.futures import Future
from queue import SimpleQueue
from typing import Any, TypeVar

T = TypeVar("T")
_CLOSE_SECONDS = 5.0

Stopped = asyncio.CancelledError
"""What a coroutine's result is when the loop was closed before it came."""


class LoopThread:
    """Runs coroutines for callers in other threads. The thread starts with the first one; `tidy` runs before it ends."""

    def __init__(self, name: str, tidy: Callable[[], Awaitable[None]]) -> None:
        self._name, self._tidy, self._lock, self._closed = name, tidy, threading.Lock(), False
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None

    def submit(self, coroutine: Coroutine[Any, Any, T]) -> Future[T]:
        """Start a coroutine in the thread; the future can be cancelled from here.

        Raises: RuntimeError after `close`, or from inside the loop, where waiting for it would never end.
        """
        if threading.current_thread() is self._thread or self._closed:
            coroutine.close()
            raise RuntimeError(f"{self._name} is closed" if self._closed else f"{self._name} cannot wait for itself: await instead")
        return asyncio.run_coroutine_threadsafe(coroutine, self._started())

    def run(self, coroutine: Coroutine[Any, Any, T]) -> T:
        """Wait for one coroutine and give its result, or raise what it raised; an interrupted wait cancels it."""
        future = self.submit(coroutine)
        try:
            return future.result()
        finally:
            future.cancel()

    def run_all(self, coroutines: Iterable[Coroutine[Any, Any, T]], window: int) -> Iterator[tuple[int, T | BaseException]]:
        """Give (index, result or exception) as each completes; at most `window` are started and not yet given.

        The window bounds what waits in memory for a slow reader. Closing the iterator cancels what is left.
        """
        waiting, done = enumerate(coroutines), SimpleQueue[tuple[int, Future[T]]]()
        running = {index: self._reporting(index, one, done) for index, one in _first(waiting, window)}
        try:
            while running:
                index, future = done.get()
                del running[index]
                running |= {index: self._reporting(index, one, done) for index, one in _first(waiting, 1)}
                outcome = _outcome(future)
                yield index, outcome
        finally:
            for future in running.values():
                future.cancel()
            for _, one in waiting:
                one.close()

    def close(self) -> None:
        """Cancel what runs and end the thread; a second call does nothing."""
        with self._lock:
            self._closed, loop, thread = True, self._loop, self._thread
        if loop is None or thread is None or not thread.is_alive():
            return
        with contextlib.suppress(TimeoutError, RuntimeError):
            asyncio.run_coroutine_threadsafe(self._end(), loop).result(_CLOSE_SECONDS)
        with contextlib.suppress(RuntimeError):  # another thread closed it meanwhile
            loop.call_soon_threadsafe(loop.stop)
        thread.join(_CLOSE_SECONDS)

    async def _end(self) -> None:
        """Cancel every other task of the loop, wait until each has tidied up, and tidy up after them."""
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)
        await self._tidy()
        await asyncio.get_running_loop().shutdown_asyncgens()

    def _started(self) -> asyncio.AbstractEventLoop:
        with self._lock:
            if self._loop is None:
                self._loop = asyncio.new_event_loop()
                self._thread = threading.Thread(target=_run_forever, args=(self._loop,), name=self._name, daemon=True)
                self._thread.start()
            return self._loop

    def _reporting(self, index: int, coroutine: Coroutine[Any, Any, T], done: SimpleQueue[tuple[int, Future[T]]]) -> Future[T]:
        future = self.submit(coroutine)
        future.add_done_callback(lambda finished: done.put((index, finished)))
        return future


def _first(waiting: Iterator[tuple[int, T]], count: int) -> Iterator[tuple[int, T]]:
    return (pair for _, pair in zip(range(count), waiting, strict=False))


def _outcome(future: Future[T]) -> T | BaseException:
    if future.cancelled():
        return asyncio.CancelledError("the net was closed")
    error = future.exception()
    return future.result() if error is None else error


def _run_forever(loop: asyncio.AbstractEventLoop) -> None:
    asyncio.set_event_loop(loop)
    try:
        loop.run_forever()
    finally:
        loop.close()
