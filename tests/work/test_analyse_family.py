"""Families of words for a danger, each beside a harmless sentence of the same words."""

import pytest

from tests.told import known

TWINS = [
    ("life.death", "保安说B座那个租户死了", "业主死了怎么办过户"),
    ("life.death", "车库里有个男的没气了，叫不醒，没有心跳", "三楼住户没气了，燃气表没电"),
    ("life.death", "外卖员摔下楼，当场人就没了", "师傅来了一趟人就没了，什么都没修"),
    ("life.death", "我爸倒在门口，大夫说人已经不在了", "大夫说孩子没事，已经走了"),
    ("life.death", "阿婆斷氣咗，救護員話救唔返", "小区又断气了，燃气几点恢复"),
    ("life.death", "老太太身子都凉了，没有呼吸", "老人等得身子都凉了，暖气什么时候修"),
    ("life.death", "有个环卫工被撞死了", "遥控器按键被撞死机了"),
    ("life.death", "the uncle died in the gym", "the old man is dead tired of the stairs"),
    ("life.death", "he fell from a ladder and didn't make it", "the courier didn't make it here"),
    ("life.death", "a swimmer was declared dead by the medics", "the office is declared closed"),
    ("life.gas_leak", "楼道味道冲得人头疼，是液化气", "楼道味道冲得人头疼，并不是液化气"),
    ("life.fire", "a fire in the loading bay", "that fire in the papers made me think"),
    ("life.trapped", "电梯不动，孩子在里头", "电梯里坐在里头有点闷"),
    ("life.smoke", "全是烟，过道过不去", "过道全是烟头"),
    ("life.injury", "我爸怎么喊都叫不醒", "快递放门口，叫了不应"),
    ("exposure.lawyer", "已经发了律师函", "我儿子当律师"),
    ("exposure.press", "a newspaper will hear of it", "my aunt worked for a newspaper"),
    ("life.gas_leak", "灶边滋滋响，阀门关不上", "灶边滋滋响，正炒菜呢"),
    ("life.fire", "阳台着火了，快来救", "真着火了拿什么救"),
    ("life.injury", "师傅的胳膊断了", "夸张点说，我胳膊都断了"),
    ("life.fire", "楼道里电瓶爆燃了", "视频里电瓶爆燃了"),
    ("life.falling_object", "外墙的玻璃掉了一块", "玻璃门的拉手掉了一半"),
    ("life.injury", "his nose is bleeding", "a mother's heart is bleeding"),
    ("life.gas_leak", "味道重得头疼，这不是煤气吗", "味道重得头疼，不是煤气"),
    ("life.death", "my nephew is drowning in the pool", "we're drowning in emails"),
    ("life.death", "the medics put a sheet over her", "the movers put a sheet over the sofa"),
    ("life.fire", "楼下的电动车燒緊", "奶奶在厨房烧着水"),
    ("life.fire", "隔壁屋火冒得吓人", "店里生意火得很"),
    ("life.fire", "沙发在烧", "孩子在发烧，躺在沙发上"),
    ("life.fire", "门口喊着火了，出去看是不是真的", "大家都在问是不是着火了"),
    ("life.fire", "the charger catch fire just now", "what can catch fire must go"),
    ("life.fire", "got fire at the rubbish chute", "we got fire extinguishers"),
    ("life.fire", "all but one got out, the bin is on fire", "he asked whether it was on fire"),
    ("life.smoke", "楼道白茫茫的，一股烧焦味", "窗外白茫茫的，有人烧垃圾"),
    ("life.smoke", "grey haze, our eyes are stinging", "grey haze of dust, our eyes are stinging"),
    ("life.gas_leak", "燃气灶的软管脱了", "净水器软管脱了，灶下面全是水"),
    ("life.gas_leak", "gas leakage in the pantry", "water leakage under the gas stove"),
    ("life.collapse", "候车亭轰的一声塌了", "楼上轰的一声关门"),
    ("life.collapse", "一声巨响，阳台没了", "阳台的花没了"),
    ("life.collapse", "the awning fell down", "the poster on the wall fell down"),
    ("life.collapse", "half of the parapet is gone", "the scaffolding is gone, thank you"),
    ("life.trapped", "我们四个人在电梯里，门打不开", "我在一楼等电梯，门打不开"),
    ("life.trapped", "I am in the left lift, it won't open", "I am in the lift lobby, won't open"),
    ("life.trapped", "the lift stopped, my father is inside", "the lift stopped, an ad is inside"),
    ("life.flooded_power", "配电间的水管裂了", "配电间旁边的水管裂了"),
    ("life.flooded_power", "a burst sprinkler is spraying over the switchboard",
     "they are spraying paint over the switchboard"),
    ("life.injury", "孩子额头撞了个口子", "沙发撞了个口子"),
    ("life.injury", "大叔滑倒，趴着起不来", "老人累得趴着起不来"),
    ("life.injury", "阿姨跌亲，脚肿了", "孩子脸被蚊子咬肿了"),
    ("life.injury", "有人俾人斬咗兩刀", "树枝斩掉了"),
    ("life.injury", "保洁被流浪狗扑倒", "狗扑倒了垃圾桶"),
    ("life.injury", "my father slipped and cannot stand", "so strong a smell, we cannot stand it"),
    ("life.injury", "there is a deep gash on her knee", "there is a gash on the sofa"),
    ("life.injury", "a boy was mauled by a stray dog", "my toy was mauled by the dog"),
    ("life.injury", "two men fought, one got beaten up", "our sofa got beaten up"),
    ("life.injury", "he is having a heart attack", "the fee gave my husband a heart attack"),
    ("life.falling_object", "高层有人掟樽落街", "楼上砰的一声摔门"),
    ("life.falling_object", "花盆从窗口扔出来", "快递从窗口扔出来给我"),
    ("life.falling_object", "a brick plunged from the top floor", "rents plunged on the top floor"),
    ("life.shock", "摸到水龙头，胳膊到现在还麻", "提东西提得胳膊还麻"),
    ("life.shock", "the tap is giving shock", "the bill is giving me a shock"),
    ("life.exit_blocked", "疏散楼梯横着一张床", "疏散楼梯横着的海报掉了"),
    ("life.exit_blocked", "逃生门被装修的封了", "阳台被装修的封了"),
    ("life.exit_blocked", "a sofa lies across the emergency exit",
     "we walk across the fire lane"),
]  # fmt: skip


@pytest.mark.parametrize(("signal", "danger", "harmless"), TWINS)
def test_a_family_knows_its_danger_and_not_its_twin(
    signal: str, danger: str, harmless: str
) -> None:
    """A danger said in other words is found; the same words of something harmless are not."""
    assert signal in known(danger)
    assert signal.replace("life.", "life.") not in known(harmless)
