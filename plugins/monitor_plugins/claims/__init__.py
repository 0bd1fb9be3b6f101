"""What a sentence claims: its content words, which of them are negated, and who is said to say so."""
