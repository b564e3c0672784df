"""What the lexicon takes for a fact, and what it does not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.told import known
from workers.analyse import lexicon, signals

FACTS = [
    ("life.death", "3号楼有人跳楼，人已经没有呼吸"),
    ("life.death", "保安在地库发现一具尸体"),
    ("life.death", "A man died in the car park ten minutes ago"),
    ("life.fire", "12楼厨房着火了，快来人"),
    ("life.fire", "这不是演习，地下车库起火了"),
    ("life.fire", "没有人管，楼道已经着火"),
    ("life.fire", "地下室發生火災，煙很大"),  # traditional characters
    ("life.fire", "昨晚充电棚引起火灾，烧了三辆车"),
    ("life.fire", "There is a fire in the kitchen of shop 203"),
    ("life.fire", "The bin room is on fire, this is not a drill"),
    ("life.gas_leak", "楼道里一股煤气味，非常浓"),
    ("life.gas_leak", "厨房燃气管一直在漏气"),
    ("life.gas_leak", "I can smell gas in the corridor on floor 7"),
    ("life.gas_leak", "可能燃气泄漏，味道很大"),
    ("life.collapse", "商场二层吊顶塌了"),
    ("life.collapse", "南侧围墙倒塌，压到两辆车"),
    ("life.collapse", "Part of the ceiling has collapsed in the lobby"),
    ("life.trapped", "2号客梯困人，里面有三个人"),
    ("life.trapped", "我和孩子被困在电梯里十分钟了"),
    ("life.trapped", "We are stuck in the lift between 5 and 6"),
    ("life.trapped", "Two people trapped, elevator B has stopped"),
    ("life.smoke", "配电箱冒烟，有焦糊味"),
    ("life.smoke", "好像B2冒烟了，看不清"),
    ("life.smoke", "Thick smoke coming out of the riser on 9F"),
    ("life.flooded_power", "地下一层配电室进水，水快到柜子了"),
    ("life.flooded_power", "Water is running into the electrical room"),
    ("life.injury", "扶梯突然停止，老人摔伤流血"),
    ("life.injury", "A child was injured by the revolving door"),
    ("life.falling_object", "外墙瓷砖掉落，砸坏一辆车"),
    ("life.falling_object", "又有人高空抛物，差点砸到孩子"),
    ("life.falling_object", "A glass panel fell from the facade onto the pavement"),
    ("life.shock", "担心触电，路灯杆漏电"),
    ("life.shock", "游泳池边的灯柱漏电"),
    ("life.shock", "There are exposed wires next to the playground"),
    ("life.exit_blocked", "三层安全出口被锁，推不开"),
    ("life.exit_blocked", "消防通道一直被私家车占用"),
    ("life.exit_blocked", "The fire exit on 2F is blocked with boxes"),
    ("exposure.press", "再不解决我就找记者曝光"),
    ("exposure.press", "If nothing happens today I will call a journalist"),
    ("exposure.lawyer", "我们已经请了律师，准备起诉"),
    ("exposure.lawyer", "My lawyer will contact you"),
    ("exposure.petition", "不处理就去信访办上访"),
    ("exposure.petition", "I will take this to the ombudsman"),
    ("exposure.hotline", "再没人来我就打12345"),
    ("exposure.hotline", "I am going to ring the government hotline"),
    ("exposure.group", "业主群里都在商量集体维权"),
    ("exposure.group", "All the tenants will file a joint complaint"),
    ("urgent.words", "十万火急，请马上派人"),
    ("urgent.words", "This is an emergency, come at once"),
]

NOT_FACTS = [
    ("life.death", "最近工地吵死人了，热死了"),
    ("life.death", "绿化带里的树死亡了一片"),
    ("life.death", "再不修迟早出人命"),
    ("life.death", "The plants in the lobby are dead"),
    ("life.fire", "没有着火，只是烧烤的味道"),
    ("life.fire", "担心起火，请检查电线"),
    ("life.fire", "担心，万一着火怎么办"),
    ("life.fire", "听说3号楼着火了"),
    ("life.fire", "听说，3号楼着火了"),
    ("life.fire", "今天下午消防演习，模拟起火"),
    ("life.fire", "楼道缺灭火器，请补上"),
    ("life.fire", "我们一起火锅店吃饭排队太久"),
    ("life.fire", "看着火车站方向堵车"),
    ("life.fire", "楼道堆满纸箱，存在火灾隐患"),
    ("life.fire", "一旦发生火灾后果不堪设想"),
    ("life.fire", "防火门坏了，关不上"),
    ("life.fire", "火灾报警器一直误响"),
    ("life.fire", "The fire door on 3F does not close"),
    ("life.fire", "There is no fire, only a burning question: who pays?"),
    ("life.fire", "I am afraid of fire because of the old wiring"),
    ("life.fire", "Yesterday's fire drill was far too loud"),
    ("life.fire", "You should fire the manager"),
    ("life.fire", "I heard that there was a fire in tower B"),
    ("life.gas_leak", "没有闻到煤气味，但灶打不着"),
    ("life.gas_leak", "燃气表读数不对"),
    ("life.gas_leak", "What if there is a gas leak at night?"),
    ("life.gas_leak", "There was no gas leak after all"),
    ("life.collapse", "担心楼板坍塌，请检测"),
    ("life.collapse", "The ceiling may collapse one day"),
    ("life.trapped", "相关人员一直没有回复，贫困人口也有补贴"),
    ("life.trapped", "电梯停了，没有人被困"),
    ("life.trapped", "The lift stopped but nobody was trapped"),
    ("life.smoke", "楼下饭店油烟很大，天天冒烟"),
    ("life.smoke", "Cigarette smoke in the stairwell every evening"),
    ("life.flooded_power", "地下车库积水，鞋都湿了"),
    ("life.flooded_power", "The car park is flooded"),
    ("life.injury", "地面湿滑，容易摔伤"),
    ("life.injury", "幸好没有人员受伤"),
    ("life.injury", "Luckily nobody was injured"),
    ("life.falling_object", "请张贴高空抛物宣传画"),
    ("life.falling_object", "My phone fell into the drain"),
    ("life.shock", "没有漏电，只是跳闸"),
    ("life.shock", "漏电保护器跳闸"),
    ("life.shock", "There are no exposed wires"),
    ("life.exit_blocked", "停车场出口堵塞了半小时"),
    ("life.exit_blocked", "The fire exit is not blocked any more"),
    ("exposure.press", "我不想找记者，只想解决问题"),
    ("exposure.press", "The press button of the tap is broken"),
    ("exposure.lawyer", "楼上律师事务所装修太吵"),
    ("exposure.lawyer", "The basketball court light is off"),
    ("exposure.petition", "我不会上访"),
    ("exposure.petition", "I do not want to sign a petition"),
    ("exposure.hotline", "我不想打12345"),
    ("exposure.hotline", "I don't want to call the government hotline"),
    ("exposure.group", "我们没有维权的意思"),
    ("exposure.group", "This is not a protest"),
    ("urgent.words", "紧急出口的灯坏了"),
    ("urgent.words", "The emergency light is off, it is not urgent"),
]


@pytest.mark.parametrize(("signal", "text"), FACTS)
def test_a_stated_fact_is_found(signal: str, text: str) -> None:
    """What a message states as a fact raises its signal."""
    assert signal in known(text)


@pytest.mark.parametrize(("signal", "text"), NOT_FACTS)
def test_what_is_not_a_fact_is_not_found(signal: str, text: str) -> None:
    """Denial, worry, rumour, supposition, drill and look-alike words raise no signal."""
    assert signal not in known(text)


@pytest.mark.parametrize(
    ("language", "stated", "denied"),
    [
        ("zh", "{near}现在{word}。", "{near}没有{word}。"),
        ("en", "{near} now {word}.", "{near} no {word}."),
    ],
)
def test_each_word_counts_and_can_be_denied(language: str, stated: str, denied: str) -> None:
    """Every word of the lexicon raises its signal, and does not behind 没有 or "no"."""
    (words,) = (one for one in lexicon.load() if one.language == language)
    wrong = []
    for word, senses in words.own.items():
        for entry in [sense.entry for sense in senses]:
            around = (entry.near, entry.also, entry.only_after)
            near, also, who = (first(words, english=language == "en") for words in around)
            text = f"{who}{' ' * who.isascii()}{word}" if who else word
            near = f"{also} {near}"
            if entry.signal not in found(stated, text, near):
                wrong.append(f"{word} does not count")
            if entry.signal in found(denied, text, near):
                wrong.append(f"{word} counts though denied")
    assert wrong == []


LETTER = "我们小区的物业费和停车费都涨了，绿化也没有人管，打电话总是占线。" * 5


def test_a_danger_deep_in_a_letter_counts_when_it_is_there_now() -> None:
    """Deep in a long letter a danger is background, unless the letter says that it is now."""
    assert signals.read(f"{LETTER}小区地库起火，物业赔偿太少。").signals == []
    assert signals.read(f"{LETTER}现在地库起火。").signals == ["life.fire"]


def test_the_past_does_not_hide_what_has_come_again() -> None:
    """A danger of last year is past; the same danger again, or now, is a fact."""
    assert signals.read("去年地库起火。").signals == []
    assert signals.read("去年修过，今天地库又起火").signals == ["life.fire"]


def first(words: tuple[str, ...], *, english: bool) -> str:
    return next((word for word in words if word.isascii() == english), "")


def found(sentence: str, word: str, near: str) -> set[str]:
    hits = lexicon.facts(sentence.format(word=word, near=near))
    return {hit.entry.signal for hit in hits}


def test_danger_is_urgent_and_exposure_is_not() -> None:
    """A danger raises the urgency; a threat to call the press does not."""
    assert signals.read("电梯困人").urgent
    assert not signals.read("我要找记者曝光").urgent


@given(st.text(alphabet="着火没有担心电梯被困 fire no,。\x00\u202e", max_size=200))
def test_any_text_is_read(text: str) -> None:
    """No text stops the reader, and the same text always says the same."""
    assert signals.read(text) == signals.read(text)
