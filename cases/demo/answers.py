"""What members of the demonstration say of a case: opinions, replies, a question that is answered through the liaison."""

from accounts.models import User
from cases.demo.clock import Clock
from cases.demo.people import MODERATORS, People
from cases.demo.records import Record
from cases.desk.actions.returning import agree_to_show_reply
from cases.models import Case, Reply
from cases.thread.actions.opinions import Named, choose_just_reading, give_opinion
from cases.thread.actions.replies import Said, send_reply
from vocabulary.models import Disease


def discuss(record: Record, case: Case, *, liaison: User, people: People, clock: Clock) -> None:
    """Let members answer, each once: those who gave an opinion first, then others who just read."""
    diseases = Disease.objects.in_bulk(codes_of(record), field_name="orpha_code")
    authors = members_for(case, people, liaison)
    opinions, replies = record.get("opinions", ()), record.get("replies", ())
    for author, lines in zip(authors, opinions, strict=False):
        named = [Named(diseases[code], confidence) for code, confidence in lines]
        give_opinion(case=case, named=named, reason="", by=author, now=clock.after(1))
    for author in authors[len(opinions) : len(replies)]:
        choose_just_reading(case=case, by=author)
    for author, line in zip(authors, replies, strict=False):
        reply = say(case, line, diseases, by=author, people=people, clock=clock)
        if line["kind"] == Reply.Kind.QUESTION and "answer" in record:
            said = Said(kind=Reply.Kind.ANSWER, text=record["answer"], answers=reply)
            send_reply(case=case, said=said, by=liaison, now=clock.after(3))


def members_for(case: Case, people: People, liaison: User) -> list[User]:
    """Return the members in an order of their own for each case, so that no two cases have the same voices."""
    found = people.members(but=(case.owner, liaison))
    turn = Case.objects.filter(is_demonstration=True).count() * 5 % len(found)
    return [*found[turn:], *found[:turn]]


def say(case: Case, line: Record, diseases: dict[int, Disease], *, by: User, people: People, clock: Clock) -> Reply:
    """Send one reply. What the scanner is unsure of goes to a moderator, who shows it unless it is to wait."""
    said = Said(
        kind=line["kind"],
        text=line["text"],
        disease=diseases.get(line.get("orpha_code", 0)),
        confidence=line.get("confidence", ""),
        patients_seen=line.get("patients_seen"),
        reference=line.get("reference", ""),
    )
    reply = send_reply(case=case, said=said, by=by, now=clock.after(1), to_moderator=True).reply
    if reply.held_at and not line.get("stays_held"):
        agree_to_show_reply(reply=reply, by=people[MODERATORS[0]], now=clock.after(1))
        reply.refresh_from_db()
    return reply


def codes_of(record: Record) -> set[int]:
    opinions = {code for lines in record.get("opinions", ()) for code, _ in lines}
    return opinions | {line["orpha_code"] for line in record.get("replies", ()) if "orpha_code" in line}
