"""Who may conclude, and who may draw up, approve and issue the papers of the record."""

from giaoban.kernel.actor import Actor
from giaoban.kernel.rules import YES, Verdict, no
from giaoban.meetings.models import Conclusion, Meeting, RecordPaper
from giaoban.meetings.permissions.before import prepares
from giaoban.meetings.queries import after
from giaoban.signing import permissions as signing
from giaoban.signing.queries import is_signed

State = Meeting.State
HELD = frozenset({State.RUNNING, State.CLOSED, State.CONCLUDED})


def may_conclude(by: Actor, meeting: Meeting) -> Verdict:
    """Chair, secretary and the Office write conclusions from the start until the notice is issued (END-1)."""
    if not prepares(by, meeting):
        return no("meetings.only_the_desk")
    if meeting.state not in HELD:
        return no("meetings.not_begun")
    return no("meetings.conclusions_are_issued") if meeting.state == State.CONCLUDED else YES


def may_change_conclusion(by: Actor, conclusion: Conclusion) -> Verdict:
    """A draft is changed; a final one is withdrawn first."""
    verdict = may_conclude(by, conclusion.meeting)
    if verdict and conclusion.state == Conclusion.State.FINAL:
        return no("meetings.conclusion_is_final")
    return verdict


def may_draw_up(by: Actor, meeting: Meeting) -> Verdict:
    """Chair, secretary and the Office draw up notice and minutes of a meeting that is over."""
    if not prepares(by, meeting):
        return no("meetings.only_the_desk")
    return YES if meeting.state in {State.CLOSED, State.CONCLUDED} else no("meetings.still_running")


def may_change_paper(by: Actor, paper: RecordPaper) -> Verdict:
    """Whoever draws up a paper changes it while it is a draft."""
    verdict = may_draw_up(by, paper.meeting)
    if not verdict:
        return verdict
    if paper.state in {RecordPaper.State.ISSUED, RecordPaper.State.SUPERSEDED}:
        return no("meetings.paper_is_issued")
    return YES if paper.state == RecordPaper.State.DRAFT else no("meetings.paper_is_submitted")


def may_issue(by: Actor, paper: RecordPaper) -> Verdict:
    """Whoever draws up the paper issues it once the chair has approved."""
    verdict = may_draw_up(by, paper.meeting)
    if not verdict:
        return verdict
    return YES if paper.state == RecordPaper.State.APPROVED else no("meetings.paper_not_approved")


def may_supersede(by: Actor, paper: RecordPaper) -> Verdict:
    """An issued paper is never changed; a new version takes its place."""
    verdict = may_draw_up(by, paper.meeting)
    if not verdict:
        return verdict
    return YES if paper.state == RecordPaper.State.ISSUED else no("meetings.paper_not_issued")


def may_add_signed(by: Actor, paper: RecordPaper) -> Verdict:
    """The signer, and whoever draws up the paper, bring its signed copy once it is issued."""
    if not by.answers_for(paper.signer_id) and not prepares(by, paper.meeting):
        return no("meetings.only_the_desk")
    return YES if paper.state == RecordPaper.State.ISSUED else no("meetings.paper_not_issued")


def may_sign(by: Actor, paper: RecordPaper, whose: str) -> Verdict:
    """The signer signs with the own key, of minutes the secretary too; the Office with the agency's, after the signer.

    Nobody else uses a person's key, not even who holds that person's authority.
    """
    if paper.state != RecordPaper.State.ISSUED or paper.document is None:
        return no("meetings.paper_not_issued")
    if whose == "agency":
        verdict = signing.may_sign_for_agency(by, after.issuer_of(paper).pk)
        return verdict if not verdict or is_signed(paper.document) else no("signing.person_first")
    if paper.kind == RecordPaper.Kind.MINUTES and by.is_person(paper.meeting.secretary_id):
        return YES
    return signing.may_sign_for_person(by, paper.signer_id)


def may_sign_here(by: Actor, paper: RecordPaper) -> dict[str, Verdict]:
    """Return for whom this person may sign with a key of this system, as far as there is one: what pages offer."""
    return {
        whose: verdict
        for whose in ("person", "agency")
        if ((verdict := may_sign(by, paper, whose)) or verdict.reason == "signing.person_first")
        and after.key_holder(paper, whose, by)
    }


def paper_abilities(by: Actor, paper: RecordPaper) -> dict[str, Verdict]:
    """Return every verb of a paper of the record with its verdict."""
    return {
        "change": may_change_paper(by, paper),
        "issue": may_issue(by, paper),
        "supersede": may_supersede(by, paper),
        "add_signed": may_add_signed(by, paper),
    }
