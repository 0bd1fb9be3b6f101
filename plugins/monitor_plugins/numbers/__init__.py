"""Numbers in a sentence: tokens, bounds, ranges, units, what is counted, and the intervals that they grant."""
