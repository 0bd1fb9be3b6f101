"""Names in a text: where they are, what they name, and which of them mean the same."""
