"""Made-up news in Japanese, of the same coast: no spaces between words, other marks around what is said."""

from __future__ import annotations

import random

WHO = (
    "港湾委員会|県の裁判所|引退した技師|看護師の組合|製粉所の新しい持ち主|渡し船の会社|消防団|教育委員会|"
    "監査役|漁業の組合|前の町長|水道局|博物館|警察|楽団|野党|市民の会"
).split("|")
VERB = (
    "退けた|認めた|先送りした|批判した|称えた|再び開いた|売り渡した|買い戻した|視察した|擁護した|取り下げた|"
    "発表した|取りやめた|延長した|引き継いだ|修理した|見つけた"
).split("|")
WHAT = (
    "ウェンド川の橋|夜行バスの計画|古い税関の建物|道路の予算|鍛冶屋の像|桟橋の貸し出し|水泳場|ダムの報告書|"
    "収穫の祭り|花火の禁止|造幣所の記録|電車の車庫|塩の契約|病院の西棟|氷の広場|踏切|劇場への貸付|灯台|魚の市場"
).split("|")
WHERE = (
    "スケルビーで|アンウェル港の近くで|川沿いで|上の町で|ターンの十字路で|ミルヘイブンの外で|波止場通りで|"
    "県の庁舎で|東の水門で|駅の裏で"
).split("|")
WHEN = "月曜日|火曜日の夜|水曜日の朝|木曜日|金曜日の夜明け前|週末|先週|休み明け|この春".split("|")
WHY = (
    "資金が尽きたため|二度の警告にもかかわらず|雨が降り出したため|専門家の助言に反して|わずか一票の差で|"
    "誰も求めていなかったのに|夜通しの話し合いの末に|近所の人々を驚かせて|持ち主が国外にいる間に"
).split("|")
NAMES = "船越みら|藤森じょう|唐沢あい|渡辺ぱお|灰谷ぐれ|小黒さむ|望月るい|榎本とま".split("|")
SAYS = "述べた|本紙に語った|手紙に書いた|言い張った|振り返った|認めた".split("|")
QUOTES = (
    "もう十分に返事を待った|お金の話では決してなかった|誰も見に来なかった|向こう岸からも聞こえる|"
    "それは約束と違う|明日もう一度やるだろう|下に何があるか地図はない|辛抱するように言われた"
).split("|")


def headline(rng: random.Random) -> str:
    who, verb, what = rng.choice(WHO), rng.choice(VERB), rng.choice(WHAT)
    return rng.choice(
        (
            f"{who}、{rng.choice(WHERE)}{what}を{verb}",
            f"{what}を{who}が{verb}　{rng.choice(WHY)}",
            f"なぜ{who}は{rng.choice(WHEN)}に{what}を{verb}のか",
            f"{rng.randrange(3, 90)}人けが　{who}が{what}を{verb}",
        )
    )


def sentence(rng: random.Random) -> str:
    who, verb, what, where = rng.choice(WHO), rng.choice(VERB), rng.choice(WHAT), rng.choice(WHERE)
    number = f"{rng.randrange(2, 999) * rng.choice((1, 10, 1000)):,}"
    return rng.choice(
        (
            f"{who}は{rng.choice(WHEN)}、{where}{what}を{verb}。{rng.choice(WHY)}のことだという。",
            f"「{rng.choice(QUOTES)}」と、{who}を代表する{rng.choice(NAMES)}さんは{rng.choice(SAYS)}。",
            f"{where}およそ{number}人が署名し、{who}は{rng.choice(WHEN)}に{what}を{verb}。",
            f"費用は{number}クローネと見積もられ、{who}が{what}を{verb}時より{rng.randrange(2, 40)}パーセント多い。",
            f"{rng.randrange(1890, 2020)}年に{where}{what}を{verb}のも{who}だった。",
        )
    )


def paragraph(rng: random.Random) -> str:
    return "".join(sentence(rng) for _ in range(rng.choice((1, 2, 2, 3, 4))))


def teaser(rng: random.Random) -> str:
    return f"{headline(rng)}、{rng.choice(WHEN)}"
