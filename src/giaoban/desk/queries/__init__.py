"""Reading for the desk: a person's day, the calendar, the weekly sheet."""

from giaoban.desk.queries.calendar import Cell, Day, Sheet, days_of, sheet_of, week_of
from giaoban.desk.queries.day import MyDay, my_day

__all__ = ["Cell", "Day", "MyDay", "Sheet", "days_of", "my_day", "sheet_of", "week_of"]
