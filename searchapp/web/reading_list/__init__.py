"""A list of passages and resources that a reader keeps, whole in its address: no account, nothing stored here."""
