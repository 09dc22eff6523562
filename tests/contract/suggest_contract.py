"""What any engine must suggest while someone types."""

import pytest

from tests.making import make_passage, make_resource


def texts(found):
    return [suggestion.text for suggestion in found]


def kinds(found):
    return {suggestion.text: suggestion.kind for suggestion in found}


class SuggestContract:
    def test_titles_topics_headings_and_acronyms_are_suggested(self, engine_for):
        engine = engine_for(
            make_resource(
                "a",
                title="Crisis care",
                topics=("Crisis Response",),
                passages=(make_passage("Text.", "Crisis lines (CRT)"),),
            )
        )

        assert kinds(engine.suggest("cr")) == {
            "Crisis care": "title",
            "Crisis Response": "topic",
            "Crisis lines (CRT)": "heading",
            "CRT": "acronym",
        }

    def test_entries_of_the_same_words_are_one(self, engine_for):
        headings = (
            "foreign-key-clause",
            "foreign-key-clause:",
            "Foreign key clause",
            "Foreign C",
            "Foreign C++",
        )
        engine = engine_for(
            make_resource(
                "a", title="Syntax", passages=tuple(make_passage("Text.", each) for each in headings)
            ),
            make_resource("b", title="Topics", topics=("Foreign key clause.", "foreign-key-clause")),
        )

        found = texts(engine.suggest("foreign"))

        assert sorted(found[1:]) == ["Foreign C", "Foreign C++"]
        assert found[0] in {"Foreign key clause.", "foreign-key-clause"}

    def test_a_title_says_which_resource_and_a_topic_which_page(self, engine_for):
        engine = engine_for(
            make_resource("a", title="Mobile teams", url="https://example.org/a", topics=("Mobile phones",))
        )

        title, topic = engine.suggest("mob")

        assert (title.resource.id, title.resource.url, title.slug) == ("a", "https://example.org/a", None)
        assert (topic.resource, topic.slug) == (None, "mobile-phones")

    @pytest.mark.parametrize(
        "typed",
        [
            "use", "use of f", "USE OF FO", "for", "force use", "reporting us", "  use   of  force ", "rep",
            "use of force reporting", "“use of fo",
        ],
    )  # fmt: skip
    def test_any_word_may_begin_with_what_was_typed_and_words_come_in_any_order(self, engine_for, typed):
        engine = engine_for(
            make_resource("a", title="Use of Force Reporting"), make_resource("b", title="Mobile teams")
        )

        assert texts(engine.suggest(typed)) == ["Use of Force Reporting"]

    @pytest.mark.parametrize("typed", ["forc reporting", "of", "orce", "force video", "text"])
    def test_a_word_begins_where_it_begins_and_texts_and_summaries_are_no_entries(self, engine_for, typed):
        engine = engine_for(
            make_resource("a", title="Mobile teams", summary="Use of force reporting", text="Text of video")
        )

        assert engine.suggest(typed) == ()

    @pytest.mark.parametrize(
        "typed", ["deesc", "de-esc", "DE ESC", "De-Escalation", "deescalation tra", "tr-de"]
    )
    def test_hyphens_do_not_matter(self, engine_for, typed):
        engine = engine_for(make_resource("a", title="De-escalation training"))

        assert texts(engine.suggest(typed)) == ["De-escalation training"]

    @pytest.mark.parametrize("typed", ["cafe", "CAFÉ", "café", "resume", "officers", "officer's", "officer"])
    def test_accents_capitals_and_apostrophes_do_not_matter(self, engine_for, typed):
        engine = engine_for(make_resource("a", title="Café résumés: the officer’s guide"))

        assert len(engine.suggest(typed)) == 1

    @pytest.mark.parametrize("typed", ["polcing", "policng", "poliicng", "plicing", "policimg", "polixi"])
    def test_one_edit_is_forgiven_where_few_entries_have_what_was_typed(self, engine_for, typed):
        engine = engine_for(make_resource("a", title="Policing in schools"))

        assert texts(engine.suggest(typed)) == ["Policing in schools"]

    @pytest.mark.parametrize("typed", ["bolicing", "plcng", "pxlixing", "scho1", "cat"])
    def test_the_first_letter_two_edits_digits_and_short_words_are_not(self, engine_for, typed):
        engine = engine_for(make_resource("a", title="Policing cuts in schools"))

        assert engine.suggest(typed) == ()

    def test_nothing_is_guessed_where_enough_entries_have_what_was_typed(self, engine_for):
        right = [make_resource(f"right{number}", title=f"Dessert number {number}") for number in range(3)]
        engine = engine_for(*right, make_resource("near", title="Desert number 4"))

        assert "Desert number 4" not in texts(engine.suggest("dessert"))
        assert texts(engine.suggest("desserx"))  # no one has that

    def test_of_several_words_none_is_guessed_where_an_entry_has_them_all(self, engine_for):
        engine = engine_for(
            make_resource("right", title="Dessert recipes"), make_resource("near", title="Desert recipes")
        )

        assert texts(engine.suggest("dessert rec")) == ["Dessert recipes"]
        assert texts(engine.suggest("desserx rec")) == ["Dessert recipes"]
        assert texts(engine.suggest("desserrt rec")) == ["Dessert recipes"]

    def test_at_most_eight_and_at_most_as_many_as_are_wanted(self, engine_for):
        engine = engine_for(*(make_resource(f"r{n}", title=f"Guide {n}") for n in range(20)))

        assert len(engine.suggest("guide")) == 8
        assert len(engine.suggest("guide", 3)) == 3
        assert len(engine.suggest("guide", 100)) == 8
        assert engine.suggest("guide", 0) == ()
        assert engine.suggest("guide", 3) == engine.suggest("guide")[:3]

    def test_each_text_is_suggested_once_whatever_prints_it(self, engine_for):
        engine = engine_for(
            make_resource("b", title="Use of Force"),
            make_resource("a", title="Use of force", topics=("Use of Force",)),
            make_resource("c", title="Other", passages=(make_passage("Text", "USE OF FORCE"),)),
        )

        (found,) = engine.suggest("use of")

        assert (found.kind, found.resource.id) == ("title", "a")

    def test_what_begins_with_the_typed_text_comes_first_then_what_has_its_words_whole(self, engine_for):
        engine = engine_for(
            make_resource("begun", title="Our articles"),
            make_resource("whole", title="Our art"),
            make_resource("begins", title="Articles of law and of peace"),
            make_resource("both", title="Art of law and of peace"),
        )

        assert texts(engine.suggest("art")) == [
            "Art of law and of peace",
            "Articles of law and of peace",
            "Our art",
            "Our articles",
        ]

    def test_titles_come_before_topics_and_these_before_headings(self, engine_for):
        engine = engine_for(
            make_resource(
                "a",
                title="Patrol by boat",
                topics=("Patrol by car",),
                passages=(make_passage("Text", "Patrol by bus"),),
            )
        )

        assert texts(engine.suggest("patrol")) == ["Patrol by boat", "Patrol by car", "Patrol by bus"]

    def test_a_topic_of_many_resources_comes_before_titles(self, engine_for):
        engine = engine_for(
            *(
                make_resource(f"r{n}", title=f"Patrol {n}", topics=("Patrol cars and boats",))
                for n in range(30)
            )
        )

        assert texts(engine.suggest("patrol"))[0] == "Patrol cars and boats"

    def test_entries_of_which_more_was_typed_come_first(self, engine_for):
        engine = engine_for(
            make_resource("a", title="Patrol by boat and car"), make_resource("b", title="Patrolling")
        )

        assert texts(engine.suggest("patrol"))[-1] == "Patrolling"  # not whole
        assert texts(engine.suggest("patro"))[0] == "Patrolling"

    @pytest.mark.parametrize(
        "typed",
        ["", "   ", "?!", "\x00", "\ud800", "-video", "crisis -video", "x" * 5000, "a " * 3000, "🚓", "ﬀ"],
    )
    def test_no_text_raises_and_nothing_that_is_no_beginning_finds_anything(self, engine_for, typed):
        engine = engine_for(make_resource("a", title="Crisis video"))

        assert engine.suggest(typed) == ()

    def test_short_forms_in_capitals_are_acronyms_and_shouting_and_numerals_are_not(self, engine_for):
        engine = engine_for(
            make_resource("a", title="SROs and R&D, Part III, of THE police"),
            make_resource("b", title="CRISIS CARE NOW"),
        )

        found = [
            suggestion.text
            for typed in ("s", "r", "r&d", "i", "t", "c", "n")
            for suggestion in engine.suggest(typed)
            if suggestion.kind == "acronym"
        ]
        assert found == ["SRO", "R&D", "R&D"]

    def test_an_acronym_is_found_as_it_is_typed_in_small_letters(self, engine_for):
        engine = engine_for(make_resource("a", title="Crisis Intervention Team (CIT) programs"))

        assert texts(engine.suggest("cit")) == ["CIT", "Crisis Intervention Team (CIT) programs"]

    def test_a_resource_without_a_title_suggests_none(self, engine_for):
        engine = engine_for(make_resource("untitled-guide", title=None, text="Untitled guide to boats"))

        assert engine.suggest("untitled") == ()

    def test_texts_in_other_languages_are_suggested_too(self, engine_for):
        engine = engine_for(make_resource("a", title="La policía local y el niño", language="es"))

        assert len(engine.suggest("policia")) == len(engine.suggest("nin")) == 1
