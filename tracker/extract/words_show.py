"""Words of being shown,
        named and made: what a maker does to a product before anybody can have it.

VERBS are given in their base form and inflected by `inflect`; a phrase is inflected in its first word. WORDS stand as
printed; a star at the end stands for any letters. One entry a class of meaning, whatever the language.
"""

from __future__ import annotations

VERBS: dict[str, str] = {
    "SHOW": """
        announce, unveil, introduce, launch, reveal, debut, premiere, take the wraps off, pull the wraps off,
        whip the wraps off, pull the wraps from, take the wraps from, lift the lid on, lift the lid off, lift
        the cover off, lift the veil on, lift the veil from, lift the curtain on, raise the curtain on, pull
        back the curtain on, draw back the curtain on, draw the curtain from, pull the sheet off, pull the
        cloth off, take the cloth off, go public with, come out with, bring out, usher in, inaugurate, make
        public, make official, officialise, break the news of, spring, christen, baptise, baptize, announce
        the launch of""",
    "PRESENT": """
        present, show, show off, showcase, preview, disclose, detail, describe, outline, demonstrate, demo,
        display, exhibit, publish, release, tease, lay out, set out, lay bare, bare, map out, spell out,
        parade, trot out, hold up, hold aloft, put on show, put on display, put on the table, walk through,
        give details, give details of, share details, share details of, share, give a first look at, give a
        glimpse of, offer a glimpse of, provide details on, talk up, shed light on, open up about, spill the
        beans on, document, explain, break its silence on, break its silence about, break its silence, end a
        silence, lead with, close with, brandish, flash, produce from, pull out, pull from, draw from, whip
        out, turn towards the cameras, put on the screen, put on screen, put on stage, put up on the screen,
        bring on stage, bring on the stage, bring to the stage, bring along, hand round, pass around, give the
        world a first look at, open the box on, make known, lift embargo on, confirm, acknowledge, specify,
        brief, put a name to, put a face to, dedicate, devote, throw on the wall, wheel out, roll onto the
        stage, walk on stage with, step on stage with, come on stage with""",
    "APPEAR": """
        debut, appear, emerge, surface, see the light of day, see daylight, see the light, break cover, step
        out, step forward, step onto the stage, step into the light, be born, come out of hiding, come into
        the open, join the family, join the line-up, join the lineup, join the range, join the portfolio,
        join, make its debut, make its first appearance, make its bow, make its entrance, make its first
        public appearance, make a first public appearance, make its premiere, have its premiere, have its
        first outing, take a bow, take the stage, steal the show, enter the stage, enter the scene, take
        shape, become official, go official, step into the limelight, round out, round off, complete the
        line-up, complete the family, extend the line, extend the family, head the family, head the line, top
        the line-up, crown the range, come out of the closet, come out of stealth""",
    "NAME": """
        name, call, dub, christen, label, codename, go by the name of, go by the name, bear the name, carry
        the name, answer to the name of, listen to the name of, be known as, sell under the name, title, style""",
    "EXTEND": """
        expand its line, expand its family, expand its portfolio, expand its range, extend its line, extend
        its family, extend its portfolio, add to its line, add to its family, add to its portfolio, add to its
        range, broaden its line, broaden its range, complete its line, follow up with, follow up on, counter
        with, answer with, respond with, hit back with, split, break, unveil plans for""",
    "SAMPLE": """
        sample, tape out, bring up, power on, boot, prototype, trial, pilot, test, evaluate, qualify,
        validate, come back from the fab, return from the fab, return from the foundry, come back from the
        foundry""",
    "DEVELOP": """
        develop, design, co-design, co-develop, codesign, engineer, work on, build its own, craft, conceive,
        architect, tailor, invent, start work on, begin work on, have in the works, have under development""",
    "MAKE": """
        manufacture, mass-produce, produce, fabricate, assemble, build, churn out, crank out, turn out, stamp
        out, press, roll off the line, roll off the production line, roll off the assembly line, roll off the
        lines, come off the line, come off the production line, come off the lines, leave the line, leave the
        lines, run off the line, pump out, etch, forge, fab""",
    "RAMP": """
        ramp, ramp up, ramp production, ramp up production, scale up production, step up production, boost
        output, raise output, expand output, double output, triple output, crank up production, enter
        production, enter volume production, enter mass production, enter full production, go into production,
        go into volume production, go into mass production, move into production, move into volume production,
        start production, start volume production, start mass production, begin production, begin mass
        production, begin volume production, kick off production, kick off mass production, reach volume,
        reach volume production, reach full production, hit volume production, be in production, be in full
        production, be in volume production, be in mass production, be at full production""",
}

WORDS: dict[str, str] = {
    "SHOW": """
        vorgestell*, stellt*, stellte, enthüll*, präsentier*, kündig*, angekündigt, ankündig*, gelüftet,
        lüftet*, zeigte, zeigt, gezeigt, präsentation, vorstellung, a dévoilé, dévoil*, présent*, annonc*,
        lance, lancé, lançait, lever le voile, levé le voile, leva le voile, presenta, presentó, presentado,
        presentada, anunci*, desvel*, lanza, lanzó, muestra, mostró, annuncia*, svel*, presentato, presentat*,
        apresent*, lançou, onthul*, kondigt, aangekondigd, 发布, 推出, 公布, 亮相, 发表, 宣布, 揭晓, 披露, 展示,
        问世, 揭幕, 登场, 首秀,
        曝光, 预告, 發表, 發布, 発表, 公開, お披露目, 世に出, 初公開, 投入, 紹介, デビュー, リリース, 공개, 발표,
        출시, 선보,
        reveló, revela, revelou, estrena*, estrenó, lanzad*, dio a conocer, presentaron, presentan,
        mostraron, enseñó, lancia, lanciato, lanciata, lanciano, rivel*, ha mostrato, mostra,
        mostrato, mostrata, debutt*, esordi*, tolto il velo, getoond, toonde, toont, lanceer*,
        gelanceerd*, presenteer*, gepresenteerd*, geïntroduceerd*, introduceer*, onthuld*,
        aankondig*, uit de doeken, lanç*, mostrou, mostrad*, divulg*, estre*, montré*, dévoilée*,
        lanciert*, debütiert*""",
    "SHOW_N": """
        launch of, launch, launches, announcement of, announcement, announcements, unveiling of, unveiling,
        introduction of, introduction, debut of, debut, premiere, premiere of, reveal of, presentation of,
        disclosure of, disclosure, first look at, first appearance, appearance of, first public outing,
        coming-out, introducing, meet the, meet, say hello to, new:, newly announced, newly unveiled, just
        announced, just launched, just unveiled, just released, just dropped, freshly announced, recently
        announced, recently unveiled, recently launched, wraps came off, wraps are off, wraps come off,
        curtain rose on, curtain goes up, curtain went up on, veil was lifted, veil is off, veil fell, lid is
        off, cat is out of the bag, out of the drawer, out of the box, under embargo until""",
    "STAGE": """
        keynote, on stage, the stage, stage, on the screen, screen, slide, slides, podium, spotlight,
        limelight, show floor, booth, stand, audience, reporters, journalists, press conference, press event,
        in public, for the first time, until now, conference, summit, symposium, trade fair, trade show, the
        fair, fair, expo, bühne, messe, scène, salon, escenario, hall, lectern, handbag, pocket, jacket,
        drawer, sleeve, hat, box, developer day, investor day, analyst day, capital markets day, open house,
        roundtable, briefing, 会上, 大会, 峰会, 展会, 基調講演, 会見, 展示会""",
    "NAME": """
        named, called, by the name of, heißt, genannt, namens, nommé*, baptisé*, appelé*, llamad*, denominad*,
        chiamat*, 命名, 名为, 名為, 代号, という名, 名付け, と名づけ, has a name, its name""",
    "NEW": """
        new, newest, latest, brand-new, all-new, successor, successors, sibling, siblings, newcomer,
        newcomers, next-generation, next-gen, next generation, youngest, debutant, flagship, first-generation,
        second-generation, third-generation, fourth-generation, fifth-generation, sixth-generation,
        seventh-generation, eighth-generation, addition, family member, member, surprise, answer to,
        challenger, contender, big brother, little sister, offspring, heir, follow-up, neu*, nachfolger*,
        neueste*, nouveau, nouvelle*, successeur, nuev*, sucesor, nuov*, 新一代, 新型, 新款, 最新, 全新, 新世代,
        次世代, 新製品,
        旗舰, 後継,
        novo, nova, novos, novas, sucessor*, opvolger*, nieuwe, nieuwste, successore""",
    "SAMPLE": """
        samples, sample, sampling, engineering samples, first silicon, early silicon, a0 silicon, tape-out,
        tapeout, taped out, tapes out, tape out, prototype, prototypes, bring-up, test chip, test silicon,
        pilot run, pilot phase, proof of concept, evaluation kits, evaluation units, testers, early access,
        trial, trials, lab tests, in the lab, on loan, muster, échantillon*, muestras, 流片, 样品, 送样, 試作*,
        サンプル,
        テープアウト, 送樣,
        amostras, campioni, monsters, proefexemplaren""",
    "DEVELOP": """
        in the works, under development, in development, development of, work on, working on, at work on,
        drawing board, on the drawing board, in the pipeline, entwickel*, en développement, développe*,
        desarroll*, 研发, 研發, 开发, 開發, 開発, 設計""",
    "VOLUME": """
        full production, volume production, mass production, series production, high-volume production,
        high-volume manufacturing, volume manufacturing, full-scale production, serial production, large-scale
        production, production ramp, in production, in volume, production volume, by the lot, by the thousand,
        at scale, full swing, full tilt, around the clock, three shifts, two shifts, night shift, day and
        night, a day, per day, a week, per week, a month, per month, wafer starts, yields, yield, output,
        throughput of the line, production run, production has started, production has begun, production is
        under way, production is underway, production started, production began, production units, hvm,
        serienproduktion, massenproduktion, serienfertigung, großserie, volumenproduktion, in serie, vom band,
        fertigung, production en série, production de masse, en production, producción en masa, producción en
        serie, produzione di massa, 量产, 大规模生产, 投产, 批量生产, 量產, 量産, 大量生産, 生産開始, 生産中, 양산,
        in stückzahlen, läuft vom band, laufen vom band, volumenfertigung, production en volume,
        sort des chaînes, producción en volumen, en producción, in produzione, produzione in serie,
        produzione in volumi, produzione di serie, massaproductie, serieproductie, in productie, van
        de band, produção em massa, produção em série, produção em volume, em produção""",
    "FAB": """
        tsmc, samsung, foxconn, intel foundry, smic, globalfoundries, quanta, wistron, wiwynn, amkor, ase,
        skywater, rapidus, factory, factories, plant, plants, production line, production lines, assembly
        line, assembly lines, lines, foundry, foundries, fab, fabs, packaging, cowos, contract manufacturer,
        contract manufacturers, wafers, dies, lots, benches, fabrik, werk, usine, fábrica, 工厂, 产线, 工場,
        生産ライン""",
}
