"""Which words report a danger plainly, and which only in passing."""

import pytest

from workers.analyse.signals import read

PLAIN = [
    ("life.fire", "3号楼12层着火了！"),
    ("life.fire", "车库电动车烧起来了，快来人"),
    ("life.fire", "廚房著火啦"),
    ("life.fire", "垃圾房有火苗"),
    ("life.fire", "仓库好像着火了"),
    ("life.fire", "The kitchen on level 3 is on fire"),
    ("life.fire", "There is a fire in the bin room"),
    ("life.smoke", "配电箱冒黑烟"),
    ("life.smoke", "走廊里都是烟"),
    ("life.smoke", "五楼楼道好多浓烟"),
    ("life.smoke", "楼道里一股黑烟"),
    ("life.smoke", "天花板上面有烟冒出来"),
    ("life.smoke", "车库里有很大的烟"),
    ("life.smoke", "thick smoke from the riser"),
    ("life.gas_leak", "楼道里有很浓的煤气味"),
    ("life.gas_leak", "天燃气泄漏"),
    ("life.gas_leak", "走廊好大陣煤氣味"),
    ("life.gas_leak", "strong smell of gas on floor 7"),
    ("life.gas_leak", "strong smel of gas on floor 7"),
    ("life.collapse", "门口的脚手架倒了"),
    ("life.collapse", "大堂吊顶整片塌下来"),
    ("life.collapse", "卧室吊顶掉下来了"),
    ("life.collapse", "电梯厅的天花板掉下来一大片"),
    ("life.collapse", "the corridor ceiling came down"),
    ("life.trapped", "2号电梯困人"),
    ("life.trapped", "有人被困在电梯里"),
    ("life.trapped", "电梯不动，我和我妈在里面"),
    ("life.trapped", "I am stuck in the lift with two kids"),
    ("life.trapped", "我哋俾困喺部𨋢入面"),
    ("life.trapped", "help, stuck in the elevator between 3 and 4"),
    ("life.flooded_power", "电房入水啦"),
    ("life.flooded_power", "低压配电室水浸"),
    ("life.flooded_power", "there's water in the transformer room"),
    ("life.flooded_power", "地下室配电房进水了"),
    ("life.flooded_power", "水正往变电所里灌"),
    ("life.flooded_power", "the switch room is flooded"),
    ("life.injury", "有个老人在大堂摔伤了"),
    ("life.injury", "保安被人捅了一刀"),
    ("life.injury", "一个工人从梯子上摔下来"),
    ("life.injury", "有個阿婆跌親"),
    ("life.injury", "A boy is bleeding at the escalator"),
    ("life.falling_object", "花盆从楼上掉下来"),
    ("life.falling_object", "外墙瓷砖大片脱落，砸到车"),
    ("life.falling_object", "空调外机掉下来了"),
    ("life.falling_object", "有人高空擲物，掟咗個樽落嚟"),
    ("life.falling_object", "a brick fell from the roof"),
    ("life.death", "有人跳楼"),
    ("life.death", "地库里有个人没有呼吸"),
    ("life.death", "有个男的从天台跳下来了"),
    ("life.death", "电梯口躺着个人已经死了"),
    ("life.death", "阿婆冇呼吸啦，快啲嚟"),
    ("life.death", "隔壁大爷死在家里了"),
    ("life.death", "A child drowned in the pool"),
    ("life.death", "a man is not breathing in the gym"),
    ("life.shock", "個水喉漏電呀"),
]
THREATS = [
    ("exposure.press", "再不修就曝光你们"),
    ("exposure.press", "我们已经联系了电视台"),
    ("exposure.press", "I will contact the newspaper"),
    ("exposure.press", "we will post this online"),
    ("exposure.lawyer", "我们准备起诉物业"),
    ("exposure.lawyer", "I have called my lawyer"),
    ("exposure.lawyer", "the neighbours and I will sue you"),
    ("exposure.petition", "业主只能上访"),
    ("exposure.group", "我们几十户已经联名"),
    ("exposure.group", "all the residents will withhold the fee"),
]
PASSING = [
    ("sign.fire", "这么多人挤着，着火啦着火啦地喊着玩"),
    ("sign.fire", "门缝里红的，起火那种颜色的灯"),
    ("sign.fire", "is the hall on fire?"),
    ("sign.fire", "12楼着火了？"),
    ("sign.injury", "鼻炎患者哭晕在厕所"),
    ("sign.injury", "爬到6楼腿断了"),
    ("sign.injury", "the colour of that wall, bleeding eyes guaranteed"),
    ("sign.trapped", "the lift, stuck on the same advert all day"),
    ("sign.falling_object", "玻璃掉了一小角"),
    ("sign.death", "电视里有人死了，声音太吵"),
    ("sign.fire", "我现在火很大，你们到底管不管"),
    ("sign.trapped", "i am stuck in traffic, please hold the lift"),
    ("sign.flooded_power", "配电房门口有积水，走路不便"),
    ("sign.trapped", "stuck in the lift door is a piece of gum"),
    ("sign.injury", "孩子哭得抽搐，楼上太吵"),
    ("sign.falling_object", "a glass fell off the table in the cafe"),
    ("sign.falling_object", "the glass dropped from my hand"),
    ("sign.shock", "展台的电缆一直拖到茶水间，难看"),
    ("sign.press", "这是要上热搜啊"),
    ("sign.press", "this lobby is going viral material"),
    ("sign.lawyer", "法院见是吧"),
    ("sign.lawyer", "楼上修了又漏，要走法律程序吗"),
]
TWICE = [
    ("老师傅躺地上，口吐白沫，叫不醒", ["life.death", "sign.injury"]),
    ("墙烧得通红，走廊胶皮味，火光往上", ["life.fire"]),
]


@pytest.mark.parametrize(("signal", "text"), PLAIN)
def test_a_clause_that_says_so_is_a_plain_report(signal: str, text: str) -> None:
    """Place, thing and what happens, said as it is: one person is enough."""
    assert signal in read(text).signals


@pytest.mark.parametrize(("signal", "text"), THREATS)
def test_what_people_say_that_they_do_is_a_threat(signal: str, text: str) -> None:
    """Who does what: announced is enough, asked or joked about is not."""
    assert signal in read(text).signals


@pytest.mark.parametrize(("signal", "text"), PASSING)
def test_a_word_in_passing_is_a_hint(signal: str, text: str) -> None:
    """Questions, figures of speech and half a sentence are told as signs, not as dangers."""
    assert read(text).signals == [signal]


@pytest.mark.parametrize(("text", "signals"), TWICE)
def test_two_words_of_danger_bear_each_other_out(text: str, signals: list[str]) -> None:
    """Neither says it plainly, but people do not exaggerate in two ways at once."""
    assert read(text).signals == signals


def test_saying_it_again_says_no_more() -> None:
    """The same word twice is one word."""
    assert read("爬到6楼腿断了，真的腿断了").signals == ["sign.injury"]


@pytest.mark.parametrize("again", ["正在", "刚", "股", "浓", "很浓", "一半边"])
@pytest.mark.parametrize("word", ["着火", "有{}浓烟", "闻到{}煤气味", "有{}烧焦的味道"])
def test_words_said_on_and_on_are_read_at_once(again: str, word: str) -> None:
    """What may be read in many ways is read in one: or the search would not end in a lifetime."""
    found = read(f"{again * 45}{word.format(again * 45)}这个样子").signals
    assert not any(one.startswith("life.") for one in found)
