"""Two words in, how many letters make one of the other, out."""


def edit_distance(typed: str, meant: str, most: int) -> int | None:
    """Return how many letters must be added, left out, replaced, or swapped with the next one; None: more than *most*.

    No letter is changed twice (the restricted Damerau–Levenshtein distance).
    """
    if abs(len(typed) - len(meant)) > most:
        return None
    begin = 0
    while begin < min(len(typed), len(meant)) and typed[begin] == meant[begin]:
        begin += 1
    end = 0
    while end < min(len(typed), len(meant)) - begin and typed[-1 - end] == meant[-1 - end]:
        end += 1
    found = _distance(typed[begin : len(typed) - end], meant[begin : len(meant) - end])
    return found if found <= most else None


def _distance(typed: str, meant: str) -> int:
    if not typed or not meant:
        return len(typed) + len(meant)
    before: list[int] = []
    row = list(range(len(meant) + 1))
    for at, letter in enumerate(typed):
        following = [at + 1]
        for place, other in enumerate(meant):
            least = min(row[place + 1] + 1, following[place] + 1, row[place] + (letter != other))
            if at and place and letter == meant[place - 1] and typed[at - 1] == other:
                least = min(least, before[place - 1] + 1)
            following.append(least)
        before, row = row, following
    return row[-1]
