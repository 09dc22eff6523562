"""The word lists of the analyzer: common English words, and words that stemming would confuse."""

from typing import Final

# Articles, pronouns, prepositions, conjunctions, auxiliaries and question words. They are indexed and count in
# phrases; they only do not count in "most of the words". "us" is left out (U.S.), and so are "no", "not",
# "down", "off" and "over", which carry the meaning in "no-knock", "stand down", "off-duty", "rollover".
COMMON_WORDS: Final = frozenset(
    """
    a about after again all also am an and any are as at be because been before being between both but by can
    could did do does doing during each few for from further had has have having he her here hers him his how i
    if in into is it its itself just let like may me might more most must my of on once only or other our ours
    own same shall she should so some such than that the their theirs them then there these they this those
    through to too under until up upon very was we were what when where which while who whom why will with
    would you your yours
    """.split()
)

# Of each question word, the verbs and nouns that only ask with it, at the beginning or the end of a question: "what goes
# in …", "where do I set …", "is there a way to …", "what is … used for". "use", "find" and "make" after "how" do not
# only ask: they are what is done.
FILLERS: Final = {
    "what": frozenset("belong belongs go goes mean means meant used".split()),
    "where": frozenset("find found get go goes kept located look put see set".split()),
    "which": frozenset("choose pick take use".split()),
    "how": frozenset("get go".split()),
    "is": frozenset("possible way".split()),
    "i": frozenset("need want".split()),
}

# Each line is one term, then the words that share it: inflections of one word, and no other word.
_GROUPS: Final = """
    activity activities
    aed aeds
    authority authorities
    department departments
    experiment experiments experimental experimented experimenting
    majority majorities
    minority minorities
    officer officers
    rational
    responsible responsibly responsibility responsibilities

    analysis analyses
    child children
    crisis crises
    diagnosis diagnoses diagnose diagnosed diagnosing
    foot feet
    goose geese
    half halves
    ied ieds
    knife knives
    man men
    mou mous
    mouse mice
    ox oxen
    thief thieves
    tooth teeth
    wife wives
    woman women
"""

# The first half: Snowball's English stemmer gives each of them a stem that words of another meaning share
# ("officer" and "office", "AED" and "a"), which in this field brings up the wrong guide.
# The second half: plurals that the stemmer leaves apart from their singulars.
PROTECTED: Final[dict[str, str]] = {
    word: line.split()[0] for line in _GROUPS.splitlines() for word in line.split()
}

# The same of their compounds, firemen and grandchildren: the ending, then its singular, and the letters that such a
# plural has at least. Shorter ones are other words: omen, semen, Yemen. "specimen" loses nothing: all its forms are cut alike.
IRREGULAR_ENDINGS: Final = {"children": ("child", 9), "men": ("man", 6)}

# Words that end like the plurals of "SRO" and "PhD", and are none.
SINGULARS_IN_S: Final = frozenset({"gas", "has", "his", "mrs", "this", "was", "yes"})
