"""The engines that are compared, behind one shape: each answers the same questions about the same documents."""
