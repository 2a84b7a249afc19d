"""Reading grade after Flesch and Kincaid: the US school year that reads it with ease.

0.39 words a sentence + 11.8 syllables a word - 15.59 (Kincaid et al., 1975). Advice, never a
gate: short words can say nothing, and a term of art can be long. Syllables are counted by
syllapy's dictionary, for words it does not know by groups of vowels.
"""

from syllapy import count as count_syllables

from kb.plain.language import Parsed, Word

PER_SENTENCE, PER_WORD, BASE = 0.39, 11.8, 15.59


def reading_grade(parsed: Parsed) -> float:
    """Return the reading grade of a text, 0.0 of one without words."""
    words = [word for word in parsed.words if _is_word(word)]
    if not words:
        return 0.0
    sentences = sum(any(map(_is_word, parsed.of(one))) for one in parsed.sentences)
    syllables = sum(max(1, count_syllables(word.lower)) for word in words)
    grade = PER_SENTENCE * len(words) / sentences + PER_WORD * syllables / len(words) - BASE
    return float(round(max(0.0, grade), 1))


def _is_word(word: Word) -> bool:
    return any(letter.isalpha() for letter in word.text) and word.text[0] not in "'’"
