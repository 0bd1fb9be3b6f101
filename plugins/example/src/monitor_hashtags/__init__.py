"""Tells of hashtags, handles and tickers that nobody used before."""
