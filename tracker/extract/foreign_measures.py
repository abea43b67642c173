"""Which words name which metric in German, French, Spanish, Italian, Portuguese, Dutch, Chinese, Japanese and Korean.

What `measures` has in English; the three tables stand behind its own.
"""

from __future__ import annotations

Rows = tuple[tuple[str, str], ...]

_TOKEN = r"(?:(?:million(?:en|s)?|mio\.?|millón|millones|milhão|milhões|milion[ei]|miljoen)\s(?:d[ei]\s)?)?(?:tokens?|jetons?)"
_EACH = r"(?:pro|je|par|por|per|al?|a)\s"
_CRISP = r"(?:nv|mx)?(?:fp|int|bf)-?\d{1,2}"
_HOUR = (
    r"(?:à\sl'heure|(?:de\s|par\s)l'heure|par heure|la hora|por hora|all'ora|l'ora|a hora|per uur|pro stunde|je stunde)"
)

COMPOUND: Rows = (
    ("cost_per_token", rf"(?:\w*kosten|coûts?|prix|costes?|costos?|precios?|custos?|preço|cost[oi]|prezz[oi])\s(?:{_EACH}"
        rf"|du\s|del\s|do\s){_TOKEN}"
        r"|token\s?(?:成本|单价|コスト)|每(?:百万)?\s?token\s?的?成本|(?:토큰당|토큰 당) ?(?:비용|단가|가격)|トークン(?:当たり"
        r"|あたり)の?(?:コスト|費用|単価)"),
    ("cost_per_inference", r"(?:쿼리|추론|요청)당 ?비용|单次推理成本|(?:kosten|coût|coste|custo|costo)\s(?:pro|je|par|por|per)\s"
        r"(?:anfrage|abfrage|antwort|requête|réponse|consulta|respuesta|inferencia|pergunta|inferência|richiesta|risposta|inferenza|vraag|antwoord|verzoek)"),
    ("energy_token", rf"(?:\w*energie\w*|\w*verbrauch|énergie|consommation|energía|consumo|energia|\w*verbruik|stroom"
        rf"|strom)\s{_EACH}{_TOKEN}"
        r"|(?:每|单)\s?token\s?(?:能耗|功耗|耗电)|トークン(?:当たり|あたり)の?(?:消費電力|電力|エネルギー)|토큰당 ?(?:전력"
        r"|에너지)"),
    ("energy_efficiency", r"energie-?effici\w+|efficienza energetica|rendement énergétique|能耗比|能效比?|单位功耗|省電力性"
        r"|에너지 ?효율"
        r"|(?:pro|je|par|por|per|al) (?:kilowattst\w+|kwh|kilowattuur|kilovatio\w*|mégawatt|megavatio|megawatt)"),
    ("price_performance", r"prijs-prestatie\w*|rapporto (?:qualità|prestazioni)[-/ ]prezzo|custo[-/ ]benefício"
        r"|relación (?:coste|precio)[-/ ](?:rendimiento|prestaciones)"
        r"|가성비|(?:달러|비용)당 ?성능|費用対効果|コスパ|(?:por|par|pro|je|per|al) (?:euro|dólar|dollar|dollaro|franken)\b"),
    ("price_hourly", rf"{_HOUR}|每(?:卡)?小时|(?:1|一)?時間(?:当たり|あたり)|毎時|시간당|租金|租价|임대료|レンタル料"),
    ("peak_compute", rf"(?:performances?|rendimiento|prestazioni|desempenho|prestaties|puissance|potencia|cálculo|cómputo"
        rf"|calcolo)\s(?:(?:de|en|em|in|bei)\s)?"
        rf"(?:cálculo\s|crête\s)?(?:en\s)?{_CRISP}|{_CRISP}-(?:\w*leistung|\w*durchsatz|prestaties)|{_CRISP}\s?(?:での?|の|下的?|的)?\s?(?:性能|성능|吞吐|연산)"),
)  # fmt: skip
NOUN: Rows = (
    ("memory_bandwidth", r"banda(?: passante)?(?: (?:di|de|da) memoria| da memória)?|geheugenbandbreedte|頻寬|débit mémoire"
        r"|speicherdurchsatz"),
    ("memory_capacity", r"\w*geheugen(?:capaciteit)?|용량|容量|記憶體(?:容量)?|顯存|capacidad\b|capacità\b|capacidade\b|capacité\b"
        r"|kapazität\b|capaciteit\b"),
    ("latency", r"latentie|wachttijd|reactietijd|responstijd|délai|demora|wartezeit|verzögerung"
        r"|reaktionszeit|时延|延时|延遲|応答時間"
        r"|待ち時間|レイテンシー?|레이턴시"
        r"|응답 ?시간|tempo de resposta|tiempo de espera"),
    ("throughput", r"doorvoer|vazão|taxa de transferência|débito|chats\b|réponses par seconde"),
    ("peak_compute", r"rekenkracht|rekenvermogen|(?:poder|capacidad|capacidade|capacità|capacité) (?:de |di )?(?:cómputo"
        r"|cálculo|calcolo|calcul|computação"
        r"|computacional|processamento)|cómputo|연산(?: ?(?:성능|능력))?"),
    ("performance", r"prestatie\w*|velocidade|velocità|snelheid|속도|效能"),
    ("power", r"\w*leistungsaufnahme|verlustleistung|stroom(?:verbruik)?|energieverbruik|verbruik\w*|vermogen\b"
        r"|elektriciteit|耗电量?|功率|耗電量?|耗能|能耗|corrente\b|électricité"),
    ("price_hourly", r"tarief|tarif|tarifa|tariffa|huurprijs|\w*preis\b|preço|요금|料金"),
    ("tco", r"gesamtkosten|总成本|総コスト|총비용|費用"),
)  # fmt: skip
IMPLIED: Rows = (
    ("energy_efficiency", r"effizient\w*|sparsam\w*|efficac\w+|eficient\w+|efficient[ei]?\b|efficiënt\w*|zuinig\w*|(?:plus"
        r"|más|mais|più) (?:économe|sobre)s?\b"),
    ("performance", r"snel(?:ler)?\b|trager\b|langzamer|krachtiger|(?:plus|más|mais|più|tan|tão|aussi) (?:lent\w*|rápid\w+"
        r"|veloc\w*|vite|performant\w*|puissant\w*"
        r"|potent\w*|poderos\w+)|überlegen\w*|leistungsfähiger\w*|leistungsstärker\w*|rinde\b|느[리린]|앞[서섰선]"),
    ("latency", r"(?:plus|más|mais) (?:tôt|pronto|cedo)\b"),
    ("tco", r"goedko(?:op|per)|duur(?:der)?\b|(?:so|zu|zo) (?:teuer|günstig|billig)|preiswerter|kostengünstiger"
        r"|kost(?:te)?\b|costa(?:no)?\b|custa(?:m)?\b"
        r"|(?:plus|moins|más|mais|menos|più|meno|tan|tão|aussi) (?:ch(?:er|ère)s?|barat\w+|car[oaie]s?|costos\w+|coûteu\w+"
        r"|económic\w+|econômic\w+|economic\w+"
        r"|onéreu\w+|economiq\w+|économiq\w+)|싼\b|싸[다며고]|비싸\w*|비싼|割安|割高|高価|贵"),
    ("power", r"consuma(?:no)?\b|consome(?:m)?\b|verbruikt?\b|耗电"),
)  # fmt: skip
