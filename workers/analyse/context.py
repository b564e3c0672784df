"""Whether a word found in a message is a fact: what stands around it decides.

Denied, feared, supposed, heard of, long past, or part of a drill: none of these is a fact.
Only the clause around the word counts, but for a drill the sentence.
"""

import re
from typing import NamedTuple

BEFORE, AFTER = 80, 24  # characters looked at


class Doubts(NamedTuple):
    """One language's patterns; `denied` ends at the word, `after` begins right behind it."""

    denied: re.Pattern[str]
    refused: re.Pattern[str]  # an action declined, for threats: 不想找记者
    supposed: re.Pattern[str]
    after: re.Pattern[str]
    drill: re.Pattern[str]  # anywhere in the sentence


# What ends before the clause, and before the sentence; greedy, so that the last end is found.
# A comma right behind a doubt ends nothing: 听说，3楼着火了.
CLAUSE = re.compile(
    r".*(?:[;:.!?\n。；：！？…~]"
    r"|(?<!听说)(?<!据说)(?<!担心)(?<!害怕)(?<!万一)(?<!如果)(?<!heard that)(?<!afraid)[,，])",
    re.DOTALL,
)
SENTENCE = re.compile(r".*[.!?\n。！？]", re.DOTALL)
SENTENCE_END = re.compile(r"[.!?\n。！？]")

# Each alternative begins with its word and looks behind afterwards: that is searched faster.
ZH = Doubts(
    denied=re.compile(
        r"(?:没有|没|未曾|未|无|并非|不是(?<!是不是)|不会|不可能|从未|不存在|排除|杜绝|零)"
        r"(?:发生|出现|看到|看见|发现|闻到|任何|什么|人员|人|有|再|造成|引发|引起|导致|明显|过"
        r"|的|被|真的?|因此)*$"
    ),
    refused=re.compile(
        r"(?:不|没|没有|别|无意|无须|无需)(?:是|会|想|要|愿意|打算|准备|敢|必|用|需要?)*"
        r"(?:再|去|找|请|向|通过|联系|给|跟|任何|什么)*$"
    ),
    supposed=re.compile(
        r"担心|担忧|害怕|怕(?<!不怕)|惧怕|恐惧|忧虑|万一|如果|如有|如遇|如发生|要是|假如|假设"
        r"|假使|倘|若(?:是|有|发生|遇|出现)"
        r"|一旦|一但|会不会|是否|能否|有没有|可能(?:会|要|引|导|造|发|出|有|再|被|随|性)"
        r"|可能(?<=[有极很都时全至也]可能)"
        r"|容易|极易|易(?:引|导|造|发|起|被)|随时|以免|避免|防止|防范|防火|预防|杜绝|严禁|禁止"
        r"|谨防|严防|当心"
        r"|小心(?<!不小心)|注意(?<!没注意)(?<!未注意)|差点|差一点|险些|几乎(?:被|要|着|起)|难道|非要|非得"
        r"|等(?:到|出|着|真|$)"
        r"|迟早|早晚|才会|将会|就会|会$|将$|致$|会(?:引发|引起|导致|造成|发生|出现|再|被"
        r"|有|把|将)+"
        r"|要$(?<!快要)|足以|足够|可致|设想|潜在|威胁|隐患|风险|想象|想想"
        r"|听说|据说|据传|传闻|传言|谣传|谣言|有人说|听[^，。]{1,4}说|网上说|听闻"
        r"|去年|前年|上月|上个月|以前|从前|曾|当年|那年|几年前|年前|早几年|半年|历史上|每次"
        r"|每逢|经常|常常|时常|多次|屡次|有时|时有|常有"
        r"|年(?<=[12]\d\d\d年)(?! ?\d+月 ?\d)|月份|发生过(?<!刚发生过)|出现过(?<!刚出现过)"
        r"|像(?<!好像)(?<!不像)"
    ),
    after=re.compile(
        r"(?![了着过])[^,;:.!?\n，。；：！？很太非常十极特真更]{0,8}?(?:隐患|风险|危险|的可能"
        r"|可能性|预案|演习|演练|知识)"
        r"|[^,;:.!?\n，。；：！？]{0,6}?(?:怎么办|咋办|谁(?:来|能)?负责|谁负|怎么[逃跑救]"
        r"|就完了|就晚了|吗$)"
        r"|(?:事故|的)?(?:怎么办|的话|时[^间]|是假|是谣言|是误报|误报|频发|案例|现象|报道"
        r"|时有发生|猛于虎|一样|似的)"
        r"|[^,;:.!?\n，。；：！？]{0,4}?(?:都有可能|不堪设想|无处|无法逃|如何逃|难以逃)"
    ),
    drill=re.compile(
        r"(?:演习|演练|模拟|培训|宣传|应急预案)(?<!不是演习)(?<!并非演习)(?<!不是演练)"
    ),
)

EN = Doubts(
    denied=re.compile(
        r"(?:\b(?:no|not|never|without|nobody|none|zero|cannot)|n't|\bno one|\bno longer)"
        r"(?: (?:any|real|actual|actually|visible|sign|signs|of|a|an|the|was|were|is|are|been"
        r"|being|one"
        r"|seriously|yet|more|evidence|smell|smelling|such|there|see|seen|really|people|person"
        r"|got|be|in))*\s*$"
    ),
    refused=re.compile(
        r"(?:\b(?:no|not|never|without)|n't)(?: (?:a|any|the|sign|write|file|start|want|going"
        r"|to|go|call|contact|need|wish|intend"
        r"|involve|involving|plan|planning|yet|threaten|threatening|be))*\s*$"
    ),
    supposed=re.compile(
        r"\b(?:afraid|scared|worr(?:y|ied|ies|ying)|fear(?:s|ed|ing)?|concern(?:s|ed)?|if"
        r"|unless|in case|what happens"
        r"|could(?! (?:see|smell|hear|feel))|might|may|would|risk of|risks|danger of"
        r"|potential(?:ly)?|prevent(?:s|ing)?|avoid"
        r"|almost(?! every| all)|nearly(?! every| all| \d)|suppose|imagine|someday|one day"
        r"|waiting for|likely"
        r"|prone|can (?:cause|lead|start|get|be|catch)|possib(?:le|ly|ility)|until (?:someone"
        r"|somebody|there)"
        r"|before (?:someone|somebody|anyone|there|a)|should (?:there|a)|will (?:be|get|catch"
        r"|start)|hazard"
        r"|heard (?:that|there|about|someone|somebody|from|of|rumou?rs?)|rumou?rs?|apparently"
        r"|they say|people say"
        r"|someone said|somebody said|allegedly|supposedly"
        r"|last (?:year|month|week|winter|summer|autumn|spring)|years? ago|months? ago"
        r"|previously|in the past|used to"
        r"|every time|often|sometimes|frequently)\b"
    ),
    after=re.compile(
        r"[^,;:.!?\n]{0,10}?\b(?:hazards?|risks?|dangers?|drill|exercise)\b"
        r"|[^,;.!?\n]{0,12}?\bfalse alarm"
    ),
    drill=re.compile(
        r"(?<!not a )(?<!no )\b(?:(?:fire|evacuation|safety|emergency) (?:drill|exercise|training)"
        r"|drill (?:today|tomorrow|at|on|was|is))"
    ),
)
LANGUAGES = {"zh": ZH, "en": EN}


def doubtful(text: str, start: int, end: int, language: str, *, firm: bool) -> bool:
    """Whether the word at [start, end) is not a fact; a `firm` one may be feared or announced."""
    doubts = LANGUAGES[language]
    before, after = text[max(0, start - BEFORE) : start], text[end : end + AFTER]
    clause = before[_end(CLAUSE, before) :]
    if doubts.denied.search(clause):
        return True
    behind = SENTENCE_END.split(after, 1)[0]
    if doubts.drill.search(before[_end(SENTENCE, before) :] + text[start:end] + behind):
        return True
    if firm:
        return bool(doubts.refused.search(clause))
    return bool(doubts.supposed.search(clause) or doubts.after.match(after))


def _end(mark: re.Pattern[str], text: str) -> int:
    found = mark.match(text)
    return found.end() if found else 0
