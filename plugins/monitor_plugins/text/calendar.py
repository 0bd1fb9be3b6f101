"""The names of days and months, in lower case (English)."""

from __future__ import annotations

from monitor_plugins.text.words import words

WEEKDAYS = words("monday tuesday wednesday thursday friday saturday sunday")
MONTHS = words("january february march april may june july august september october november december")
