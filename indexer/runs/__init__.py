"""One run of `index`, from the sources to the live build, and its report."""
