"""Units and people as Excel: read a table, compare it with what is there, write a template or an export."""
