"""Words of ending, and words of mood: what is denied, supposed, doubted, joked about,
or of another trade altogether."""

from __future__ import annotations

VERBS: dict[str, str] = {
    "CANCEL": """
        cancel, scrap, axe, kill, kill off, shelve, abandon, ditch, drop, bury, give up, give up on, stop work
        on, stop development of, stop developing, pull the plug on, call off, strike from, strike off, cross
        off, cut from, remove from, delete from, take off the roadmap, halt, halt work on, halt development
        of, abort, terminate, put on ice, mothball, disband, dissolve, close the team, shut down, shutter,
        wind down, write off, end work on, end development of, end the project, discard, junk, nix, dump,
        retreat from, back away from, turn its back on, turn away from, sacrifice, let go, let die, lay to
        rest, cease""",
    "ENDSALE": """
        discontinue, phase out, retire, withdraw, sunset, delist, take off the market, take off sale, take off
        the price list, stop selling, stop offering, stop making, stop producing, stop shipping, stop taking
        orders, stop taking orders for, stop accepting orders, stop manufacturing, stop production, stop
        production of, cease production, cease production of, cease sales, end sales of, end production of,
        end production, end sales, end orders, end shipments, pull, pull from the market, pull from sale,
        deprecate, decommission, switch off, turn off, take out of service, send into retirement, pension off,
        put out to pasture, reach end of life, reach the end of life, reach the end of its life, reach end of
        sale, go end of life, go eol, go out of production, go out of sale, leave the catalogue, leave the
        price list, leave the market, leave the range, bow out, run out, sell off, clear out, replace,
        disappear, disappear from, vanish from""",
}

WORDS: dict[str, str] = {
    "EOL": """
        end of life, end-of-life, eol, end of sale, end-of-sale, eos, last-time buy, last time buy, last
        orders, last order, last order date, last shipments, last shipment, final orders, final shipments,
        final order, discontinued, discontinuation, phase-out, phased out, retirement, sunsetting, sunset,
        deprecation, withdrawal, no longer sold, no longer offered, no longer available, no longer made, no
        longer produced, no longer orderable, no longer manufactured, no longer be ordered, no longer be
        created, no longer be bought, no longer on sale, sold out for good, while stocks last, out of
        production, end of the line, end of the road, never be sold, will not be sold, will not come to
        market, will not go on sale, not come to market, will never ship, is dead, is history, is over, is no
        more, farewell, obituary, funeral, goodbye to, curtains for, r.i.p., internal test vehicle, internal
        test chip, off the roadmap, dropped from the roadmap, gone from the roadmap, missing from the roadmap,
        cancellation, cancellation of, the end of, cancelled, canceled, axed, scrapped, eingestellt, stellt
        ein, stellt den verkauf, abgekündigt, ausgemustert, auslauf*, läuft aus, gestrichen, verworfen,
        begraben, nicht mehr, kein nachfolger, arrête*, arrêt de, abandonn*, annul*, fin de vie, fin de vente,
        retiré*, ne sera plus, n'est plus, cancel*, descontinu*, retira*, deja de vender, fin de la vida,
        dismess*, cancellat*, 停产, 停售, 取消, 终止, 放弃, 下架, 退市, 停止销售, 停產, 終止, 放棄, 生産終了,
        販売終了, 中止, 打ち切り, 終息, 廃止, 撤退,
        提供終了, 단종,
        ausgelistet, streicht, aus dem programm, aus dem sortiment, letztmalig, letztmals, beerdigt,
        beendet, vom markt, supprim*, déréférenc*, met fin à, mis fin à, plus vendu*, plus
        fabriqué*, mis en pause, retiró, descatalog*, dejó de, deja de, dejará de, suspend*, fuori
        produzione, fuori listino, esce di produzione, esce dal listino, uscit* di produzione,
        cessa, cessato, cesserà, ritir*, abbandon*, fine vita, non è più, stopt met, gestopt met,
        stopgezet, uit de handel, uit het assortiment, uit productie, geschrapt, schrapt, niet meer
        leverbaar, uitgefaseerd, beëindig*, sai de linha, fora de linha, fim de linha, saiu de
        linha, encerr*, deixa de, deixou de, deixará de, aposent*, retirado, retirada, não será
        mais, não é mais""",
    "NEG": """
        not, never, no, nobody, none, nor, neither, without, isn't, aren't, wasn't, weren't, doesn't, don't,
        didn't, hasn't, haven't, hadn't, cannot, can't, kein, keine, keinen, nicht, nie, ne, pas, jamais,
        aucun, aucune, ningún, ninguna, tampoco, nunca, non, niet, geen, 没有, 未, 不, 并未, ない, なかった,
        ません, 尚未,
        untrue, false, fake, wrong, incorrect, nothing,
        não, nem, nenhum, nenhuma, nooit, geen enkele, nessun, nessuna, mai, ninguno""",
    "COND": """
        if, unless, would, wouldn't, were to, suppose, supposing, imagine, hypothetical, hypothetically,
        could, might, may, perhaps, maybe, possibly, in talks, considering, considers, weighing, weighs,
        mulling, exploring, negotiating, whether, wenn, könnte, könnten, würde, würden, falls, vielleicht, si,
        pourrait, pourraient, serait, peut-être, podría, podrían, sería, quizá, potrebbe, zou, 如果, 可能, 或, 若,
        もし, かもしれ, 可能性, 検討,
        poderia, seria, teria, talvez, sarebbe, avrebbe, forse, zouden, misschien, wellicht, quizás,
        tal vez""",
    "HEDGE": """
        reportedly, rumour, rumours, rumor, rumors, rumoured, rumored, allegedly, alleged, leak, leaks,
        leaked, leaker, speculation, speculate, supposedly, whisper, whispers, grapevine, is said to, are said
        to, said to be, believed to, people familiar, sources say, source says, sources said, sources close,
        analysts expect, analyst, analysts, we expect, we think, i think, i guess, i bet, we believe, i
        believe, estimates, our estimate, channel checks, price target, unconfirmed, insider, insiders,
        tipster, grain of salt, pinch of salt, angeblich, gerücht*, dem vernehmen nach, aurait, auraient,
        selon la rumeur, rumeur*, presunt*, al parecer, se rumorea, pare che, 传闻, 据传, 爆料, 听说, 據傳, 噂,
        とみられる,
        リーク, らしい, 소문,
        naar verluidt, gerucht*, geruchten, boato*, supost*, indiscrezion*, secondo voci, si dice,
        filtraci*, supuest*, aparentemente""",
    "ASK": """
        ?, asked whether, question, questions, wonder, wondered, anyone know, anybody know, should i, do you,
        does anyone, how do i, 吗, 呢, でしょうか, か。""",
    "SOFT": """
        vllm, sglang, pytorch, triton, kernel, kernels, cuda, driver, drivers, plugin, library, libraries,
        support for, compiler, tensorrt, ollama, llama.cpp, hugging face, rocm, jax, quants, quantized,
        checkpoint, checkpoints, open-weights, open weights, sdk, toolkit, framework, repo, repository,
        wheels, release notes, changelog, github, docker, container, containers, pip, patch, bug, version,
        open source, open-source, paper, arxiv, fine-tune, fine-tuning, parameters, model card, weights,
        license: apache, scheduler, api, operator, tutorial, guide, how to, docs, documentation, 教程,
        チュートリアル""",
    "FORUM": """
        upvotes, comments, commenters, commenter, op, reddit, r/localllama, discord, thread, poster, posters,
        activity:, score:, hacker news, i built, i tried, my own, my rig, i bought, i sold, i have, i use, we
        use, imo, imho, lol, anyone, buddy, guys, user, member, tip, question:, 楼主, 楼, スレ, 网友""",
    "FINANCE": """
        share, shares, stock, stocks, investors, investor, earnings, revenue, quarterly, guidance, price
        target, rating, valuation, market cap, ipo, nasdaq, wall street, funding, series a, series b, series
        c, series d, raised, venture, aktie, aktien, bourse, acciones, 股价, 财报, 股價, 株価, 決算, visibility,
        margin,
        margins, tax, dividend""",
    "EXPORT": """
        export, exports, export control, export controls, sanctions, licence to ship, license to ship,
        washington, commerce department, customs, tariffs on, smuggl*, ban, banned, 制裁, 出口, 輸出""",
    "FAULT": """
        recall, defect, defects, leak in, fire, outage, bug in, vulnerability, correction, corrected, erratum,
        an earlier version, apologise, apologize, regret the error, withdrawn the claim, typo""",
    "OPINION": """
        opinion, essay, column, i think, my view, my guess, editorial, in my book, in my opinion, lesson,
        reminder, explainer, primer, history of, what is, why, myth, glossary, faq, comparison, versus,
        buyer's guide, review of""",
    "SPEC": """
        features, packs, carries, offers up to, contains, delivers up to, memory, bandwidth, tflops,
        petaflops, pflops, tops, hbm, hbm3e, hbm4, transistors, watts, tdp, nm, cores, sram, ports, per watt,
        than its predecessor, specification, specifications, datasheet, data sheet""",
}
