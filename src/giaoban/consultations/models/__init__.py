"""A consultation in writing, the slips it sends out, and every answer that came back."""

from giaoban.consultations.models.consultation import Consultation, Question
from giaoban.consultations.models.slip import Opinion, OpinionLine, OpinionSlip, Treatment

__all__ = ["Consultation", "Opinion", "OpinionLine", "OpinionSlip", "Question", "Treatment"]
