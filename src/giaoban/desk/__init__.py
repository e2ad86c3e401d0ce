"""My day, calendar, search, the audit book: read-only pages. It owns no table."""
