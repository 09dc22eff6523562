"""The search on other sites."""
