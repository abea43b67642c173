"""What German, French, Spanish, Italian, Dutch and Portuguese verbs tell of a product, and the words that take it back.

Only forms that tell of something done, or going on; what is promised is read by its day (`ruled`).
"""

from __future__ import annotations

from tracker.extract.late import late
from tracker.extract.phrases import Phrases
from tracker.model.words import EventType

_MONEY = (
    r"(?:(?:€|\$|us\$|r\$|£|chf)\s?\d[\d.,]*|\d[\d.,]*\s?(?:€|\$|euros?|dollars?|dollari|d[óo]lar(?:es)?"
    r"|reais|franken|pesos|cent))"
)
_GAP = r"[^.;:\n]"

_WORDS: tuple[tuple[EventType, str], ...] = (
    (
        "discontinued",
        rf"stell(?:t|te|en|ten)\b{_GAP}{{1,70}}\bein\b(?! neue)|(?:wird|wurde|werden|wurden|ist|hat"
        rf"|haben)\b{_GAP}{{0,70}}\b(?:eingestellt"
        rf"|abgekündigt|ausgemustert"
        rf"|ausgelistet|aus dem (?:programm|sortiment|katalog|angebot) genommen|gestrichen|begraben|beerdigt)"
        rf"|läuft aus\b|laufen aus\b|nimmt{_GAP}{{1,60}}\baus dem"
        r" (?:programm|sortiment|angebot|katalog)|nicht mehr (?:verkauft|angeboten|gebaut|hergestellt"
        r"|lieferbar|bestellbar|erhältlich)"
        rf"|(?:a|ont) (?:arrêté|abandonné|retiré|supprimé|enterré|mis fin)|a été (?:arrêtée?|abandonnée?"
        rf"|retirée?|supprimée?|annulée?)|(?:arrête|abandonne|retire|supprime)\s(?:la|le|les|son|sa|l'"
        rf"|définitivement)"
        r"|n'est plus (?:vendue?|fabriquée?|proposée?|livrée?|disponible)|ne (?:sera|seront) plus (?:vendu"
        r"|fabriqué|proposé|livré|disponible)\w*|met fin à|fin de (?:vie|commercialisation|vente)"
        r"|retiró|descatalogó|descatalogad\w+|descontinu\w+|cancel(?:ó|aron|ou|aram)|deja(?:rá|ron)? de (?:vender"
        r"|fabricar|ofrecer|producir)|dejó de (?:vender|fabricar|ofrecer|producir)\w*"
        r"|ya no se (?:vende|fabrica|ofrece)|abandonó|sale del (?:catálogo|mercado)"
        r"|(?:ha|hanno) (?:ritirato|abbandonato|cancellato|dismesso|interrotto|cessato)|esc[eo]n?o? (?:di produzione"
        r"|dal listino|dal catalogo)|uscit\w (?:di produzione|dal listino|dal catalogo)|fuori (?:produzione"
        r"|listino)"
        r"|non (?:è|sarà|sono|saranno) più (?:in vendita|vendut\w|prodott\w|disponibil\w|ordinabil\w)"
        r"|cessa(?:no)? la (?:vendita|produzione)"
        rf"|stopt(?:e)? (?:met|de)|(?:is|zijn|wordt|werd|heeft)\b{_GAP}{{0,60}}\b(?:geschrapt|stopgezet"
        rf"|uitgefaseerd|uit de handel)|schrapt|niet (?:meer|langer) (?:leverbaar|te koop|verkrijgbaar"
        rf"|te bestellen|gemaakt|verkocht)"
        r"|(?:sai|saem|saiu|saíram) de linha|fora de linha|fim de linha|(?:encerrou|encerra) (?:a|as) (?:venda"
        r"|vendas|produção)|deix(?:a|ou|am|ará) de (?:vender|fabricar|ser vendid\w|ser fabricad\w|oferecer"
        r"|produzir)|não (?:é|será|serão) mais (?:vendid\w+|fabricad\w+|oferecid\w+)|abandonou|aposentou",
    ),
    (
        "deal",
        rf"(?:hat|haben)\b{_GAP}{{1,90}}\b(?:bestellt|geordert|gekauft|erworben|beauftragt|unterzeichnet"
        rf"|unterschrieben|abgeschlossen)|(?:kauft|ordert|bestellt|bestellte|kaufte|orderte|mietet)\b(?={_GAP}{{1,60}}\d)"
        rf"|(?:erhält|bekommt|gewinnt|erhielt|bekam) (?:den|einen) (?:zuschlag|auftrag|großauftrag)|\bvertrag (?:über"
        rf"|für|umfasst|mit)|\bvertrag, {_GAP}{{2,40}} unterschrieben"
        rf"|(?:a|ont|vient de|viennent de) (?:officiellement )?(?:commandé|commander|acheté|acheter|signé"
        rf"|signer|acquis|acquérir|réservé)|(?:commande|achète|commandent|achètent|s'offre|réserve)\b(?={_GAP}{{1,40}}\d)"
        rf"|contrat (?:de|pour|porte|signé|avec)|(?:a|ont) (?:remporté|décroché) (?:le|un)"
        rf"|(?:ha|han) (?:comprado|encargado|firmado|contratado|adquirido|pedido|reservado)|(?:compró|encargó"
        rf"|firmó|contrató|adquirió|compraron|encargaron|firmaron)\b|se adjudicó|(?:compra|encarga"
        rf"|adquiere)n?\b(?={_GAP}{{1,40}}\d)"
        rf"|el contrato\b"
        rf"|(?:ha|hanno) (?:comprato|ordinato|acquistato|firmato|siglato|prenotato)|(?:compra|ordina|acquista"
        rf"|prenota)\b(?={_GAP}{{1,40}}\d)|si (?:è|sono) aggiudicat\w|il contratto\b|(?:accordo|contratto) (?:da"
        rf"|per|di|con)"
        rf"|(?:heeft|hebben)\b{_GAP}{{1,80}}\b(?:besteld|gekocht|aangeschaft|getekend|ondertekend)|(?:koopt"
        rf"|bestelt|bestelde|kocht|huurt)\b(?={_GAP}{{1,50}}\d)|(?:een|het|dat) contract\b|legt{_GAP}{{1,50}}op tafel"
        rf"|(?:comprou|encomendou|contratou|adquiriu|assinou|fechou|compraram|encomendaram|assinaram)\b"
        rf"|o contrato\b|contrato (?:de|para|com|no valor)",
    ),
    (
        "production",
        r"serienfertigung|serienproduktion|massenproduktion|massenfertigung|volumenproduktion|großserie"
        r"|(?:läuft|laufen|liefen|rollt|rollen) (?:\w+ ){0,4}vom band|in serie (?:gegangen|gefertigt|produziert)"
        r"|in stückzahlen"
        r"|production (?:en|de) (?:grande )?(?:série|volume|masse)|fabriqué\w* en (?:grande )?série|sort\w* des chaînes"
        r"|producción en (?:serie|masa|volumen)|se (?:fabrica|produce)n? en (?:serie|masa|volumen)|in produzione (?:di"
        r"|in) (?:serie|massa|volumi)|produzione (?:in|di) (?:serie|massa|volumi)|prodott\w in (?:serie"
        r"|volumi)"
        r"|massaproductie|serieproductie|volumeproductie|(?:rolt|rollen) (?:\w+ ){0,4}van de band|produção em (?:série"
        r"|massa|volume|larga escala)|produzid\w+ em (?:série|massa|volume)",
    ),
    (
        "available",
        rf"(?:ist|sind|steht|stehen)\b{_GAP}{{0,50}}\b(?:verfügbar|erhältlich|lieferbar|bestellbar|buchbar"
        rf"|zu haben|im handel|zur verfügung|zum verkauf|zur miete)|ab sofort\b|(?:kann|können)\b{_GAP}{{1,60}}\b(?:mieten"
        rf"|kaufen|bestellen|buchen|gemietet|gekauft|bestellt|gebucht)\b|(?:lässt|lassen) sich\b{_GAP}{{0,60}}\b(?:mieten"
        rf"|kaufen|bestellen|buchen)|(?:wird|werden) (?:seit|bereits|schon|inzwischen)\b{_GAP}{{0,50}}\b(?:ausgeliefert"
        rf"|verkauft|geliefert|vermietet)|(?:vermietet|verkauft)\b(?={_GAP}{{1,40}}(?:seit|jetzt|nun|inzwischen"
        rf"|ab))"
        rf"|(?:est|sont)\b{_GAP}{{0,30}}\b(?:disponibles?|en vente|livrables?|commercialisée?s?|proposée?s? à la (?:vente"
        rf"|location))|(?:peut|peuvent)\b{_GAP}{{0,30}}\b(?:louer|acheter|commander|réserver|louée?s?|achetée?s?"
        rf"|commandée?s?)\b|(?:loue|vend|propose|livre) (?:désormais|depuis|déjà|maintenant)|se (?:loue"
        rf"|vend)(?:ent)?\b"
        rf"|(?:está|están|ya)\b{_GAP}{{0,24}}\bdisponibles?|a la venta|se (?:puede|pueden) (?:comprar|alquilar"
        rf"|pedir|reservar|encargar)|se (?:vende|alquila)n?\b|(?:alquila|vende|ofrece)n? (?:ya|desde)"
        rf"|(?:è|sono)\b{_GAP}{{0,30}}\b(?:disponibil[ei]|ordinabil[ei]|in vendita|noleggiabil[ei])|disponibilità generale"
        rf"|si (?:può|possono) (?:noleggiare|comprare|ordinare|acquistare|prenotare)|(?:noleggia|vende)\b(?={_GAP}{{1,40}}da\b)"
        rf"|(?:is|zijn)\b{_GAP}{{0,50}}\b(?:beschikbaar|leverbaar|te koop|te huur|verkrijgbaar|te bestellen"
        rf"|op voorraad)|(?:kan|kunnen|kun)\b{_GAP}{{0,50}}\b(?:huren|kopen|bestellen|reserveren|gehuurd"
        rf"|besteld)\b|verhuurt\b|staat in de (?:webwinkel|winkel|webshop)"
        rf"|(?:está|estão|já)\b{_GAP}{{0,30}}\b(?:disponíve(?:l|is)|à venda)|(?:pode|podem) ser (?:alugad"
        rf"|comprad|encomendad|reservad|contratad)\w+|(?:aluga|vende|oferece)m? (?:desde|já)|começ(?:ou"
        rf"|aram) a ser (?:entregue|vendid|enviad)\w*|começou a (?:entregar|vender|alugar)|chegou às lojas",
    ),
    (
        "deployed",
        rf"(?:läuft|laufen|liefen|antwortet|arbeitet|arbeiten)\b{_GAP}{{0,60}}\b(?:auf|mit)\b|rechne(?:t"
        rf"|n)\b{_GAP}{{0,60}}\bauf\b|(?:ist|sind|ging|gingen|nimmt|nahm|hat|haben|wurde|wurden)\b{_GAP}{{0,60}}\bin betrieb\b"
        rf"|im (?:produktiv)?einsatz\b|(?:nutzt|nutzen|betreibt|betreiben)\b|setz(?:t|en)\b{_GAP}{{0,50}}\b(?:auf"
        rf"|ein)\b|antwort von\b"
        rf"|(?:tourn(?:e|ent)|fonctionn(?:e|ent)|répond(?:ent)?|s'appuie(?:nt)?|repose(?:nt)?|calcul(?:e"
        rf"|ent))\b{_GAP}{{0,50}}\bsur\b|en service\b(?! général)|(?:utilise|exploite|emploie)(?:nt)?\b"
        rf"|f(?:ait|ont) tourner|(?:a|ont) (?:installé|déployé|mis en service|branché|allumé)"
        rf"|(?:funciona|corre|trabaja|contesta|responde)n?\b{_GAP}{{0,60}}\b(?:en|con|sobre)\b|se ejecutan? en"
        rf"|en (?:servicio|funcionamiento|marcha)\b|(?:utiliza|emplea|opera)n?\b|(?:ha|han) (?:instalado"
        rf"|desplegado|puesto en)|instaló|desplegó"
        rf"|(?:gira|lavora|funziona|risponde|girano|lavorano|funzionano|rispondono)\b{_GAP}{{0,60}}\b(?:su"
        rf"|sui|sugli|sulle|sulla|con|da)\b|\bgirano i\b|in (?:funzione|servizio|esercizio)\b|(?:ha|hanno) (?:installato"
        rf"|acceso|messo in)|preso servizio|(?:utilizza|adopera)(?:no)?\b"
        rf"|(?:draait|draaien|werkt|werken|rekent|rekenen)\b{_GAP}{{0,60}}\bop\b|antwoord van\b|in (?:gebruik"
        rf"|bedrijf|productiegebruik)\b|(?:gebruikt|gebruiken)\b|(?:heeft|hebben)\b{_GAP}{{1,60}}\b(?:geïnstalleerd"
        rf"|neergezet|aangezet|ingezet)"
        rf"|(?:roda|rodam|funciona|funcionam|responde|respondem)\b{_GAP}{{0,60}}\b(?:em|com|no|na|nos|nas"
        rf"|sobre)\b|em (?:operação|funcionamento|produção)\b|(?:utiliza|usa)m?\b|pass(?:ou|aram) a (?:usar"
        rf"|rodar|responder|atender)|(?:instalou|ligou|implantou)\b",
    ),
    (
        "benchmark",
        r"\d[\d.,]*\s?(?:tokens?|jetons?|tok)\s?(?:/\s?s\b|(?:pro|je|par|por|al|per|die|à la|in der) (?:sekunde"
        r"|seconde|segundo|secondo)|p/s)",
    ),
    (
        "price",
        rf"(?:kostet|kosten|coûte(?:nt)?|cuestan?|costano?|kost|custam?|vale|sai por|sale por|zu haben für"
        rf"|für nur)\b{_GAP}{{0,50}}?{_MONEY}|{_MONEY}\s?{_GAP}{{0,16}}?(?:pro|je|die|par|de l'|l'|la|por"
        rf"|a|all'|per|alla|à l') ?(?:gpu-?)?(?:stunde|heure|hora|ora|uur|stück|pièce|unidad|pezzo|stuk"
        rf"|unidade|karte|carte|tarjeta|scheda|kaart|placa|modul|module)"
        rf"|(?:sinkt|steigt|senkt|fällt|passe|tombe|baisse|baja|sube|scende|sale|cala|daalt|stijgt|gaat"
        rf"|zakt|cai|sobe|baixa|erhöht|augmente)\b{_GAP}{{0,70}}?{_MONEY}|(?:preis|prix|precio|prezzo|prijs"
        rf"|preço|tarif|tarifa)\b{_GAP}{{0,60}}?{_MONEY}",
    ),
    (
        "announced",
        rf"stell(?:t|te|en|ten)\b{_GAP}{{1,110}}\bvor\b(?! (?:gericht|der|dem|die|das))|(?:hat|haben|wurde"
        rf"|wurden|ist)\b{_GAP}{{0,110}}\b(?:vorgestellt|enthüllt|präsentiert|gezeigt)\b|(?:enthüllt|präsentiert"
        rf"|enthüllte|präsentierte|zeigte)\b"
        r"|(?:a|ont) (?:\w+ )?(?:dévoilé|présenté|lancé|montré|levé le voile)|(?:dévoile|présente|lève le voile sur)\b"
        r"|a été (?:dévoilée?|présentée?|lancée?|montrée?)"
        r"|(?:presentó|lanzó|desveló|mostró|reveló|estrenó|presentaron|mostraron|presenta|desvela|estrena)\b"
        r"|(?:ha|han) (?:presentado|lanzado|mostrado|desvelado|estrenado)|fue (?:presentad|lanzad|mostrad"
        r"|desvelad)\w|dio a conocer"
        r"|(?:ha|hanno) (?:presentato|svelato|lanciato|mostrato|tolto il velo)|(?:svela|lancia|presentò)\b"
        r"|è stat[oa] (?:presentat|svelat|lanciat|mostrat)\w"
        rf"|(?:heeft|hebben)\b{_GAP}{{1,80}}\b(?:onthuld|gepresenteerd|getoond|geïntroduceerd|voorgesteld)"
        rf"|(?:onthult|onthulde|presenteert|presenteerde|toonde|introduceert|introduceerde|lanceert|lanceerde)\b"
        r"|(?:apresentou|lançou|revelou|mostrou|apresenta|apresentaram|mostraram)\b|foi (?:apresentad"
        r"|lançad|revelad|mostrad)\w",
    ),
)  # fmt: skip
"""In the order in which they win where they overlap."""
PREDICATES = tuple((kind, Phrases(rf"(?<!\w)(?:{words})")) for kind, words in _WORDS)

ACTIVE = {
    "deployed": late(
        r"(?:l[äi]uf|lief|antwortet|arbeitet|rechne|nutz|betreib|setz|tourn|fonctionn|répond|s'appui|repose|calcul|utilis|exploit"
        r"|emploi|f(?:ait|ont) tourner|funciona|corre|trabaja|contesta|responde|se ejecuta|utili[zs]|emplea|opera|gira|lavora"
        r"|rispond|adopera|draai|werk|reken|gebruik|roda|usa|pass(?:ou|aram))"
    ),
    "announced": late(r"(?!wurden?\b|ist\b|a été\b|fue\b|è stat|foi\b)"),
}
"""Verbs by which a product is shown or used only where it is their object: "the H200 uses HBM3e" is no use of it."""
BEHIND = late(
    r"\b(?:auf|mit|sur|avec|en|sobre|con|sul?|sull[ao']|sui|sugli|sulle|op|met|em|com|n[oa]s?|den)\s"
    r"(?:(?:dem|de[rn]|die|das|les?|la|l'|el|los|las|il|i|gli|lo|de|het|os?|as?|ein\w*|une?|una?|uma?|\d+)\s?)?(?:[\w-]{1,16}\s){0,2}$"
)
"""Before a name: it is what something runs on, or a German object."""
WHICH = late(r"\b(?:que|qu'|che|den|die|dat)(?!\w)")
NOT = late(
    r"\b(?:nicht(?! mehr)|kein\w*|nie|niemals|ohne|weder|ne (?!sera|seront)|n'(?!est plus)|pas|jamais"
    r"|aucun\w*|sans|ni|no(?! se vende)|nunca|ning[uú]n\w*|tampoco|sin|non(?! (?:è|sarà|sono|saranno) più)"
    r"|mai|nessun\w*|senza|niet(?! (?:meer|langer))|geen|nooit|zonder|não(?! (?:é|será|serão) mais)"
    r"|nem|nenhum\w*|sem"
    r"|würde\w*|könnte\w*|sollte\w*|hätte\w*|wäre\w*|pourrait|pourraient|serait|seraient|aurait|auraient"
    r"|devrait|podría\w*|sería\w*|habría\w*|debería\w*|potrebbe\w*|sarebbe\w*|avrebbe\w*|dovrebbe\w*"
    r"|zou|zouden|poderia\w*|seria\w*|teria\w*|deveria\w*"
    r"|dementiert\w*|bestreitet|dément\w*|desmint\w+|desmient\w+|desmentiu|niega\w*|nega\w*|smentisc\w+"
    r"|smentit\w|ontken\w+|angeblich|gerücht\w*|rumeur\w*|rumor\w*|voci|boatos?|naar verluidt|prüft"
    r"|erwägt|envisage|estudia|valuta|overweegt|avalia"
    r"|wenn|falls|si|se (?:tutto|fosse)|als|caso|früher|einst|damals|ursprünglich|autrefois|jadis"
    r"|antes|antaño|un tempo|vroeger|outrora)\b"
)
"""Denied, supposed or past: not told."""
AHEAD = late(
    r"\b(?:wird|werden|soll|sollen|will|wollen|plant|planen|kommt|folgt|ab dem|demnächst|bald|sera"
    r"|seront|aura|vont|va|prévoit|prévu\w*|bientôt|dès|d'ici|será\w*|seguirá\w*|estará\w*|va a|van a"
    r"|prevé\w*|prevista?|planea\w*|pronto|sarà|saranno|verrà|verranno|prevede|previst\w|presto|entro"
    r"|zal|zullen|gaat|gaan|wil|vanaf|binnenkort|vai|vão|serão|deve|devem|prevê\w*|pretende\w*|em breve"
    r"|nächste[nsrm]?|kommende[nsrm]?|prochain\w*|próxim[oa]|prossim[oa]|volgend\w*|planned?)\b"
)
"""Of time to come: what such a clause tells has not happened yet."""
SAYS = late(r"(?:,? (?:que|qu'|che|dass|dat)\b|:)")
"""Behind a verb that only reports what is said."""
SOFTWARE = late(
    r"\b(?:modell\w*|modèles?|modelo|modello|software|serie sobre|netflix|película|film|treiber|pilotes?"
    r"|bibliothek|framework|vllm|pytorch|rocm|cuda|kernel\w*|studie|étude|bilan|quartal\w*|bericht"
    r"|aktie\w*|action en bourse|bourse|acciones|azioni|aandelen|ações|tutorial|anleitung|guide|handleiding)\b"
)
FINANCE = late(
    r"\b(?:aktie\w*|umsatz\w*|börse\w*|kursziel|bourse|chiffre d'affaires|action\b|acciones|ingresos"
    r"|bolsa|azion\w+|ricavi|fatturato|aandeel|aandelen|omzet|beurs|ações|receita|bewertung|valuation"
    r"|investiert|finanzierung\w*|millionen|milliarden|millions|milliards|millones|milioni|miliardi"
    r"|miljoen|miljard|milhões|bilhões|mrd|mio)\b"
)
CONTINENTAL = Phrases(
    r"\b(?:der|die|das|den|dem|hat|wird|wurde|und|ist|mit|für|auf|eine?[nmrs]?|nicht|von|im|zum|zur|seit|sich|le|les|des|du|et"
    r"|est|une?|pour|dans|sur|aux?|qui|el|los|las|una|del|por|con|que|su|es|al|il|di|che|è|per|della"
    r"|dei|nel|alla|sono|gli|het|een|van|voor|op|zijn|bij|naar|os|um|uma|não|em|da|na|com|ao|dos|das"
    r"|de|la|en|y|e)\b"
)
ENGLISH = Phrases(r"\b(?:the|of|and|to|is|for|with|in|on|at|has|are|was|that|it|an?|its|from|by)\b")
