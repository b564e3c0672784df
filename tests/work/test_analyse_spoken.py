"""Dangers as people speak of them, each beside a harmless sentence of the same words."""

import pytest

from workers.analyse import lexicon

TWINS = [
    ("life.fire", "看见九楼阳台有火", "屋里的火炕有火，挺暖和"),
    ("life.fire", "我家油锅着了扑不灭", "我妈在沙发上睡着了"),
    ("life.fire", "充电器炸了，沙发点着了", "群里炸了，都在问停车费"),
    ("life.fire", "走廊尽头的杂物烧得很旺", "供暖烧得厉害，太热了"),
    ("life.fire", "烘干机里面在烧，灭火器用完了", "孩子在烧烤摊边上玩"),
    ("life.fire", "the cardboard heap has been set alight", "candles are burning in the shop"),
    ("life.fire", "I can see fire from the balcony", "the bright sign looks like flames"),
    ("life.fire", "the battery exploded and it is burning", "the sun is burning into our shop"),
    ("life.gas_leak", "楼道一股子煤气，熏得头疼", "楼道一股子油漆，熏得头疼"),
    ("life.gas_leak", "挖机把燃气管挖破了，呼呼往外冒", "空调管挖破了，呼呼往外冒"),
    ("life.gas_leak", "灶台那根管子嗤嗤往外冒气", "水管嗤嗤往外冒气"),
    ("life.gas_leak", "一开门满屋都是煤气", "门口都是煤气罐，没地方走"),
    ("life.gas_leak", "闻着像煤气，越来越浓", "闻着像煤气，其实是榴莲"),
    ("life.gas_leak", "the basement reeks of gas", "the gas company wants to come in"),
    ("life.gas_leak", "the gas pipe is hissing", "the radiator is hissing"),
    ("life.collapse", "围墙被车撞倒了", "阳台的花架倒了"),
    ("life.collapse", "会议室的吊顶整个砸下来了", "墙上的画整个掉下来了"),
    ("life.collapse", "楼梯踏步断了两级", "楼梯的网断了"),
    ("life.collapse", "雨篷被雪压塌了", "沙发压塌了"),
    ("life.collapse", "part of the stairs gave way", "the clock fell over by the wall"),
    ("life.collapse", "the ceiling came crashing down", "the ceiling lamp came down a bit"),
    ("life.trapped", "三号梯门开不了，里面有个老太太", "电梯里有个老太太总骂人"),
    ("life.trapped", "电梯停了，里面还有人", "电梯停了，没人在里面"),
    ("life.trapped", "电梯里有人拍门", "电梯里有人拍视频"),
    ("life.trapped", "孩子被反锁在屋里", "钥匙反锁在屋里，孩子在外面"),
    ("life.trapped", "the lift halted with people in it", "the lift halted with nobody in it"),
    ("life.trapped", "someone is banging from inside the lift", "the lift bell is banging"),
    ("life.trapped", "the elevator sits between two floors", "between two floors is a shop"),
    ("life.smoke", "烟从楼道涌过来", "抽烟的人在楼道，烟从门缝进来"),
    ("life.smoke", "弱电井里往外窜烟", "火锅店里往外窜烟"),
    ("life.smoke", "插座发烫，一股焦味", "面包烤焦了，一股焦味"),
    ("life.smoke", "the corridor filled up with smoke", "the bar filled up with smokers"),
    ("life.smoke", "the vending machine is smoking", "a guard is smoking by the machine"),
    ("life.smoke", "smoke is creeping under the door", "incense smoke is creeping in"),
    ("life.flooded_power", "暴雨水灌进配电房了", "暴雨水灌进花园了"),
    ("life.flooded_power", "强电井往下淌水", "强电井旁边的水箱往下淌水"),
    ("life.flooded_power", "变电所地上积了十几公分水", "路面积了十几公分水"),
    ("life.flooded_power", "the meter cupboard is soaked", "the water meter room is noisy"),
    ("life.injury", "老人家滑了一跤爬不起来", "孩子早上爬不起来"),
    ("life.injury", "他满脸是血", "他化妆成满脸是血"),
    ("life.injury", "有人躺地上不动了", "有人躺沙发上睡觉"),
    ("life.injury", "门夹断了我手指", "门夹断了我的伞"),
    ("life.injury", "有个大爷突然栽倒，叫不醒", "椅子突然倒了"),
    ("life.injury", "小孩的脚夹在扶梯里拔不出来", "充电枪的头拔不出来"),
    ("life.injury", "工人胳膊断了", "沙发腿断了"),
    ("life.injury", "somebody got stabbed outside", "somebody got stamps outside"),
    ("life.injury", "the man is lying there, blood on his face", "fake blood on his face"),
    ("life.injury", "she cut her hand badly", "she cut her contract short"),
    ("life.injury", "the boy cracked his head open", "the boy broke his toy"),
    ("life.falling_object", "酒瓶从天而降", "袜子从天而降"),
    ("life.falling_object", "外立面瓷砖一片片往下掉", "浴室瓷砖一片片往下掉"),
    ("life.falling_object", "有小孩从楼顶往下扔石头", "衣服从楼顶往下掉"),
    ("life.falling_object", "a brick came flying off the roof", "calls drop off the roof"),
    ("life.falling_object", "someone throws bottles from the balcony", "laundry fell from above"),
    ("life.shock", "栏杆有电，千万别摸", "栏杆没有电"),
    ("life.shock", "热水器外壳电人", "热水器外壳掉漆"),
    ("life.shock", "电线皮破了，铜丝露在外面", "网线皮破了，露在外面"),
    ("life.shock", "开关一碰手就发麻", "坐久了腿发麻"),
    ("life.shock", "the railing gave me a jolt", "the static on the railing is annoying"),
    ("life.shock", "the metal door is live", "the door is live on camera"),
    ("life.exit_blocked", "疏散门让货架顶住了", "疏散门的指示牌让货架顶住了"),
    ("life.exit_blocked", "逃生门焊死了", "垃圾箱焊死了"),
    ("life.exit_blocked", "楼梯口全是电动车", "楼梯口全是灰"),
    ("life.exit_blocked", "the fire door is chained shut", "the fire door shuts by itself"),
    ("life.exit_blocked", "bikes fill the escape stairs", "green light fills the exit door"),
    ("life.fire", "被子被烟花引着了", "晚上睡着了没听见"),
    ("life.trapped", "we are locked in the basement", "my bike is locked in the basement"),
    ("life.trapped", "I am in the lift, it won't move", "I am in the lift business"),
    ("life.flooded_power", "喷淋爆了，正往变压器喷", "水泵往变压器那层送水"),
    ("life.collapse", "石膏板掉下来一大片", "墙皮掉下来一大片"),
    ("life.collapse", "部分看台塌了", "天塌了，空调又坏"),
    ("life.smoke", "a cloud of smoke in the stairwell", "a cloud of dust in the stairwell"),
    ("life.injury", "我儿子的手被电梯门夹了", "我的行李被电梯门夹了"),
    ("life.injury", "快打120，他心脏病发作", "急救箱在哪"),
    ("life.falling_object", "高层阳台掉下一个花盆", "阳台上掉下一片树叶"),
    ("life.falling_object", "someone threw a chair from a window", "he threw away my bike"),
    ("life.shock", "铁栅栏有电", "手机没有电"),
    ("life.exit_blocked", "someone put a fridge in front of the fire exit", "the fire exit is dim"),
]  # fmt: skip

NOT_NOW = [
    ("life.gas_leak", "我当是煤气泄漏，一看是腌菜"),
    ("life.fire", "感谢保安及时赶到火灾现场"),
    ("life.smoke", "冒烟的插座已更换，麻烦补墙"),
    ("life.exit_blocked", "消防通道被堵的车已经拖走"),
    ("life.trapped", "别的楼有人被困过，心里没底"),
    ("life.falling_object", "朋友说他们那边高空抛物很多"),
    ("life.falling_object", "高空抛物怎么举报"),
    ("life.injury", "排队排到晕倒"),
    ("life.smoke", "气得冒烟"),
    ("life.injury", "要不要买受伤险"),
    ("life.fire", "剧组说着火了，吓人"),
    ("life.trapped", "thank you for getting my son out when he was stuck in the lift"),
    ("life.gas_leak", "we had a gas smell, it was just durian"),
    ("life.shock", "the lamp that gave me a shock was replaced"),
    ("life.trapped", "电梯困人了应该打哪个电话"),
    ("life.injury", "被狗咬了在哪打疫苗"),
    ("life.fire", "my friend told me about a fire in her block"),
    ("life.injury", "流血降价大甩卖"),
    ("life.injury", "do you keep a kit for injuries?"),
]


@pytest.mark.parametrize(("signal", "danger", "twin"), TWINS)
def test_a_danger_is_told_from_its_harmless_twin(signal: str, danger: str, twin: str) -> None:
    """What is said of which thing decides: either alone is no danger."""
    assert signal in lexicon.read(danger).signals
    assert not any(found.startswith("life.") for found in lexicon.read(twin).signals)


@pytest.mark.parametrize(("signal", "text"), NOT_NOW)
def test_a_danger_that_is_over_or_never_was_is_not_found(signal: str, text: str) -> None:
    """Taken for one, thanked for, mended, heard of, asked about or a manner of speaking."""
    assert signal not in lexicon.read(text).signals
