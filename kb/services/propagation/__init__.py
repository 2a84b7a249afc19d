"""What a changed law does to the words that stand for it."""
