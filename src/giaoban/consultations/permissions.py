"""Who may do what: the officer in charge runs a consultation, a leader approves and signs, those asked answer."""

from collections.abc import Callable

from giaoban.consultations import queries
from giaoban.consultations.models import Consultation, OpinionSlip
from giaoban.consultations.models.consultation import BEFORE
from giaoban.consultations.queries import signing
from giaoban.kernel.actor import Actor
from giaoban.kernel.rules import YES, Verdict, no
from giaoban.people import queries as people
from giaoban.signing import permissions as keys
from giaoban.signing.queries import is_signed

State = Consultation.State
NOT_TO_SEND = {
    State.SUBMITTED: "consultations.waits_for_approval",
    State.CANCELLED: "consultations.called_off",
}


def may_draft(by: Actor) -> Verdict:
    """Whoever works in a unit may draft; a leader's approval stands before the sending."""
    return YES if by.user_id and by.units and not by.is_guest else no("consultations.only_members")


def _officer(by: Actor, consultation: Consultation) -> bool:
    return by.answers_for(consultation.officer_id)


def _by_officer(by: Actor, consultation: Consultation, *states: str, reason: str) -> Verdict:
    if not _officer(by, consultation):
        return no("consultations.only_the_officer")
    return YES if consultation.state in states else no(reason)


def may_edit(by: Actor, consultation: Consultation) -> Verdict:
    """The officer rewrites a draft; what waits for the leader is taken back first."""
    return _by_officer(by, consultation, State.DRAFT, reason="consultations.not_a_draft")


def may_submit(by: Actor, consultation: Consultation) -> Verdict:
    """The officer puts a draft before the leader."""
    return _by_officer(by, consultation, State.DRAFT, reason="consultations.not_a_draft")


def may_take_back(by: Actor, consultation: Consultation) -> Verdict:
    """The officer takes back what waits for the leader, or was approved and not sent yet."""
    states = (State.SUBMITTED, State.APPROVED, State.SIGNING)
    return _by_officer(by, consultation, *states, reason="consultations.nothing_to_take_back")


def may_send(by: Actor, consultation: Consultation) -> Verdict:
    """The officer sends what is approved; who leads the asking unit sends a draft without asking."""
    if not _officer(by, consultation):
        return no("consultations.only_the_officer")
    if consultation.state == State.DRAFT:
        return YES if queries.leads_unit(by, consultation.unit_id) else no("consultations.needs_approval")
    if consultation.state == State.APPROVED:
        return YES
    return no(NOT_TO_SEND.get(State(consultation.state), "consultations.sent_already"))


def may_answer_slip(by: Actor, slip: OpinionSlip) -> Verdict:
    """Whoever is asked answers; so does the substitute, a delegate, and a leader of the unit asked."""
    return _takes_answers(slip.consultation) if is_asked(by, slip) else no("consultations.not_asked")


def is_asked(by: Actor, slip: OpinionSlip) -> bool:
    """Tell whether the slip is this person's to answer, in the own name or on behalf."""
    led = slip.unit_id is not None and slip.unit_id in queries.led_units(by)
    return by.answers_for(slip.user_id) or by.is_person(slip.substitute_id) or led


def _takes_answers(consultation: Consultation) -> Verdict:
    if consultation.takes_answers:
        return YES
    return no("consultations.past_due" if consultation.is_past_due else "consultations.takes_no_answers")


def may_answer(by: Actor, consultation: Consultation) -> Verdict:
    """Tell whether the person has a slip here that may be answered now."""
    if not queries.slips_of(by, consultation):
        return no("consultations.not_asked")
    return _takes_answers(consultation)


def may_name_substitute(by: Actor, slip: OpinionSlip) -> Verdict:
    """Whoever is asked, or holds that person's authority, asks somebody else to answer."""
    if not by.answers_for(slip.user_id):
        return no("consultations.not_asked")
    return _takes_answers(slip.consultation)


def may_remind(by: Actor, consultation: Consultation) -> Verdict:
    """The officer reminds while answers may come."""
    if not _officer(by, consultation):
        return no("consultations.only_the_officer")
    return _takes_answers(consultation)


def may_extend(by: Actor, consultation: Consultation) -> Verdict:
    """The officer moves the deadline, also after it has passed, until it is closed."""
    return _by_officer(by, consultation, State.OPEN, reason="consultations.not_open")


def may_close(by: Actor, consultation: Consultation) -> Verdict:
    """The officer closes once the day has passed, or earlier when everybody has answered."""
    verdict = _by_officer(by, consultation, State.OPEN, reason="consultations.not_open")
    if not verdict or consultation.is_past_due:
        return verdict
    return no("consultations.not_all_answered") if consultation.slips.filter(opinion=None).exists() else YES


def may_cancel(by: Actor, consultation: Consultation) -> Verdict:
    """The officer or the leader who approved it calls it off, until it is closed."""
    if not (_officer(by, consultation) or by.answers_for(consultation.approver_id)):
        return no("consultations.only_the_officer")
    return YES if consultation.state in {*BEFORE, State.OPEN} else no("consultations.not_to_cancel")


def may_treat(by: Actor, consultation: Consultation) -> Verdict:
    """The officer says what becomes of each opinion, after closing and before the notice goes out."""
    return _by_officer(by, consultation, State.CLOSED, reason="consultations.not_closed")


def may_publish(by: Actor, consultation: Consultation) -> Verdict:
    """The officer puts the result notice before the leader; who leads the unit issues it at once."""
    return _by_officer(by, consultation, State.CLOSED, reason="consultations.not_closed")


def may_issue(by: Actor, consultation: Consultation) -> Verdict:
    """An officer who is the leader, or today leads the unit that asked without one, issues without asking anybody."""
    verdict = may_publish(by, consultation)
    if not verdict:
        return verdict
    named = consultation.approver_id is not None
    own = by.is_person(consultation.approver_id) if named else queries.leads_unit(by, consultation.unit_id)
    return YES if own else no("consultations.needs_approval")


def is_near(by: Actor, consultation: Consultation) -> bool:
    """Tell whether the person stands on the asking side: the officer, the leaders, the Office, inspectors."""
    own = _officer(by, consultation) or by.answers_for(consultation.approver_id)
    return own or consultation.unit_id in people.watched_units(by)


def may_read_opinions(by: Actor, consultation: Consultation) -> Verdict:
    """Who said what: the officer, the leaders, the Office; those asked once the result is published."""
    reads = consultation.state == State.PUBLISHED or is_near(by, consultation)
    return YES if reads else no("consultations.not_published")


def may_add_document(by: Actor, consultation: Consultation) -> Verdict:
    """The officer adds papers while it is a draft: what was approved and sent stays as it was."""
    return _by_officer(by, consultation, State.DRAFT, reason="consultations.not_a_draft")


def may_add_notice(by: Actor, consultation: Consultation) -> Verdict:
    """The issued notice is added by whoever signs it, or issues it at once."""
    signs = by.answers_for(consultation.approver_id) or _officer(by, consultation)
    return YES if signs and consultation.state in {State.CLOSED, State.SIGNING} else no("consultations.not_closed")


def may_sign_notice(by: Actor, consultation: Consultation, whose: str) -> Verdict:
    """The leader signs the issued notice with the own key; the Office with the agency's, after the leader."""
    document = signing.notice_document(consultation)
    if consultation.state != State.PUBLISHED or document is None:
        return no("consultations.not_published")
    if whose == "agency":
        verdict = keys.may_sign_for_agency(by, signing.issuer_of(consultation).pk)
        return verdict if not verdict or is_signed(document) else no("signing.person_first")
    return keys.may_sign_for_person(by, signing.signer_of(consultation).pk)


def may_sign_here(by: Actor, consultation: Consultation) -> dict[str, Verdict]:
    """Return for whom this person may sign with a key of this system, as far as there is one: what pages offer."""
    return {
        whose: verdict
        for whose in ("person", "agency")
        if ((verdict := may_sign_notice(by, consultation, whose)) or verdict.reason == "signing.person_first")
        and signing.key_holder(consultation, whose, by)
    }


Rule = Callable[[Actor, Consultation], Verdict]
RULES: dict[str, Rule] = {
    "edit": may_edit,
    "submit": may_submit,
    "take_back": may_take_back,
    "send": may_send,
    "answer": may_answer,
    "remind": may_remind,
    "extend": may_extend,
    "close": may_close,
    "cancel": may_cancel,
    "treat": may_treat,
    "publish": may_publish,
    "read_opinions": may_read_opinions,
    "add_document": may_add_document,
}


def abilities(by: Actor, consultation: Consultation) -> dict[str, Verdict]:
    """Return every verb with its verdict, so that pages never derive a rule themselves."""
    return {verb: rule(by, consultation) for verb, rule in RULES.items()}
