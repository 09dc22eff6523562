"""Spanish words too common to ask for, and short words that stemming would part from their plurals."""

from typing import Final

# As in English: articles, pronouns, prepositions, conjunctions, auxiliaries and question words, folded. "no", "sin",
# "contra", "nunca" and "menos" are left out, because they carry the meaning in "sin hogar" and "contra la violencia".
COMMON_WORDS: Final = frozenset(
    """
    a al algo alguien algun alguna algunas alguno algunos alla alli ante antes aquel aquella aquellas aquello aquellos
    aqui asi aun aunque bajo bien cada como con cual cuales cualquier cuando cuanta cuantas cuanto cuantos cuya cuyas
    cuyo cuyos de debe deben debemos debo del desde despues donde durante e el ella ellas ello ellos en entonces entre
    era eran eras eres es esa esas ese eso esos esta estaba estaban estamos estan estar estas este esto estos estoy
    fue fueron ha habia habian han has hasta hay haya he hemos la las le les lo los mas me mi mientras mis mucha
    muchas mucho muchos muy nos nosotros nuestra nuestras nuestro nuestros o os otra otras otro otros para pero poco
    por porque pueda puedan puede pueden puedo pues que quien quienes se sea sean segun ser si sido siendo sobre sois
    solo somos son soy su sus tal tales tambien tampoco tan tanto te tenemos tengo ti tiene tienen toda todas todavia
    todo todos tras tu tus u un una unas uno unos usted ustedes va vamos van voy y ya yo
    """.split()
)

# Of each question word, the verbs that only ask with it: "que significa …", "donde encuentro …".
FILLERS: Final = {
    "que": frozenset("contiene dice quiere decir significa significan".split()),
    "donde": frozenset("encuentra encuentran encuentro hallo pongo queda quedan veo ver".split()),
    "como": frozenset("hace hacer hago".split()),
    "cual": frozenset("elegir elijo uso usar".split()),
}

# Each line is one term, then the words that share it. Snowball takes them for forms of a verb.
_GROUPS: Final = """
    camara camaras
"""

PROTECTED: Final[dict[str, str]] = {
    word: line.split()[0] for line in _GROUPS.splitlines() for word in line.split()
}
