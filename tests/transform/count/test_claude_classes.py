"""The class of a text, by which tokens of Claude's models are estimated."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.transform.count.claude_classes import CLASSES, text_class

SENTENCES = {
    "english": [
        "My sister wants to bake a cake for the neighbours, but the oven has been broken since Tuesday.",
        "ok",
        "Where is the café on the naïve map that you drew? See https://example.org/maps?id=7 for it.",
        "I would say:\n\n- it is cheap\n- it is *near*\n- and `run()` works there\n",
        "",
        "12345",
    ],
    "latin": [
        "Meine Schwester möchte einen Kuchen backen, aber der Ofen ist seit Dienstag kaputt.",
        "Ma sœur veut préparer un gâteau, mais le four est en panne depuis mardi.",
        "Mi hermana quiere hacer un pastel para los vecinos, pero el horno no funciona.",
        "Mia sorella vuole fare una torta per i vicini, ma il forno non funziona.",
        "Mijn zus wil een taart bakken, maar de oven is stuk en niet te maken.",
        "Siostra chce upiec ciasto, ale piekarnik nie działa od wtorku i już.",
        "Chị tôi muốn nướng bánh cho hàng xóm nhưng lò đã hỏng từ thứ ba.",
        "Kız kardeşim komşular için bir pasta yapmak istiyor ama fırın bozuk.",
    ],
    "cyrillic": [
        "Сестра хочет испечь пирог для соседей, но духовка сломана со вторника.",
        "Сестра хоче спекти пиріг (Apfelkuchen), але духовка не працює.",
    ],
    "han": [
        "我姐姐想给邻居们做蛋糕，可是烤箱从星期二起就坏了。",
        "姉は近所の人にケーキを焼きたいのですが、オーブンが壊れています。",
        "请帮我把 harbour.py 里的 find_boat 函数改成 find_ship，谢谢。",
    ],
    "hangul": ["언니는 이웃들을 위해 케이크를 굽고 싶어 하지만 오븐이 고장 났어요."],
    "indic": ["मेरी बहन पड़ोसियों के लिए केक बनाना चाहती है।", "আমার বোন কেক বানাতে চায়।", "என் அக்கா கேக் செய்ய விரும்புகிறாள்."],
    "other": [
        "أختي تريد أن تخبز كعكة للجيران.",
        "אחותי רוצה לאפות עוגה.",
        "พี่สาวอยากอบเค้กให้เพื่อนบ้าน",
        "Η αδελφή μου θέλει να ψήσει κέικ.",
    ],
    "code": [
        "Here:\n\n```python\nfor boat in harbour:\n    if boat.is_ours:\n        row(boat)\n```\n",
        "def find(boats, owner):\n    return [boat for boat in boats if boat['owner'] == owner]\n",
        '#include <stdio.h>\nint main(void) { printf("%d\\n", 7); return 0; }\n',
        "select boats.name from boats where (boats.length > 7) and (boats.owner_id = 3);",
    ],
    "data": [
        '{"boats": [{"name": "Möwe", "length": 7.5}, {"name": "Ente", "length": 4}]}',
        "```yaml\nboats:\n  - name: Ente\n    length: 4\n    owner: nobody\n```",
        "name,length,owner\nEnte,4,Anna\nAmsel,7,Ben\nSpecht,6,Cleo\n",
        "name: harbour\nversion: 2\nowner: anna\nports:\n  - http: 80\n",
        "[boats]\nlength = 7\nname = ente\ncolour = red\n",
    ],
}


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in SENTENCES.items() for text in texts])
def test_the_class_of_a_text(kind: str, text: str) -> None:
    assert text_class(text) == kind


@given(st.one_of(st.text(), st.text('`~\n:,{}[]"= abcйß語한ह\ud800', max_size=80)))
def test_every_text_has_a_class(text: str) -> None:
    assert text_class(text) in CLASSES


@pytest.mark.parametrize("kind", CLASSES)
def test_every_class_occurs(kind: str) -> None:
    assert SENTENCES[kind]


def test_a_little_code_does_not_make_an_answer_code() -> None:
    assert text_class(SENTENCES["english"][0] * 3 + "\n```sh\nbake --now\n```\n") == "english"
    assert text_class(SENTENCES["latin"][0] * 3 + "\n```sh\nbake --now\n```\n") == "latin"


def test_text_in_another_script_stays_that_within_a_fence() -> None:
    assert text_class(f"```\n{SENTENCES['cyrillic'][0]}\n```") == "cyrillic"
    assert text_class(f"```\n{SENTENCES['han'][0]}\n```") == "han"


def test_a_short_question_about_a_long_text_takes_the_class_of_that() -> None:
    assert text_class("Translate this: " + SENTENCES["cyrillic"][0] * 200) == "cyrillic"
    assert text_class("Please translate it. " + SENTENCES["latin"][3] * 200) == "latin"
