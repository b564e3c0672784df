"""Whether a word found in a message is a fact of now: what stands around it decides.

Denied, supposed, feared, heard of, past or mended, usual, part of a drill or a play, or said in
passing deep in a long letter: none of these is a danger now. The clause around the word counts;
for the past, for a drill and for a word of now, the sentence.
"""

import re
from collections.abc import Collection
from typing import Literal, NamedTuple

BEFORE, AFTER = 80, 40  # characters looked at
WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day\b"
OPENING = {"zh": 120, "en": 400}  # characters in which who reports a danger has said so

Doubt = Literal["supposed", "feared", "told", "often", "past", "risk", "after", "deep", "others"]

# Each alternative begins with its word and looks behind afterwards: that is searched faster.
ZH = {
    "supposed": (
        r"万一|如果|如有|如遇|如发生|要是|假如|假设|假使|倘|若(?:是|有|发生|遇|出现)|设想|想象|想想"
        r"|一旦|一但|会不会|是否|能否|有没有|请问(?!.*是不是)|以防|以免|避免|防止|防范|防火(?![门卷通])|预防"
        r"|杜绝|严禁|禁止|谨防|严防|当心|小心(?<!不小心)|注意(?<!没注意)(?<!未注意)"
        r"|别让|不要让|免得|差点|差一点|险些|几乎(?:被|要|着|起)|难道|非要|非得|等(?:到|出|着|真|$)|到时|有朝一日"
        r"|迟早|早晚|总有|才会|将会|就会|会$|将$|致$|致人$|恐$|恐会|只是时间|哪天|赶在|千万别"
        r"|会(?:立即|引发|引起|导致|造成|发生|出现|再|被|有|把|将|致人)+|要$(?<!快要)|足以|足够|可致"
        r"|像(?<!好像)(?<!不像)(?<!闻着像)(?<!起来像)|比如|例如|譬如|诸如|以为(?<!不以为)|误认|错认|错把|误当"
        r"|不似|唔似|不像(?=着火|起火|失火)|当是(?<![应相]当是)|还当|当成|请勿|切勿|非$|一不留神|模仿|假装|嗓子|钱包|股票|韭菜"
        r"|问(?<!请问)(?<!想问)[^，。]{0,4}是不是"
        r"|(?:气|笑|忙|急|渴|贵)[得到][^，。]{0,3}$|走得[^，。]{0,3}$|排到$"
    ),
    "feared": (
        r"担心|担忧|害怕|怕(?<!不怕)|惧怕|恐惧|忧虑|提心吊胆|随时|容易|极易|易$|易(?:引|导|造|发|起|被|碎|滑|燃|爆)"
        r"|可能(?:会|要|引|导|造|发|出|有|再|被|随|性)|可能(?<=[有极很都时全至也]可能)"
        r"|潜在|威胁|隐患|风险|的危险|快要?[热闷气冷饿累晒臭熏吵急]?$"
    ),
    "told": (
        r"视频里|网上|网传|电视上|报纸上|朋友[说讲]|同事说他|有人讲|老家|他们那|别的楼|别处|(?:看到?|刷到)[^，。]{0,8}视频"
        r"|感谢|多亏|表扬|谢谢(?:你们|师傅|保安|物业|大家|及时)"
        r"|听说|据说|据传|传闻|传言|谣传|谣言|有人说|听[^，。]{1,4}说|网上说|听闻|据报道|新闻|看了?到[^，。]*"
        r"(?:报道|连续|好几|一些|别的|其他)|(?:[又某每]一个|好几个|别的|其他|人家|外地)(?:小区|商场|楼盘)"
    ),
    "often": (
        r"每次|每逢|经常|常常|时常|多次|屡次|屡屡|数次|频繁|频频|接二连三|有时|时有|常有|天天|每天|每晚"
        r"|每到|常年|每年|每月|一年|平均|(?:[2-9]|\d\d|[二两三四五六七八九十几多])[起次处]"
    ),
    "past": (
        r"万一|一旦|试想|去年|前年|上个?(?:月|周|礼拜|星期)|上次|上回|那次|以前|从前|此前|先前|曾|当年|当时|那年|那天|年前|早几年"
        r"|几年|近年|往年|半年|历史上|前几天|前两天|前些|前不久|前段时间|除夕|日前|事发|历经|经历|早已"
        r"|今年|年(?<=[12]\d\d\d年)(?![^。]*\d ?[时点:：])|月份"
        r"|[12]\d\d\d[./-]\d+[./-]\d+(?! ?\d+ ?[时点:：])|月(?<=\d月)底?(?![^。]*\d ?[时点:：])"
        r"|发生过(?<!刚发生过)|出现过(?<!刚出现过)"
    ),
    "risk": (
        r"(?![了着过])[^,;:.!?\n，。；：！？很太非常十极特真更]{0,12}?(?:隐患|风险|危险|的可能|可能性)"
        r"|的?(?:问题|事件|情况|事情|乱象|现象)|一事"
    ),
    "after": (
        r"(?![了着过])[^,;:.!?\n，。；：！？]{0,8}?(?:预案|演习|演练|知识)"
        r"|[^,;:.!?\n，。；：！？]{0,6}?(?:怎么办|咋办|谁(?:来|能)?负责|谁负|怎么[逃跑救]|拿什么[救灭]|往哪儿?[跑逃]"
        r"|就完了|就晚了|吗$|我负责|归谁|怎么(?:举报|预防|赔)|的正确|名字|打哪|先打|在哪[打办看]|怎么算|赔不赔)"
        r"|险(?![些情])|(?:的|那|这){1,2}[事次回](?![儿情故件])|那[户家位]"
        r"|[^。！？\n]*?(?:其实|虚惊|结果(?:是|发现)(?!.*[烧漏破断着]))"
        r"|[^。！？\n]*?(?<![没未不])(?:(?:已经?|早就?)(?:修好|更?换|拖走|清走|清掉|解决|处理|恢复|抽干)(?!不)"
        r"|(?:修好|换好|换新的?|拖走|清走|抽干|调解完|处理完|解决|恢复)了(?![吗没再]))"
        r"|(?:了|的话)?(?:你们|物业|我们)?也(?:是|得|要|只能|只会)+(?:先|排|等|走|填|拖|轮)|也排不上"
        r"|(?:事故|事件|案件)?(?:了|的)?(?:怎么办|的话|时[^间]|是假|是谣言|是误报|误报|频发|频繁"
        r"|案例|报道|时有发生|猛于虎|一样|似的|之后|以后|过后|以来|至今|赔偿|处理结果|原因|调查"
        r"|认定|鉴定|责任|善后|不久|那天|那次|当天|当晚|当时|才(?:能|会|肯|知道|重视|管))"
        r"|[^,;:.!?\n，。；：！？]{0,4}?(?:都有可能|不堪设想|无处|无法逃|如何逃|难以逃|只是时间)"
        r"|[^,;:.!?\n，。；：！？]{0,10}?(?:将会|就会|会是)|[^,;:.!?\n，。；：！？]{0,3}?(?:年|个月)了?"
    ),
    "drill": (
        r"(?:演习|演练|模拟|培训|宣传|应急预案|急救课|讲座)(?<!不是演习)(?<!并非演习)(?<!不是演练)"
        r"|虚惊一场|误会一场|是演的|演出来的|是道具|拍戏|剧组|话剧|化妆(?![间室品店柜])|假[血人]|海报[上画]|电影里|烟雾机|[放是]干冰"
        r"|讽刺一下|打个比方|夸张|游戏(?:里|大?喊)|店名|名字(?=吓|叫|起)"
    ),
    "now": (
        r"现在(?!的)|正在|正(?=[冒烧往漏着起])|刚|此刻|此时|目前(?!为止)|眼下|今[天早晚晨日]"
        r"|昨[天晚夜日]|还有人|快来|快点|救命|(?:赶紧|赶快|马上|立刻|立即|尽快)(?:派|来|过来)|紧急"
    ),
    "again": r"又|再次|(?<!早)已",
    "denied": (
        r"(?:没[有油]|木有|冇|没|未曾|未|无|并非|不是(?<!是不是)|不会|不可能|从未|不存在|排除|杜绝|零)"
        r"(?:发生|出现|看到|看见|发现|闻到|任何|什么|人员|人|有|再|造成|引发|引起|导致|明显|过"
        r"|的|被|真的?|因此)*$"
    ),
    "others": (
        r"(?:楼上|楼下|隔壁|对门|邻居|房东|互相|对方|彼此)"
        r"(?![^，,。]*(?:我们|你们|物业|管家|我[要就去会找已]))"
    ),
    "refused": (
        r"(?:不|没|没有|别|无意|无须|无需)(?:是|会|想|要|愿意|打算|准备|敢|必|用|需要?)*"
        r"(?:再|去|找|请|向|通过|联系|给|跟|任何|什么)*$"
    ),
}

EN = {
    "supposed": (
        r"\b(?:if|unless|in case|what happens|might|would|prevent(?:s|ing)?|avoid"
        r"|do you (?:have|keep|sell|offer)|are we allowed|how (?:do|can) (?:i|we)"
        r"|insurance (?:for|against)|my wallet|daylight robbery"
        r"|looks? like|looked like|almost(?! every| all)|nearly(?! every| all| \d)|suppose|imagine"
        r"|all but(?! one| two| me)|practically|ask(?:s|ed|ing)? (?:\w+ ){0,2}whether"
        r"|someday|one day"
        r"|mist(?:ook|aken)|thought (?:it|that|this|there|they"
        r"|(?:the|my|our|someone|somebody)\b[^,;.!?]{0,24} (?:was|were|had))"
        r"|waiting for|can (?:cause|lead|start|get|be|catch)|until (?:someone|somebody|there)"
        r"|before (?:someone|somebody|anyone|there|a)|should (?:there|a)"
        r"|will (?:be|get|catch|start|collapse|fall|cause|lead)|(?:like|as if) (?:it|the)\b.*)\b"
    ),
    "feared": (
        r"\b(?:afraid|scared|worr(?:y|ied|ies|ying)|fear(?:s|ed|ing)?|concern(?:s|ed)?"
        r"|could(?! (?:see|smell|hear|feel))|may|risk of|risks|danger of|potential(?:ly)?"
        r"|likely|prone|possib(?:le|ly|ility)|hazard|about to|going to)\b"
    ),
    "told": (
        r"\b(?:heard (?:that|there|about|someone|somebody|from|of|rumou?rs?)|rumou?rs?"
        r"|apparently|they say|people say|someone said|somebody said|allegedly|supposedly"
        r"|told me about|videos? of"
        r"|thank(?:s| you) (?:\w+ ){0,2}for (?:getting|helping|saving|rescuing|fixing|\w+ quick)"
        r"|(?:guards?|team|crew|staff|you) (?:did|were) (?:so )?(?:great|brilliant|wonderful)"
        r"|well done|in the news|read about|another (?:building|mall|estate))\b"
    ),
    "often": r"\b(?:every (?:time|day|night|week)|often|sometimes|frequently|always)\b",
    "past": (
        rf"\b(?:(?:last|on) {WEEKDAY}"
        r"|last (?:year|month|week|winter|summer|autumn|fall|spring|time)|previous(?:ly)?"
        r"|(?:years?|months?|weeks?|days) ago|in the past|used to|back in|the other day|once"
        r"|after the(?= $)"
        r"|in (?:(?:19|20)\d\d|january|february|march|april|june|july|august|september"
        r"|october|november|december))\b"
    ),
    "risk": r"[^,;:.!?\n]{0,10}?\b(?:hazards?|risks?|dangers?)\b",
    "after": (
        r"[^,;:.!?\n]{0,10}?\b(?:drill|exercise)\b"
        r"| (?:on|in) (?:the )?(?:news|telly|tv|radio|papers?|internet|films?|movies?)\b"
        r"|[^,;.!?\n]{0,12}?\bfalse alarm"
        r"|.*?\b(?:turned out to be|(?:it|that) (?:was|were) (?:just|only) (?!now|\w+ing|\d))"
        r"|.*?\b(?:is|are|was|were|been) (?:now |already |all )?"
        r"(?:(?:fine|well|home) (?:now|again)|fixed|repaired|replaced|cleared|resolved)"
        rf"|[^,;.!?\n]{{0,24}}?\b(?:last|on) {WEEKDAY}"
        r"|[^,;.!?\n]{0,24}?\b(?:last (?:year|month|week|winter|summer|autumn|spring)"
        r"|(?:years?|months?|weeks?) ago|in (?:19|20)\d\d)\b"
    ),
    "drill": (
        r"(?<!not a )(?<!no )\b(?:(?:fire|evacuation|safety|emergency) (?:drill|exercise|training)"
        r"|drill (?:today|tomorrow|at|on|was|is)|(?:smoke|fog) machine|a stage prop"
        r"|poster|film crew|during the drill|are filming|fake|dummy|mannequin|costume|escape game"
        r"|metaphorically"
        r"|shout(?:s|ing)? fire|first[- ]aid (?:class|course|training))"
    ),
    "now": (
        r"\b(?:now|right now|just|currently|at the moment|today|tonight|this (?:morning"
        r"|afternoon|evening)|still|again|yesterday|minutes? ago|help|hurry|quick(?:ly)?)\b"
    ),
    "again": r"\b(?:again|once more)\b",
    "denied": (
        r"(?:\b(?:no|not|never|without|nobody|nothing|none|zero|cannot)|n't|\bno one|\bno longer)"
        r"(?: (?:any|real|actual|actually|visible|sign|signs|of|a|an|the|was|were|is|are|been"
        r"|being|one|has|have|seriously|yet|more|evidence|smell|smelling|such"
        r"|there|see|seen|really|people|person|building|wall|ceiling|roof|got|be|in))*\s*$"
    ),
    "others": (
        r"\b(?:upstairs|downstairs|next door|neighbou?rs?|landlord|tenant above|each other)\b"
        r"(?![^,;.]*\b(?:i|we|us|you|your)\b)"
    ),
    "refused": (
        r"(?:\b(?:no|not|never|without)|n't)(?: (?:a|any|the|sign|write|file|start|want|going"
        r"|to|go|call|contact|need|wish|intend|involve|involving|plan|planning|yet|threaten"
        r"|threatening|be))*\s*$"
    ),
}
Patterns = dict[str, re.Pattern[str]]
PATTERNS: dict[str, Patterns] = {
    language: {name: re.compile(pattern) for name, pattern in doubts.items()}
    for language, doubts in (("zh", ZH), ("en", EN))
}
# Greedy: the last end is found. A comma right behind a doubt ends nothing: 听说，3楼着火了.
CLAUSE = re.compile(
    r".*(?:[;!?\n。；：！？…~]|[.:](?!\d)"
    r"|(?<!听说)(?<!据说)(?<!担心)(?<!害怕)(?<!万一)(?<!如果)(?<!heard that)(?<!afraid)[,，])",
    re.DOTALL,
)
SENTENCE = re.compile(r".*(?:[!?\n。！？]|\.(?!\d))", re.DOTALL)
SENTENCE_END = re.compile(r"[!?\n。！？]|\.(?!\d)")

IN_CLAUSE: tuple[Doubt, ...] = ("supposed", "feared", "told", "often")
RIGHT_BEHIND: tuple[Doubt, ...] = ("risk", "after")


class Around(NamedTuple):
    """What stands around a word: its sentence and its clause up to it, and the sentence behind."""

    sentence: str
    clause: str
    behind: str


def doubtful(
    text: str, start: int, end: int, language: str, *, firm: bool, despite: Collection[Doubt]
) -> bool:
    """Whether the word at [start, end) is no fact of now.

    Doubts named in `despite` do not count; a `firm` word may even be feared or announced.
    """
    patterns, around = PATTERNS[language], _around(text, start, end)
    if patterns["denied"].search(around.clause):
        return True
    whole = around.sentence + text[start:end] + around.behind
    if patterns["drill"].search(whole):
        return True
    if firm:
        return bool(patterns["refused"].search(around.clause)) or (
            "others" not in despite and _between_others(patterns, around, text[start:end])
        )
    if _supposed(patterns, around, despite):
        return True
    deep = start > OPENING[language] and "deep" not in despite
    return deep and not patterns["now"].search(around.clause + text[start:end] + around.behind)


def _supposed(patterns: Patterns, around: Around, despite: Collection[Doubt]) -> bool:
    """Whether the word is feared, heard of, usual or past."""
    if any(n not in despite and patterns[n].search(around.clause) for n in IN_CLAUSE):
        return True
    if any(n not in despite and patterns[n].match(around.behind) for n in RIGHT_BEHIND):
        return True
    past = None if "past" in despite else patterns["past"].search(around.sentence)
    if past is None:
        return False
    since = around.sentence[past.end() :]
    return not any(patterns[name].search(since) for name in ("now", "again"))


def _between_others(patterns: Patterns, around: Around, word: str) -> bool:
    """Whether the clause says that others do it, and not to us."""
    found = patterns["others"].search(around.clause + word + around.behind)
    return found is not None and found.start() < len(around.clause)


def _around(text: str, start: int, end: int) -> Around:
    before = text[max(0, start - BEFORE) : start]
    behind = SENTENCE_END.split(text[end : end + AFTER], 1)[0]
    return Around(before[_end(SENTENCE, before) :], before[_end(CLAUSE, before) :], behind)


def _end(mark: re.Pattern[str], text: str) -> int:
    found = mark.match(text)
    return found.end() if found else 0
