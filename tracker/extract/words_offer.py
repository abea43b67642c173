"""Words of being had: shipped, delivered, landing in a region, offered, rented, listed in a shop,
open to customers."""

from __future__ import annotations

VERBS: dict[str, str] = {
    "SHIP": """
        ship, deliver, dispatch, hand over, send out, leave the factory, leave the dock, leave the plant,
        leave the warehouse, go out, go out the door, go out to customers, be on its way, be on the way, start
        shipping, start deliveries, begin shipping, begin deliveries, commence shipments, begin shipments,
        start shipments, take delivery of, receive""",
    "LAND": """
        land, arrive, reach, roll out, hit, enter, come to, make it to, touch down, set up in, spread to,
        expand to, expand into, extend to, go on sale, go ga, go live, go online, open up, become available,
        become generally available, light up in, turn up in, pop up, be in stock""",
    "OPEN": """
        open, open to, open for, open up to, open its doors to, open the doors to, let in, let out, admit,
        allow in, give access to, grant access to, unlock, enable, lift the waiting list, drop the waiting
        list, graduate, leave preview, leave beta, exit preview, come out of preview, come out of beta, enter
        general availability, enter public preview, enter preview, reach general availability, hit general
        availability, move to general availability, move into general availability, reach ga, hit ga, promote,
        be open, switch on for customers, launch in""",
    "OFFER": """
        offer, sell, stock, list, carry, rent, rent out, lease, hire out, host, add, provide, make available,
        put on sale, put up for sale, put up for rent, bring to market, market, retail, take orders, take
        orders for, take reservations, take reservations for, accept orders, accept orders for, accept
        reservations, open the order book for, open orders for, open reservations for, start selling, start
        offering, start renting, begin selling, begin offering, begin renting, roll out, be selling, be
        renting, put into the catalogue, include in its catalogue, put on the price list, take into its range""",
    "GET": """
        get, order, buy, rent, reserve, book, access, use, launch, provision, spin up, create, request, try,
        have, choose, pick, select, deploy, sign up for, call up, click, lay hands on, pre-order, preorder,
        subscribe""",
}

WORDS: dict[str, str] = {
    "SHIP_N": """
        shipment, shipments, shipments of, delivery, deliveries, deliveries of, delivery date, lead time, lead
        times, handover, hand-over, in transit, out the door, on the truck, on pallets, auslieferung*,
        lieferung*, ausgeliefert*, geliefert*, liefert*, lieferbar, livr*, livraison*, expédi*, entreg*,
        envío*, consegn*, geleverd, 出货, 交付, 发货, 供货, 出貨, 交貨, 出荷, 納入, 納品, 引き渡し, 提供開始,
        提供を開始, 출하,
        ausliefert*, verschick*, versandt, versendet, levert, leveren, leverde, levering*, verzend*,
        verstuurt, verstuurd*, spedi*, spedizion*, consegnat*, enviad*, envía, envían, remessas,
        despach*, expédié*""",
    "AVAIL": """
        available, generally available, availability, general availability, ga, now available, widely
        available, broadly available, publicly available, in stock, orderable, on offer, to be had, for sale,
        for rent, for hire, for lease, bookable, obtainable, accessible, ready to order, open for orders, open
        for business, open to all, open to everyone, on sale, up for grabs, within reach, on the shelves, on
        the shelf, off the shelf, at general availability, live, rentable, purchasable, ships today, in
        stores, on the market, immediate availability, verfügbar*, erhältlich, bestellbar, buchbar, zu haben,
        zu kaufen, zu mieten, im handel, im angebot, lieferbar, verfügbarkeit, disponible*, disponibilité,
        disponibilidad, en vente, en rayon, commercialis*, à la vente, a la venta, alquil*, en location,
        louer, loue, loués, disponibil*, in vendita, noleggi*, beschikbaar, te koop, mieten, mietet, vermiet*,
        上市, 开售, 发售, 上架, 开放, 上线, 可供, 租用, 商用, 上線, 開賣, 發售, 発売, 販売, 販売開始, 提供,
        利用可能, 利用でき, 一般提供, 注文, 受注, 購入, レンタル,
        판매, 구매,
        disponível, disponíveis, disponibilidade, à venda, em estoque, em stock, alug*, vorrätig, ab
        lager, auf lager, im verkauf, mietbar, en stock, se vende, se venden, se alquila, se puede
        comprar, se puede alquilar, in magazzino, acquistabil*, ordinabil*, prenotabil*, op
        voorraad, leverbaar, verkrijgbaar, te huur, huren, bestelbaar, on peut louer, on peut
        acheter, disponibilità""",
    "PREVIEW": """
        public preview, preview, open preview, limited preview, private preview, public beta, open beta, beta,
        early-access programme, early access program, limited availability, technical preview, invited,
        invitation only, invite-only""",
    "CANGET": """
        can now, can be bought, can be ordered, can be rented, can be reserved, can be had, can be booked, can
        be used, can be leased, can be pre-ordered, can order, can rent, can buy, can book, can reserve, can
        use, can get, can have, can choose, can pick, can launch, can deploy, can access, can request, may
        now, may order, customers can, users can, developers can, anyone can, anybody can, everybody can,
        everyone can, who wants one, whoever wants, anyone who wants, können ab, kann ab, können jetzt, lässt
        sich mieten, lassen sich mieten, peuvent, peut être, pueden, puede, possono, kunnen, 可以, 可以租, できる,
        できます,
        podem, já pode, si può, si possono, kunnen nu, kan nu, lässt sich, ya puede, ya pueden""",
    "SHOP": """
        shop, web shop, online shop, store, online store, web store, console, catalogue, catalog, price list,
        pull-down list, drop-down, dropdown, menu, marketplace, self-service, self-serve, sign-up page, signup
        page, waiting list, waitlist, queue, quota, quotas, reservation, reservations, reservations open,
        pre-order, pre-orders, preorders, preorder, order book, order books, order form, order page, orders
        are open, orders open, orders now open, buy button, checkout, cart, basket, retailers, retailer,
        distributor, distributors, reseller, resellers, dealers, etailers, sku, part number, one-click, no
        sales call, credit card, row, list, selector, instance selector, menus, webshop, händler, bestellung*,
        boutique, catálogo, tienda, listino, 商城, 官网, 京东, 预订, 预售, 下单, ストア, 店頭, 予約""",
    "CLOUD": """
        instance, instances, vm, vms, virtual machines, virtual machine, bare metal, bare-metal, node, nodes,
        shape, shapes, endpoint, endpoints, region, regions, zone, availability zone, on demand, on-demand,
        spot, cloud, cloud customers, tenants, tenant, droplet, droplets, slices, slice, pods, serverless,
        dedicated, clusters on demand, instanz*, instancias, cloud-kunden, nube, nuage, machine type, machine
        types, instance type, instance types, instance family, data center regions, us-east, us-west,
        europe-west, eu-west, 实例, 云, 雲端, クラウド, インスタンス, リージョン, 可用区""",
    "CUSTOMER": """
        customers, customer, clients, client, users, developers, buyers, tenants, subscribers, hyperscalers,
        partners, partner, startups, enterprises, kunden, kunde, nutzer, entwickler, utilisateurs, clientes,
        usuarios, clienti, 客户, 用户, 客戶, 用戶, 顧客, ユーザー, 企業, oems, odms, oem, system builders,
        integrators, server
        makers, supermicro, dell, hpe, lenovo, gigabyte, asus, asrock,
        klanten, klant, utenti, gebruikers, usuários""",
    "NOWSTART": """
        from today, as of today, starting today, starting now, effective today, effective immediately, right
        away, straight away, immediately, with immediate effect, as of this week, from this week, since this
        morning, since this week, since monday, since tuesday, since wednesday, since thursday, since friday,
        since last week, ab sofort, ab heute, seit heute, seit dieser woche, dès aujourd'hui, dès maintenant,
        dès à présent, a partir de hoy, desde hoy, da oggi, vanaf vandaag, 即日起, 今起, 本日より, 本日から,
        今日から, no
        waiting list, without a ticket, no ticket, no longer carries, no more waiting,
        a partir de hoje, desde hoje, per direct, met ingang van vandaag, da subito, con effetto
        immediato, con efecto inmediato, avec effet immédiat, seit gestern, seit montag, seit
        dienstag, seit mittwoch, seit donnerstag, seit freitag, depuis lundi, depuis mardi, depuis
        mercredi, depuis jeudi, depuis vendredi, desde el lunes, desde el martes, desde el
        miércoles, desde el jueves, desde el viernes, da lunedì, da martedì, da mercoledì, da
        giovedì, da venerdì, sinds maandag, sinds dinsdag, sinds woensdag, sinds donderdag, sinds
        vrijdag, desde segunda, desde terça, desde quarta, desde quinta, desde sexta""",
}
