"""Help with writing an answer: the law's facts, a first version from it, what it may stand for.

Nothing here changes the words of an answer but `take_draft`, when a person has decided all of it.
"""
