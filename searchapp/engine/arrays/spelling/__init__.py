"""Help with misspelt words over the arrays of a build."""
