"""Words of measuring and of price: results of a workload, and what a thing costs or costs now."""

from __future__ import annotations

VERBS: dict[str, str] = {
    "MEASURE": """
        measure, clock, clock in, benchmark, time, test, log, record, register, observe, see, find, compare,
        put through its paces, put to the test, run the numbers, race, pit, profile""",
    "SCORE": """
        score, reach, hit, achieve, attain, manage, post, deliver, generate, produce, return, push, get,
        squeeze out, squeeze, come to, come in at, top, exceed, break, pass, sustain, churn through, chew
        through, get through, spit out, put out, pump out, emit, stream, write, answer at, handle, serve,
        process, finish, complete, take, need, yield, average, peak at, run at, turn in, tally, notch up,
        notch, go from, climb to, rise to, jump to, do""",
    "WIN": """
        win, lead, top the table, top the chart, take the lead, take first place, take the crown, beat,
        outperform, outpace, outrun, set a record, set the record, set a new record, hold the record, break
        the record, come first, come second, come out ahead, come within, place first, sweep, dominate, best,
        edge out, edge past, finish ahead of, finish first, trounce, trail, enter, submit, compete, debut in,
        lose to, draw level with, tie with, crown""",
    "COST": """
        cost, sell for, sell at, go for, go at, ask, ask for, charge, charge for, retail at, retail for, list
        for, list at, start at, start from, set back, fetch, bill, bill at, come in at, run at, run to, change
        hands for, change hands at, price at, price, be priced at, be priced from, quote, quote at, rent at,
        rent for, rent out at, demand, command, begin at, carry a price of, carry a price tag of""",
    "CUT": """
        cut, lower, slash, reduce, drop, halve, trim, shave, knock, knock off, mark down, discount, bring
        down, take off, chop, sink, fall, tumble, plunge, slide, ease, decline, dip, go down, come down,
        cheapen, get cheaper, become cheaper, be cheaper, undercut""",
    "RAISE": """
        raise, hike, increase, lift, put up, bump up, jack up, mark up, double, go up, rise, climb, jump, get
        dearer, become dearer, become more expensive, get more expensive, adjust, change, revise, reprice,
        update""",
}

WORDS: dict[str, str] = {
    "BENCH": """
        mlperf, inferencemax, inferencex, benchmark, benchmarks, benchmarking, test, tests, test run, test
        runs, trial run, result, results, round, submission, submissions, submitted, scenario, offline, server
        scenario, single-stream, leaderboard, record, records, measurement, measurements, our runs, own runs,
        run of, throughput, latency, time to first token, ttft, tpot, inter-token, first token, batch, batch
        size, concurrency, prompt, context, prefill, decode, samples per second, images per second, queries
        per second, requests per second, stopwatch, duel, head to head, head-to-head, side by side, shoot-out,
        crown, lap, gemessen, messung*, testlauf, ergebnis*, mesuré*, mesure*, résultat*, prueba*, medi*,
        resultado*, risultat*, 测试, 实测, 跑分, 基准, 成绩, 测得, 測試, ベンチマーク, 計測, 測定, 実測, テスト,
        結果, スループット,
        gemeten, meting*, getest, misur*, testes, mediu, cronometr*, haalt, haalde, atingiu,
        raggiunge, raggiunto, alcanzó, erreicht*, atteint""",
    "WON": """
        fastest, first place, lead, ahead of, winner, world record, quickest, best result, top spot,
        schnellste*, plus rapide*, más rápid*, 最快, 最速""",
    "PRICE": """
        price, prices, pricing, price tag, tag, list price, sticker price, street price, msrp, rrp, asking
        price, purchase price, cost, costs, rate, rates, hourly rate, on-demand rate, on-demand price, tariff,
        tariffs, fee, fees, the meter, bill, invoice, quote, quoted, quotation, discount, markdown, per
        gpu-hour, per gpu hour, gpu-hour, gpu hour, an hour, per hour, /hr, /h, hourly, a piece, apiece, per
        card, each, per unit, tax included, plus vat, excl. vat, starting at, starting from, starting price,
        priced at, priced from, entry price, on-demand, reserved, spot price, committed, for a year, per
        token, per million tokens, preis, preise, preises, listenpreis, kostet, kosten, kostenpunkt, pro
        stunde, stundenpreis, je stunde, stückpreis, prix, tarif*, coûte*, coût, l'heure, par heure, de
        l'heure, pièce, precio*, cuesta*, la hora, por hora, tarifa*, prezzo, costa, costano, all'ora, prijs,
        kost, 价格, 售价, 定价, 报价, 每小时, 单价, 價格, 售價, 定價, 価格, 料金, 円, 値下げ, 値上げ, 単価, 1時間,
        時間当たり, 時間あたり, 降价, 涨价, 元/小时,
        가격,
        preço*, custa, custam, a hora sai, prezzi, al pezzo, a scheda, per uur, per stuk, tarief,
        tarieven, prijzen, kostte, costaba, costava, custava""",
    "CHEAP": """
        cheaper, dearer, price cut, price cuts, price drop, price reduction, price increase, price rise, price
        hike, lower price, lower prices, new price, new prices, new rates, more affordable, less expensive,
        more expensive, half price, at a discount, off the, percent off, % off, per cent off, günstiger,
        billiger, teurer, gesenkt, senkt, senken, preissenkung, erhöht, moins cher, plus cher, baisse*,
        réduit, más barat*, más car*, rebaj*, baj*, ribass*, 降价, 下调, 上调, 降價, 調降, 値下げ, 値上げ,
        引き下げ, 引き上げ,
        mais barat*, baixa, baixou, baixar*, reduz*, subiu, caiu, cortou, tagli*, ridott*, riduce,
        aument*, più car*, meno car*, goedkoper, duurder, verlaagd*, verlaagt, verhoogd*, verhoogt,
        daalt, gedaald, stijgt, zakt, encarec*, abarat*, subió, relèv*, tombe à, passe à, passe de""",
}
