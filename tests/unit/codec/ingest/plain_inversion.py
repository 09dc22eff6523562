"""The sections of a segment worked out with plain lists: slow, and simple enough to be believed."""

from collections import defaultdict
from typing import Any

from indexer.analysis import ENGLISH, is_content_word
from indexer.facets import STANDARD_TABLE
from indexer.indexed_fields import GAP, TEXT_FIELDS, keyword_fields
from indexer.printed_names import title_key, unnumbered


def occurrences() -> defaultdict[str, defaultdict[bytes, list[Any]]]:
    """Return an empty {posting list: {term: ids, once an occurrence}}."""
    return defaultdict(lambda: defaultdict(list))


def _encoded(text):
    return text.encode("utf-8", "surrogatepass")


def _heading_key(text):
    printed = unnumbered(text)
    folded = title_key(printed)
    return _encoded("" if len(printed) > 200 else folded if folded == printed else f"{folded}\x1f{printed}")


def letters_in(form):
    """Return two bits for each letter of the alphabet, of the folded word, and eleven more; 0: it is no word of letters."""
    plain, _, typed = form.partition("\x1f")
    if len(plain) < 4 or not all(map(str.isalpha, plain + typed.replace("-", ""))):
        return 0
    alphabet = [sum((ord(letter) - ord("a")) % 26 == place for letter in plain) for place in range(26)]
    bits = "".join({0: "00", 1: "10"}.get(times, "11") for times in alphabet) + 11 * "1"
    return int(bits[::-1], 2)


class PlainSegment:
    """What a segment of *documents* must hold: every dictionary by its name, every other section by its own."""

    def __init__(self, documents):
        self.counts = dict.fromkeys(("resources", "passages", "lines", "documents", "positions"), 0)
        self.sections = defaultdict(list)
        self.dictionaries = {}
        self._terms = occurrences()
        self._forms = occurrences()
        self._names = occurrences()
        self._headings = []
        for name in (
            "passages.ptr", "lines.ptr", "documents.ptr", "documents.passages.ptr", "heading_path.ptr", "topic.of.ptr", "type.of.ptr", "year.of.ptr",
        ):  # fmt: skip
            self.sections[name] = [0]
        for number, document in enumerate(documents):
            self._document(number, document)
            self.counts["resources"] += 1
        self._finish(documents)

    def _document(self, number, document):
        first_passage, first_line = self.counts["passages"], self.counts["lines"]
        for bit, field in enumerate(TEXT_FIELDS):
            self.sections["fields.start"].append(self.counts["positions"])
            self.sections[f"length.{field}"].append(self._field(number, bit, field, document.fields[field]))
            self.counts["positions"] += GAP
        for passage in document.passages:
            self.sections["heading_path.lines"] += [first_line + line for line in passage.path]
            self.sections["heading_path.ptr"].append(len(self.sections["heading_path.lines"]))
            self.sections["passages.page"].append(passage.page)
            self.sections["passages.part"].append(passage.part)
        for file in document.documents:
            self.sections["documents.passages.ptr"].append(
                self.sections["documents.passages.ptr"][-1] + file.passages
            )
            self.counts["documents"] += 1
        self.sections["documents.ptr"].append(self.counts["documents"])
        self.sections["navigation"].append(int(document.navigation))
        self.counts["passages"] = first_passage + len(document.passages)
        self.counts["lines"] = first_line + len(document.fields["headings"])
        self.sections["passages.ptr"].append(self.counts["passages"])
        self.sections["lines.ptr"].append(self.counts["lines"])
        for name in keyword_fields(STANDARD_TABLE.names):
            for value in document.names[name]:
                self._names[name][_encoded(value)].append(number)

    def _field(self, number, bit, field, pieces):
        length = 0
        for place, piece in enumerate(pieces):
            if length and not piece.joined:
                self.counts["positions"] += GAP
            found = ENGLISH.analyze(piece.text)
            passage = self.counts["passages"] + place if field == "text" and len(pieces) > 1 else None
            self._piece(field, piece.text, found.terms)
            for at, term in (*enumerate(found.terms), *found.stacked):
                self._terms[field][_encoded(term)].append(number)
                self._terms["position"][_encoded(term)].append(self.counts["positions"] + at)
                if passage is not None:
                    self._terms["passage"][_encoded(term)].append(passage)
            self.counts["positions"] += len(found.terms)
            for form in found.forms:
                self._forms["form"][_encoded(form)].append((number, bit))
                if passage is not None:
                    self._forms["passage_form"][_encoded(form)].append(passage)
            self._in_names(field, found.forms, number, self.counts["lines"] + place)
            length += len(found.terms)
        return length

    def _in_names(self, field, forms, number, line):
        for form in forms:
            if field == "headings":
                self._forms["line_form"][_encoded(form)].append(line)
            if field == "title":
                self._forms["title_form"][_encoded(form)].append(number)

    def _piece(self, field, text, terms):
        content_words = sum(map(is_content_word, terms))
        if field == "title":
            self.sections["title.content_words"].append(content_words)
        if field == "headings":
            self.sections["lines.start"].append(self.counts["positions"])
            self.sections["lines.length"].append(len(terms))
            self._headings.append(_heading_key(text))
            self.sections["lines.content_words"].append(content_words)
        if field == "text":
            self.sections["passages.start"].append(self.counts["positions"])
            self.sections["passages.length"].append(len(terms))

    def _finish(self, documents):
        terms = self._dictionary("terms", self._terms["position"])
        for posting_list in (*TEXT_FIELDS, "passage", "position"):
            self._family(posting_list, terms, self._terms[posting_list], counted=posting_list != "position")
        forms = self._dictionary("forms", self._forms["form"])
        self.sections["forms.letters"] = [letters_in(form.decode("utf-8", "surrogatepass")) for form in forms]
        fields = {
            form: [(number, {bit for other, bit in found if other == number}) for number, _ in found]
            for form, found in self._forms["form"].items()
        }
        masks = {form: dict(found) for form, found in fields.items()}
        self._family("form", forms, {form: list(found) for form, found in masks.items()}, counted=False)
        for form in forms:
            self.sections["form.fields"] += [sum(1 << bit for bit in bits) for bits in masks[form].values()]
        self._family("title_form", forms, self._forms["title_form"], counted=False)
        self._family("passage_form", forms, self._forms["passage_form"], counted=False)
        self._family("line_form", forms, self._forms["line_form"], counted=False)
        for name in keyword_fields(STANDARD_TABLE.names):
            keys = self._dictionary(name, self._names[name])
            self._family(name, keys, self._names[name], counted=False)
            for document in documents:
                ordinals = [keys.index(_encoded(value)) for value in document.names[name]]
                if name in ("id", "order"):
                    self.sections[f"{name}.rank"] += ordinals
                elif name != "document":
                    self.sections[f"{name}.of.values"] += ordinals
                    self.sections[f"{name}.of.ptr"].append(len(self.sections[f"{name}.of.values"]))

        headings = occurrences()["lines"]
        for line, key in enumerate(self._headings):
            headings[key].append(line)
        keys = self._dictionary("printed_heading", headings)
        self._family("printed_heading", keys, headings, counted=False)
        self.sections["lines.heading"] = [keys.index(key) for key in self._headings]

    def _dictionary(self, name, postings):
        self.dictionaries[name] = sorted(postings)
        self.counts[name] = len(postings)
        return self.dictionaries[name]

    def _family(self, posting_list, keys, postings, *, counted):
        ids, times = self.sections[f"{posting_list}.ids"], self.sections[f"{posting_list}.tf"]
        pointers = self.sections[f"{posting_list}.ptr"]
        pointers.append(0)
        for key in keys:
            found = postings.get(key, [])
            ids += sorted(set(found))
            times += [found.count(one) for one in sorted(set(found))]
            pointers.append(len(ids))
        if not counted:
            del self.sections[f"{posting_list}.tf"]
