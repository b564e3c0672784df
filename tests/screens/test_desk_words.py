from zlib import crc32

import pytest

from dashboard.actions import Pending
from dashboard.desk_reasons import reason
from dashboard.desk_terms import spelled
from dashboard.desk_text import cut, plain, whole
from dashboard.desk_verdict import fate
from dashboard.words import words
from models.stores.tables import AlertRow, MembershipRow

TEXT = ("空调坏了", "办公室空调不制冷，AC is not cooling")


def alert(**given: object) -> AlertRow:
    usual = {"rule": "surge", "level": 3, "status": "triggered", "since": 1}
    return AlertRow(site="s", id="a", **(usual | given))


def action(kind: str, wanted: str = "") -> Pending:
    return Pending("s", 7, "a", kind, wanted)


ACKNOWLEDGED = action("alert.acknowledged", "me")


@pytest.mark.parametrize(
    ("sentence", "done", "row", "expected"),
    [
        ("the first to answer has it", ACKNOWLEDGED,
         alert(status="acknowledged", acknowledged_by="me"), "done"),
        ("the second is told who was first", ACKNOWLEDGED,
         alert(status="acknowledged", acknowledged_by="lead"), "by_other"),
        ("an alert that is over needs no answer", ACKNOWLEDGED, alert(status="resolved"), "over"),
        ("one that rose since waits for an answer again", ACKNOWLEDGED, alert(), "again"),
        ("an alert that no record knows took no effect", ACKNOWLEDGED, None, "unknown"),
        ("handed over, it is the other's", action("alert.handed_over", "lead"),
         alert(status="acknowledged", acknowledged_by="lead"), "done"),
        ("declared over, it is over", action("alert.resolved"), alert(status="resolved"), "done"),
        ("a verdict stands until another is given", action("alert.judged", "right"),
         alert(verdict="false_alarm"), "by_other"),
        ("what was over before cannot be escalated", action("alert.escalated"),
         alert(status="resolved"), "over"),
        ("a step that was taken is done", action("cluster.worked"), None, "done"),
    ],
)  # fmt: skip
def test_the_fold_decides_what_became_of_an_action(
    sentence: str, done: Pending, row: AlertRow | None, expected: str
) -> None:
    """Once the records have passed the event, they tell."""
    assert fate(done, 7, set_aside=False, alert=row) == expected, sentence


def test_an_action_is_pending_until_the_records_have_passed_it() -> None:
    """Whatever the record says before, it does not know of the action yet."""
    row = alert(status="acknowledged", acknowledged_by="lead")
    assert fate(ACKNOWLEDGED, 6, set_aside=False, alert=row) == "pending"


def test_an_event_that_was_set_aside_took_no_effect() -> None:
    """The person who acted is told so."""
    assert fate(ACKNOWLEDGED, 9, set_aside=True, alert=alert()) == "set_aside"


def test_shared_words_are_found_again_in_the_text() -> None:
    """From the hash of a word and a text that has it comes the word, in the order of the hashes."""
    hashes = [crc32(word.encode()) for word in ("不制冷", "空调", "cool", "电梯")]
    assert spelled(hashes, *TEXT) == ["不制冷", "空调", "cool"]


def test_a_reason_tells_likeness_place_time_and_shared_words() -> None:
    """Everything the decision rested on can be read."""
    row = MembershipRow(
        site="s", complaint="b", cluster="a", like="a", score=624, place=0, minutes=38,
        shared=str(crc32("空调".encode())), at=1,
    )  # fmt: skip
    assert reason(words("zh_CN"), row, {"a": 10}, *TEXT) == (
        "与 #10 相似（0.62） · 同一位置 · 相隔38分 · 共同关键词：空调"
    )
    assert reason(words("en"), row, {}).endswith("1 shared word")


def test_a_person_s_decision_and_the_first_complaint_have_reasons_too() -> None:
    """Nothing stands in a cluster without a reason."""
    by_hand = MembershipRow(site="s", complaint="b", cluster="a", by="duty", at=1)
    assert reason(words("zh_CN"), by_hand, {}) == "由 duty 人工归入"
    assert reason(words("zh_CN"), None, {}) == "首件"


def test_what_turns_or_hides_a_line_is_taken_out_of_it() -> None:
    """Control and direction characters go; what people wrote stays, markup and all."""
    assert plain("a\u202eb\x00\x1b[31m\n <b>") == "ab[31m <b>"
    assert whole("a\n\u2066b", 2) == "a\n"
    assert cut("十个字的一句话很长", 5) == "十个字的…"
