"""Which reports tell of one event: what a report is about, how alike two are, and what people corrected."""
