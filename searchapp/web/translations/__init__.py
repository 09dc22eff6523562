"""The words of the pages in each language: catalogues in, the language of the reader out."""
