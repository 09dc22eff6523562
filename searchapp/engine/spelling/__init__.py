"""A word as typed and the forms that a library prints in, the word that was perhaps meant out."""
