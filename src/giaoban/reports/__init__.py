"""What units report every week before their briefing, and the phases in which branches come to meet online."""
