"""The ground floor: actor, verdict, notice, errors, clock, ids, locks, working days. No models, no pages."""
