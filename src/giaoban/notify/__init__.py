"""Telling people, and not telling them twice."""
