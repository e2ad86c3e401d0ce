"""Consultations in writing: opinion slips outside meetings, their answers, the summary and the result notice."""
