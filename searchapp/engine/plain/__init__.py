"""The plain engine: matching, scoring and counting in straightforward Python that can be seen to be right."""
