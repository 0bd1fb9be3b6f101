"""The nouns of the house: frozen, slotted dataclasses that every stage takes and returns."""
