"""Words of time to come and of time gone: promise, plan, schedule, delay,
        and what marks a thing as done or not
yet done.
"""

from __future__ import annotations

VERBS: dict[str, str] = {
    "PLAN": """
        plan, intend, aim, expect, target, schedule, slate, slot, pencil in, promise, prepare, gear up,
        project, forecast, pledge, vow, commit, want, wish, hope, eye, envisage, foresee, earmark, set a date,
        set its sights on, pin down, guide, reckon, assure, anticipate, look to, stand by, reaffirm,
        reiterate, repeat, confirm, insist, keep to, stick to, get ready, count on, be getting ready, have in
        mind, put a date on, have up its sleeve, be set, be due, be bound""",
    "FOLLOW": """
        follow, come next, succeed, take over from, replace, arrive, come, land, get here, turn up, show up,
        reach the market, hit the market, come to market, reach the shelves, hit the shelves, hit the street,
        get into the hands of, find its way, find their way, make its way, make their way, set foot in, lay
        hands on, get their hands on, get its hands on""",
    "DELAY": """
        delay, postpone, push back, push out, put off, defer, slip, slide, move back, hold back, hold up, set
        back, move to the right, be late, run late, miss, fall behind, reschedule, shift, stretch out, drag
        on, keep waiting, wait""",
    "ADVANCE": """
        bring forward, pull in, pull forward, move up, accelerate, speed up, beat the schedule, come early,
        advance""",
}

WORDS: dict[str, str] = {
    "FUT": """
        will, shall, won't, 'll, going to, to be, is to, are to, wird, werden, soll, sollen, würde, sera,
        seront, arrivera, livrera, sortira, partira, partiront, débutera, commencera, será, serán, llegará,
        llegarán, estará, estarán, saldrá, comenzará, entregará, llevará, sarà, saranno, arriverà, zal,
        zullen, 将, 将于, 将在, 计划, 预计, 拟, 將, 將於, 預計, 計畫, 予定, 見込み, 見通し, 計画, 来年, 目指, 明年,
        예정, about to, set to, due
        to, bound to, poised to, yet to come, to come, to follow, to ship, to launch, to arrive, to debut, to
        enter, to go live, to be had, to deliver, to deploy, to install, to offer,
        verrà, verranno, arriveranno, uscirà, partirà, entrerà, sortiront, arriveront, entrera,
        empezará, tendrá, saldrán, chegará, chegarão, começará, serão, deve chegar, devem chegar,
        deve entrar, vai chegar, será entregue, volgend jaar, l'an prochain, l'anno prossimo, el
        próximo año, el año que viene, no ano que vem, nächstes jahr, kommendes jahr""",
    "PLAN": """
        roadmap, road map, roadmaps, schedule, timetable, calendar, diary, agenda, on the calendar, slated,
        due, planned, scheduled, expected, target date, date is, promised, plans, plan, intention, timeline,
        time frame, timeframe, window, milestone, geplant*, plant, plane*, vorgesehen*, erwartet*,
        voraussichtlich, terminplan, fahrplan, zieltermin, prévu*, prévoit, prévoient, attendu*, calendrier,
        promis*, compte, prevé*, previst*, prevén, planea*, espera*, hoja de ruta, calendario, prometid*,
        attes*, gepland, verwacht, 路线图, 时间表, 路線圖, ロードマップ, スケジュール, 予定,
        prevê, planej*, promete, prometem, cronograma, prevede, prevedono, promett*, tabella di
        marcia, verwachten, belooft, beloofd, gepland*, staat gepland""",
    "FOLLOW": """
        folg*, kommt, kommen, suivr*, suivi*, arriv*, llegar*, seguir*, 随后, 接着, 続く, 続い, 登場す, next up,
        next in
        line, next on the list, coming soon, coming next, coming in, coming, up next, upcoming, forthcoming,
        next year's, in the coming, before long, soon, shortly, bald, demnächst, bientôt, pronto,
        próximamente, 即将, 近く, 間もなく,
        volgt, volgen, verschijnt, komt, segue, seguono, arriva, arrivano, chega, chegam, vem em""",
    "ONTRACK": """
        on track, on schedule, on time, on course, as planned, as promised, as scheduled, on plan, in line
        with plan, on target, ahead of schedule, on the dot, nothing has changed, no delay, not a week, not a
        day, keeps its slot, keep its slot, wie geplant, im plan, comme prévu, según lo previsto, 按计划, 如期,
        計画通り, 予定通り""",
    "NOTBEFORE": """
        not before, no earlier than, not until, at the earliest, earliest, until, has to wait, have to wait,
        must wait, wait until, frühestens, nicht vor, erst, pas avant, au plus tôt, no antes de, 最早, 以降, right
        now not, not yet, yet to, still to come, still months away, away""",
    "DELAY": """
        delay, delays, delayed, late, slip, slippage, postponement, verschob*, verschieb*, verzöger*, retard*,
        report*, retras*, aplaz*, 延期, 推迟, 推遲, 遅れ, 遅延,
        uitgesteld, uitstel, vertraag*, rimandat*, rinvi*, slitta*, adiad*, adiou, atras*""",
    "STAGED": """
        first gigawatt, first phase, first stage, in stages, step by step, phase one, initial, first tranche,
        second tranche, first customers, first units, first systems, first racks, first shipments, first
        deliveries, first machines, first lot, first lots, volume shipments, bulk, the rest, remaining,
        remainder, starting in, beginning in, starting with, beginning with, from then on, as of, ab, dès, à
        partir, a partir, desde, 首批, 第一批, 起, から""",
    "DONE": """
        already, has, have, since, so far, meanwhile, by now, now, today, this week, this morning, last week,
        yesterday, for months, for weeks, for a year, finally, at last, just, bereits, schon, seit, jetzt,
        nun, ab sofort, heute, déjà, depuis, désormais, aujourd'hui, ya, desde hoy, ahora, hoy, già, ora,
        oggi, 已, 已经, 现已, 现在, 已於, 今日, 即日起, 日前, すでに, 既に, 現在, 本日, 了,
        hoje, ontem, agora, vandaag, gisteren, inmiddels, sinds, ieri, hier soir, gestern, ayer,
        dal, dalla, dallo""",
    "THEN": """
        had been, used to, once, back then, formerly, previously, originally, at the time, years ago, was to,
        were to, last year, in the past, damals, früher, ursprünglich, autrefois, à l'époque, antes, 原定, 当時,
        曾""",
    "ASPER": """
        says, said, told, according to, announced that, stated, states, confirmed that, wrote, writes, claims,
        claimed, explained, sagt, sagte, laut, zufolge, dit, selon, según, dijo, 表示, 称, 稱, 述べ, によると,
        によれば,
        tells, reports, reported""",
}
