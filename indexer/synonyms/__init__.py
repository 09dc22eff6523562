"""Other words for the same thing: the file that staff write (docs/configuration.md, "Synonyms")."""
