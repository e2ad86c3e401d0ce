"""Pages of people. Files: units, persons, me, groups, catalogue, importing; forms are answered by ``answering``."""
