"""The query language of topic rules: parsed to a tree, printed, and matched against one text or ten thousand rules at once."""
