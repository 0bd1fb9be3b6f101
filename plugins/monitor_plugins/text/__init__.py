"""Sentences, tokens, lemmas and attributions: what the annotators share about reading a text."""
