"""Queries in, ranked answers out; reads builds, never writes one."""
