"""Words of trade: buying, ordering, signing, licensing, supplying, partnering, choosing,
        and the other side of a
contract.
"""

from __future__ import annotations

VERBS: dict[str, str] = {
    "BUY": """
        buy, buy up, purchase, procure, acquire, order, book, secure, snap up, lock in, lock up, reserve,
        take, commit to, splash out on, spend, invest, lay out, put down, pay for, pay, place an order for,
        place an order, place orders, place orders for, put its name to, put its name down for, sign up for,
        sign for, stock up on, grab, scoop up, get hold of, lease, rent, subscribe to, prepay, bankroll,
        finance, fund the purchase of, source, draw down, exercise an option, call off, want, stake on, sink
        into, take on, splurge on, open its wallet, open the wallet for, tie itself to, tie themselves to,
        double its order, extend its order""",
    "SIGN": """
        sign, ink, seal, strike, clinch, close a deal, close, conclude, land, win, bag, agree, agree to buy,
        agree to supply, agree to provide, shake hands on, reach an agreement, reach a deal, enter into, enter
        into an agreement, award, tender, renew, extend, expand, widen, deepen, broaden, finalise, finalize,
        put pen to paper, initial, announce a deal, announce a partnership, announce an agreement""",
    "CHOOSE": """
        choose, select, pick, opt for, prefer, go for, go with, entrust, decide for, decide on, plump for,
        settle on, favour, favor, turn to, bet on, give the nod to, get the nod, get the contract, win the
        contract, win the tender, win the bid, win the order, win an order, beat off, prevail, shortlist, come
        out on top, be chosen, be selected, place its bet on, trust, go to""",
    "SUPPLY": """
        supply, provide, furnish, equip, outfit, deliver to, ship to, sell to, provision, kit out, hand over
        to, stock with, lease to, rent to, fit out""",
    "LICENSE": """
        license, licence, sublicense, take a licence, take a licence to, take a license to, acquire a licence,
        acquire a license to, grant a licence, grant a license""",
    "PARTNER": """
        partner, partner with, team up, team up with, join forces, join forces with, ally with, collaborate,
        collaborate with, cooperate, cooperate with, work together, work together with, join hands, pair up,
        form a joint venture, tie the knot, forge a partnership, enter a partnership, co-invest, link up with,
        link arms with""",
    "TAKEOVER": """
        acquire, take over, swallow, absorb, gobble up, merge with, buy out, purchase outright, snap up, buy
        the company, take a stake in""",
    "REFUSE": """
        decline, reject, refuse, turn down, rebuff, walk away from, back out of, pull out of, deny, fall
        through, collapse, lapse, terminate, tear up, cancel the order, cancel its order, let lapse, call off
        talks""",
}

WORDS: dict[str, str] = {
    "DEAL": """
        deal, deals, agreement, agreements, contract, contracts, order, orders, order for, order worth,
        purchase order, purchase orders, purchase, purchase of, procurement, tender, tenders, framework
        agreement, framework, supply agreement, supply deal, supply contract, partnership, partnerships,
        alliance, tie-up, tie-ups, memorandum, memorandum of understanding, mou, letter of intent, lease,
        leasing, rental agreement, commitment, commitments, multi-year, multiyear, long-term agreement,
        strategic agreement, signature, signatures, joint venture, pact, accord, award, capacity deal, compute
        deal, cloud contract, cloud deal, order book, backlog, stake, warrant, warrants, options on,
        investment, takeover, acquisition, acquisition of, merger, buyout, vertrag, verträge, vereinbarung*,
        auftrag, aufträge, großauftrag, bestell*, kauf, kauft, kaufen, gekauft, beschaff*, partnerschaft*,
        zuschlag, ausschreibung, rahmenvertrag, liefervertrag, abkommen, übernahme, übernimmt, unterzeichn*,
        contrat*, commande*, achat, achète*, acquis*, partenariat*, marché public, signé*, signe, pedido*,
        compra*, contrato*, acuerdo*, adquir*, alianza*, firma, firmó, firmado, encarg*, ordin*, contratto,
        accordo, acquist*, overeenkomst, bestelde, 订单, 采购, 协议, 合同, 签署, 签约, 购买, 收购, 合作, 中标,
        訂單, 採購, 協議, 合約, 簽署,
        収購, 契約, 受注, 発注, 購入, 買収, 提携, 協業, 調達, 注文, 合意, 계약, 구매, 협약,
        geordert, ordert, ordern, achet*, adjudic*, compró, compraron, comprou, compraram,
        encomend*, licitaci*, licitação, assin*, parceri*, firmat*, siglat*, sigla, commess*,
        contratt*, comprat*, koopt, kocht, kopen, gekocht, aankoop, bestelt, besteld, bestelling*,
        order van, ondertekend*, tekende, tekent, aanbested*, aanschaf*, acordo, acordos""",
    "LICENSE": """
        licence, license, licensing, licensing deal, licensing agreement, licence agreement, license
        agreement, licence to, lizenz*, licence d*, licencia*, 授权, 许可, 授權, ライセンス""",
    "BIGMONEY": """
        billion, bn, million, mn, milliards, milliarden, milliard, mrd, millionen, millions, mio, millones,
        mil millones, miliardi, milioni, miljard, miljoen, 亿, 億, 万元, 億円, 億美元, trillion, dollars, euros,
        pounds, yen, won, yuan,
        milhões, milhão, bilhões, bilhão, mil milhões, miljoenen, miljarden""",
    "UNITS": """
        gigawatt, gigawatts, megawatt, megawatts, gw, mw, thousand, thousands, hundred thousand, hundreds of
        thousands, tens of thousands, half a million, one million, dozen, dozens, quarter of a million, units,
        boxes, pieces, hunderttausend, tausend, millier*, miles de, gigavatios, megavatios, 万张, 万卡, 万颗, 吉瓦,
        兆瓦, 張, ギガワット, メガワット, 基, 台, 枚""",
    "WORTH": """
        worth, valued at, at a cost of, for about, for some, for more than, over the term, over five years,
        over four years, over three years, over several years, year contract, years, five-year, four-year,
        three-year, ten-year, seven-year, term, total value, all told, im wert, d'une valeur, por valor, 总额,
        价值, 規模, 総額,
        ter waarde van, no valor de, del valore di, per un valore""",
    "SUPPLIER": """
        supplier, suppliers, vendor, vendors, winner, winning bidder, bidder, bidders, buyer, purchaser,
        purchasers, customer for, tenant, anchor customer, anchor tenant, first customer, launch customer,
        lead customer, named customer, second customer, third customer, mystery buyer, exclusive, sole
        supplier, lieferant, fournisseur, proveedor, 供应商, 买家, サプライヤー""",
    "REFUSED": """
        no deal, no contract, no agreement, has not been signed, not been signed, without a signature,
        unsigned, never signed, talks, negotiations, negotiating, in talks, offer of, term sheet, draft""",
}
