"""Shapes of what people type on the pages of people. Files: fields, units, persons, me, catalogue."""
