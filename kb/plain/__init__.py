"""The plain-language workshop: what a text says, and whether two texts say the same.

`language` reads a text into words and sentences (the only door to spaCy), `facts` finds what it
says, one kind a file, `fidelity` compares the facts of the law with those of its translation.
"""
