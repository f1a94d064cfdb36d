from geo.initiatives.sentences import outline


def pieces(text):
    return [text[p.start : p.end] for s in outline(text).sentences for clause in s.clauses for p in clause]


def test_marks_divide_sentences_clauses_and_pieces():
    text = "甲项目开工,乙项目投产;丙项目封顶。丁、戊签约。"
    found = outline(text).sentences
    assert [[len(clause) for clause in s.clauses] for s in found] == [[2, 1], [2]]


def test_marks_in_quotations_do_not_divide():
    text = "实施“就业助企、就业为企”行动,印发《关于甲、乙的意见》。"
    assert pieces(text) == ["实施“就业助企、就业为企”行动", "印发《关于甲、乙的意见》"]


def test_an_unclosed_quotation_divides_as_usual():
    assert pieces("推进“某某行动,建成甲、乙。") == ["推进“某某行动", "建成甲", "乙"]


def test_a_bracket_with_a_sum_is_a_note_and_one_in_a_name_is_not():
    text = "甲电站(总投资3亿元、已开工)封顶,村(社区)服务中心启用。"
    notes = [text[p.start : p.end] for p in outline(text).sentences[0].clauses[0] if p.note]
    assert notes == ["总投资3亿元", "已开工"]
    assert "村(社区)服务中心启用" in pieces(text)


def test_numbering_belongs_to_no_piece():
    first = outline("(一)工业提速\n3.某某项目。投资2亿元。").sentences
    assert [s.numbered for s in first] == [True, True, False]
    assert pieces("(一)工业提速\n") == ["工业提速"]


def test_commas_in_numbers_do_not_divide():
    assert pieces("投资1,200万元") == ["投资1,200万元"]
