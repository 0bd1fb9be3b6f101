"""What is told to whom, when, in which words, and what became of it."""
