"""A history without a past, for workers that need one."""

from monitor.testing import Memory


def open_history(url):
    memory = Memory()
    return memory.before
