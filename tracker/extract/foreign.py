"""Names in other scripts: how Chinese, Japanese and Korean texts write the vendors and the product lines.

Vendors by slug; stems of product names by their Latin spelling.
"""

from __future__ import annotations

VENDORS: dict[str, tuple[str, ...]] = {
    "alibaba": ("阿里巴巴", "阿里云", "阿里", "平头哥", "アリババ", "알리바바"),
    "amd": ("超威", "超威半导体", "超微半导体", "超微", "에이엠디"),
    "aws": ("亚马逊", "亞馬遜", "アマゾン", "아마존"),
    "baidu": ("百度", "昆仑芯", "バイドゥ", "바이두"),
    "biren": ("壁仞", "壁仞科技"),
    "broadcom": ("博通", "ブロードコム", "브로드컴"),
    "cambricon": ("寒武纪", "寒武紀", "カンブリコン"),
    "cerebras": ("セレブラス", "세레브라스"),
    "deepseek": ("深度求索",),
    "furiosaai": ("퓨리오사AI", "퓨리오사"),
    "google": ("谷歌", "グーグル", "구글"),
    "groq": ("グロック", "그록"),
    "huawei": ("华为", "華為", "ファーウェイ", "화웨이"),
    "ibm": (),
    "intel": ("英特尔", "英特爾", "インテル", "인텔"),
    "meta": ("メタ", "메타"),
    "metax": ("沐曦",),
    "micron": ("美光", "マイクロン", "마이크론"),
    "microsoft": ("微软", "微軟", "マイクロソフト", "마이크로소프트"),
    "moore-threads": ("摩尔线程", "摩爾線程"),
    "nvidia": ("英伟达", "英偉達", "輝達", "エヌビディア", "엔비디아"),
    "openai": ("オープンAI", "오픈AI"),
    "oracle": ("甲骨文", "オラクル", "오라클"),
    "preferred-networks": ("プリファードネットワークス",),
    "qualcomm": ("高通", "クアルコム", "퀄컴"),
    "rebellions": ("리벨리온",),
    "samsung": ("三星", "サムスン", "삼성전자", "삼성"),
    "sk-hynix": ("SK하이닉스", "SK海力士"),
    "softbank": ("软银", "軟銀", "ソフトバンク"),
    "tenstorrent": ("テンストレント",),
    "tesla": ("特斯拉", "テスラ", "테슬라"),
    "tsmc": ("台积电", "台積電"),
    "zai": ("智谱", "智譜"),
}

STEMS: dict[str, tuple[str, ...]] = {
    "Ascend": ("昇腾", "昇騰", "升腾", "어센드"),
    "Siyuan": ("思元",),
    "Kunlun": ("昆仑", "昆仑芯", "崑崙"),
    "Hanguang": ("含光",),
    "Zhenwu": ("真武",),
    "Tianchi": ("天池",),
    "C": ("曦云C",),
    "Blackwell": ("ブラックウェル", "블랙웰"),
    "Rubin": ("ルービン", "루빈"),
    "Vera Rubin": ("ベラ・ルービン", "ヴェラ・ルービン", "베라 루빈"),
    "Hopper": ("ホッパー", "호퍼"),
    "Gaudi": ("ガウディ", "가우디"),
    "Atlas": ("アトラス",),
}
