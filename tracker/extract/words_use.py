"""Words of working: a service runs on the product, a site installs it, traffic has moved to it."""

from __future__ import annotations

VERBS: dict[str, str] = {
    "RUN": """
        run on, run, operate, rely on, depend on, sit on, execute on, compute on, be computed on, train on, be
        trained on, be hosted on, host on, be served from, serve from, serve on, be served on, be served by,
        be powered by, power, drive, underpin, sit behind, sit underneath, be behind, be based on, build on,
        be built on, live on, process on, be processed on, handle, answer, answer from, go through, pass
        through, land on, crunch, host, serve, draw on, tap, think on, infer on, use, employ, utilise,
        utilize, exploit, work with, work on, make use of, leverage, lean on, swear by, bet on, standardise
        on, standardize on, settle on, rest on, carry the load of, carry, do the work of, do the work, bear
        the load, shoulder, rank, read, translate, transcribe""",
    "INSTALL": """
        deploy, install, stand up, switch on, bring online, bring up, light up, fire up, rack, plug in,
        commission, put into service, take into service, put into operation, put into production, take into
        operation, inaugurate, energise, energize, turn on, power up, set up, bring into service, throw the
        switch on, go live, go live on, go into service, go into operation, come online, come on line, come
        into service, be online, be in operation, be in service, be in use, be at work, begin operating, start
        work, begin work, start service, enter service, take up work, take up service, take up its work, roll
        in, wheel in, bolt in, move in, house, hum, hum away, stand, fill""",
    "MOVE": """
        move to, move onto, move over to, move from, migrate to, migrate, migrate onto, shift to, shift onto,
        switch to, switch over to, change over to, port to, transfer to, convert to, go over to, adopt,
        embrace, take up, replace, displace, swap, swap out, take over from, take over, retire in favour of,
        supplant, relieve, upgrade to, upgrade, consolidate on, transition to""",
}

WORDS: dict[str, str] = {
    "RUN": """
        powered by, running on, runs on, run on, ran on, served from, served by, served on, hosted on, trained
        on, computed on, built on, based on, live on, laufen, läuft, rechnet, rechnen, arbeitet, arbeiten,
        betreibt, betreiben, nutzt, nutzen, setzt auf, setzen auf, tourne*, tournent, fonctionne*, utilis*,
        s'appuie, exécut*, funciona*, corre, corren, ejecut*, utiliz*, usa, usan, gira, girano, draait,
        draaien, 运行, 采用, 使用, 部署在, 跑在, 驱动, 支撑, 搭载, 動いて, 動く, 動か, 稼働, 使って, 採用,
        利用して, 活用, 担って, 処理し, 구동, 사용,
        beantwort*, antwortet, antworten, bedient, rechnete, répond, répondent, fait tourner, font
        tourner, contesta, contestan, responde, responden, respondem, roda, rodam, rodando, trabaja,
        trabajan, risponde, rispondono, girano su, gira su, lavora, lavorano, utilizz*, gebruikt,
        gebruiken, antwoord*, beantwoord*, draait op, draaien op, draaide, werkt op""",
    "INSTALL": """
        in operation, in service, in use, in production use, up and running, online, operational, switched on,
        at work, on duty, in place, deployment, deployments, installed base, installation of, deployment of,
        installation, in the racks, racked, live in, live at, rollout, being rolled out, eingesetzt, im
        einsatz, in betrieb, installier*, aufgebaut, einsatz, ausgerollt, déployé*, déploie*, installé*,
        installe, en service, mis en service, desplega*, instal*, en funcionamiento, operativ*, in funzione,
        in uso, in gebruik, 部署, 上线, 投用, 落地, 投入使用, 安装, 導入, 配備, 設置, 運用, 稼働, 도입,
        colleague in the basement,
        aufgestellt, in dienst, ans netz, hochgefahren, steckt, stecken, inauguré*, allumé*, en
        marche, en marcha, puesta en marcha, encend*, encendió, acceso, accesi, accend*, in
        servizio, entrat*, attivat*, installat*, montat*, in bedrijf, ingezet, neergezet, opgesteld,
        geïnstalleerd*, in gebruik genomen, aangezet, em operação, em funcionamento, em produção,
        implant*, instalou, ligou""",
    "TRAFFIC": """
        traffic, requests, queries, of every hundred, workload, workloads, inference traffic, production
        traffic, production workloads, free tier, tier, conversations, chats, prompts, calls, scans, patients,
        posts, feeds, ads, advertisements, recommendations, search, answers, images, documents, transactions,
        messages, daily users, users a day, anfragen, verkehr, requêtes, trafic, consultas, tráfico, 流量, 请求,
        リクエスト""",
    "SERVICE": """
        copilot, chatgpt, claude, gemini, alexa, grok, le chat, deepseek, llama, qwen, kimi, mistral,
        assistant, chatbot, bot, service, services, app, supercomputer, supercomputing, system, supercluster,
        cluster, clusters, data center, data centre, data centers, data centres, datacenter, datacenters,
        hall, halls, campus, basement, server room, machine room, site, sites, fleet, fleets, farm,
        rechenzentr*, centre de données, centro de datos, superordenador, supercalculateur, superrechner,
        数据中心, 集群, 資料中心, データセンター, クラスタ, スパコン, hospital, hospitals, university,
        universities, bank, banks,
        ministry, agency, institute, laboratory, laboratories, lab, labs, insurer, police, court, clinic,
        school, plant, airport, railway, newspaper, broadcaster, telecom, operator, city, region of,
        krankenhaus, klinik, universität, hôpital, université, banque, universidad, 医院, 大学, 银行, 运营商,
        研究所, 銀行,
        病院, 電力""",
    "INTERNAL": """
        in-house, internally, own fleet, own data centers, own data centres, its own, own services, for its
        own use, first-party, dogfood, in its cloud, intern, internes, interne, 自社, 内部, 自用""",
}
