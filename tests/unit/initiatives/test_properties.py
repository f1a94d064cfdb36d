"""What holds for every text, checked on texts put together from the words of the genre."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo.vocabulary import KINDS, STAGES
from tests.support.sentences import PLACES, read

NAMES = "水厂 储能电站 产业园 高标准农田项目 “暖心工程” 《实施意见》 国家级旅游度假区 技能提升行动 二期 100兆瓦"
SAID = "建成投用 开工建设 推动 获批 创建 签订 分别 一个 已 力争 年底前 10月 完成 正在安装设备 主体完工 尚未开工"
BETWEEN = "总投资3亿元 (总投资2亿元、已开工) 等3个项目 等 的 和 与 在 、 , ; 。 一、 (二) “ ” ( ) 《 ——"
WORDS = [*PLACES, *NAMES.split(), *SAID.split(), *BETWEEN.split(), "\n"]
TEXTS = st.lists(st.sampled_from(WORDS), max_size=40).map("".join)
QUIET = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@QUIET
@given(TEXTS)
def test_every_span_is_the_text_s_own_and_none_overlap(text):
    last = 0
    for one in read(text):
        assert text[one.start : one.end] == one.name
        assert one.start >= last
        assert one.sentence[0] <= one.start < one.end <= one.sentence[1]
        last = one.end


@QUIET
@given(TEXTS)
def test_every_value_is_of_its_range(text):
    for one in read(text):
        assert one.stage in STAGES
        assert one.kind in KINDS
        assert bool(one.areas) == (one.evidence != "none") == bool(one.precision)
        assert one.evidence in ("name", "context", "gazetteer", "village", "focus", "none")
        assert one.areas or one.reason
        assert one.identity


@QUIET
@given(TEXTS)
def test_the_same_text_reads_the_same(text):
    assert read(text) == read(text)


@QUIET
@given(st.text(max_size=200))
def test_any_text_is_read(text):
    for one in read(text):
        assert text[one.start : one.end] == one.name


def _told(one):
    return (one.name, one.kind, one.stage, one.areas, one.investment_yuan, one.capacity, one.due)


SENTENCES = st.sampled_from(
    [
        "石桥镇的冷链物流园、制药厂开工建设。",
        "总投资3.6亿元的南山县水厂建成投用。",
        "北河区获批国家农业产业强区。",
        "南山县与海川市签订旅游合作协议。",
        "柳湾乡小学封顶,预计9月投用。",
    ]
)


@QUIET
@given(st.lists(SENTENCES, min_size=1, max_size=5, unique=True), st.randoms(use_true_random=False))
def test_the_order_of_sentences_does_not_matter(sentences, random):
    shuffled = list(sentences)
    random.shuffle(shuffled)
    assert sorted(map(_told, read("".join(sentences))), key=str) == sorted(map(_told, read("".join(shuffled))), key=str)


@QUIET
@given(st.lists(SENTENCES, min_size=1, max_size=4), st.sampled_from(["\n", "\n\n", "\u3000\u3000", " "]))
def test_blank_space_between_sentences_does_not_matter(sentences, blank):
    assert [_told(one) for one in read("".join(sentences))] == [_told(one) for one in read(blank.join(sentences))]


def test_one_long_sentence_is_read_to_its_end():
    found = read(",".join(["石桥镇水厂、白塔镇敬老院加快建设"] * 1000) + ",柳湾乡小学封顶。")
    assert len(found) > 1900
    assert (found[-1].name, found[-1].stage) == ("柳湾乡小学", "structure")
