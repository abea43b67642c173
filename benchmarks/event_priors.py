"""What is known of the language before any text is seen: weight of an observation for a type of event.

Names are those of `tracker.extract.features`: a class of words (SHOW), the same before (SHOW:b) or behind (SHOW:a) the name,
passive behind it (SHOW:v), denied (SHOW!), in another clause (SHOW~), in the sentence before (SHOW-), in the title (t:SHOW).
"""

from __future__ import annotations

PRIORS: dict[str, str] = {
    "announced": """
        bias=-3.6 compared=-1.5 hedged=-1.2 supposed=-0.6 denial=-0.4 asked=-1 d:sort=-1 d:forum=-0.5
        d:docs=-0.9 d:model=-0.5 FINANCE=-0.4 SOFT=-0.6 OPINION=-0.4 FORUM=-0.4 HEDGE=-0.5 COND=-0.4
        r:announced=3.4 after_than=-1 THEN=-0.4 FAULT=-0.3 title=0.3 second=-0.2 how:alone=-0.5
        how:above-alone=-0.7 how:next=0.8 how:line=-0.4 how:only=-0.6 how:earlier=-0.1 how:named=0.6
        how:rule=0.6 how:both=0.5 how:earlier-pronoun=0.6 how:earlier-noun=0.3 how:pronoun=0.3 how:noun=0.1
        how:above-noun=-0.3 SHOW=1.2 SHOW:b=1.4 SHOW:v=1.6 SHOW:p=0.2 PRESENT=0.6 PRESENT:b=1 PRESENT:v=1.3
        APPEAR=0.4 APPEAR:a=1.2 SHOW_N=0.9 SHOW_N:b=0.7 STAGE=0.6 NAME=0.6 NAME:b=0.6 NEW=0.5 NEW:b=0.5
        EXTEND=0.7 SHOW-=0.6 PRESENT-=0.3 STAGE-=0.4 SAMPLE=0.3 SAMPLE:a=0.5 t:SHOW=0.5 t:NEW=0.2 first=0.4
        s:heading=0.1 later=-0.3 coming=-0.3 DEAL=-0.8 BENCH=-0.7 rate=-0.5 maker=0.3 maker<=0.5 SHOW!=-1
        SHOW&coming=-0.2 PRICE=-0.4 BUY=-0.5 RUN=-0.4 INSTALL=-0.4 after_for=-0.6 after_on=-0.7 after_with=-0.6
        after_from=-0.4 after_to=-0.3 after_of=0.1 ASPER=0.1 SPEC=0.2 DEVELOP=0.3""",
    "roadmap": """
        bias=-3.6 compared=-1.5 hedged=-1.2 supposed=-0.6 denial=-0.4 asked=-1 d:sort=-1 d:forum=-0.5
        d:docs=-0.9 d:model=-0.5 FINANCE=-0.4 SOFT=-0.3 OPINION=-0.4 FORUM=-0.4 HEDGE=-0.5 COND=-0.4
        r:roadmap=3.4 after_than=-0.8 THEN=-0.4 FAULT=-0.3 title=0.3 second=-0.2 how:alone=-0.5
        how:above-alone=-0.7 how:next=-0.5 how:line=-0.4 how:only=-0.6 how:earlier=-0.1 how:named=0.6
        how:rule=0.6 how:both=0.5 how:earlier-pronoun=0.6 how:earlier-noun=0.3 how:pronoun=0.3 how:noun=0.1
        how:above-noun=-0.3 FUT=1.2 PLAN=1 FOLLOW=0.5 later=2 later~=0.4 when=0.7 coming=0.5 coming&day=1.2
        DELAY=0.5 ADVANCE=0.4 NOTBEFORE=0.6 ONTRACK=0.6 STAGED=0.5 SHIP=0.4 SHIP_N=0.4 AVAIL=0.2 LAND=0.3
        SAMPLE=0.2 DEVELOP=0.6 SHIP&coming=0.5 AVAIL&coming=0.5 INSTALL&coming=0.6 LAND&coming=0.5
        OFFER&coming=0.3 OPEN&coming=0.4 RAMP&coming=0.4 VOLUME&coming=0.5 MAKE&coming=0.3 SHOW&coming=0.2
        FOLLOW&coming=0.5 PLAN&coming=0.5 past=-0.8 DONE=-0.3 BENCH=-0.6 rate=-0.5 CANCEL=-1.2 EOL=-1
        ENDSALE=-0.8 PRICE=-0.5 q:size=-0.2 after_of=-0.2 DELAY&coming=0.4 STAGED&coming=0.4 money=-0.3
        hourly=-0.5""",
    "production": """
        bias=-3.6 compared=-1.5 hedged=-1.2 supposed=-0.6 denial=-0.4 asked=-1 d:sort=-1 d:forum=-0.5
        d:docs=-0.9 d:model=-0.5 FINANCE=-0.4 SOFT=-0.3 OPINION=-0.4 FORUM=-0.4 HEDGE=-0.5 COND=-0.4
        r:production=3.4 after_than=-1 THEN=-0.4 FAULT=-0.3 title=0.3 second=-0.2 how:alone=-0.5
        how:above-alone=-0.7 how:next=-0.5 how:line=-0.4 how:only=-0.6 how:earlier=-0.1 how:named=0.6
        how:rule=0.6 how:both=0.5 how:earlier-pronoun=0.6 how:earlier-noun=0.3 how:pronoun=0.3 how:noun=0.1
        how:above-noun=-0.3 VOLUME=1.8 RAMP=1.6 MAKE=1.2 FAB=0.5 VOLUME:a=0.6 RAMP:a=0.5 MAKE:v=0.6 DONE=0.3
        FUT=-1.5 later=-1.6 coming=-0.5 SAMPLE=-1 VOLUME&coming=-1.5 RAMP&coming=-1.5 NOTBEFORE=-0.6 DELAY=-0.6
        VOLUME!=-1.5""",
    "available": """
        bias=-3.6 compared=-1.5 hedged=-1.2 supposed=-0.6 denial=-0.4 asked=-1 d:sort=-1 d:forum=-0.5
        d:docs=-0.9 d:model=-0.5 FINANCE=-0.4 SOFT=-0.5 OPINION=-0.4 FORUM=-0.4 HEDGE=-0.5 COND=-0.4
        r:available=3.4 after_than=-1 THEN=-0.4 FAULT=-0.3 title=0.3 second=-0.2 how:alone=-0.5
        how:above-alone=-0.7 how:next=-0.5 how:line=-0.4 how:only=-0.6 how:earlier=-0.1 how:named=0.6
        how:rule=0.6 how:both=0.5 how:earlier-pronoun=0.6 how:earlier-noun=0.3 how:pronoun=0.3 how:noun=0.1
        how:above-noun=-0.3 AVAIL=1.3 AVAIL:a=0.8 AVAIL:b=0.3 AVAIL&now=0.5 OFFER&now=0.5 OFFER=0.7 OFFER:b=0.9
        OFFER&cloud=0.5 DONE:a=0.2 OPEN=0.8 LAND=0.6 LAND:a=0.5 CANGET=1.2 GET=0.2 SHOP=0.5 CLOUD=0.5
        CUSTOMER=0.3 NOWSTART=0.7 PREVIEW=0.5 SHIP=0.5 SHIP:a=0.6 SHIP_N=0.2 DONE=0.3 other=0.1 other<=0.4
        FUT=-0.8 later=-1.4 coming=-0.4 AVAIL&coming=-0.9 SHIP&coming=-0.9 OPEN&coming=-0.6 OFFER&coming=-0.6
        LAND&coming=-0.6 CANGET&coming=-0.3 NOTBEFORE=-0.5 AVAIL!=-1.2 RUN=-0.3 BENCH=-0.5 rate=-0.5 DEAL=-0.4
        EOL=-1 t:AVAIL=0.5 t:OFFER=0.3 t:OPEN=0.4 hourly=0.2 SAMPLE=-0.7 NEG=-0.3""",
    "deployed": """
        bias=-3.6 compared=-1.5 hedged=-1.2 supposed=-0.6 denial=-0.4 asked=-1 d:sort=-1 d:forum=-0.5
        d:docs=-0.9 d:model=-0.5 FINANCE=-0.4 SOFT=-0.5 OPINION=-0.4 FORUM=-0.4 HEDGE=-0.5 COND=-0.4
        r:deployed=3.4 after_than=-1 THEN=-0.4 FAULT=-0.3 title=0.3 second=-0.2 how:alone=-0.5
        how:above-alone=-0.7 how:next=-0.5 how:line=-0.4 how:only=-0.6 how:earlier=-0.1 how:named=0.6
        how:rule=0.6 how:both=0.5 how:earlier-pronoun=0.6 how:earlier-noun=0.3 how:pronoun=0.3 how:noun=0.1
        how:above-noun=-0.3 RUN=1.1 RUN:b=1.1 RUN:a=0.3 INSTALL=1 INSTALL:b=0.5 INSTALL:v=0.7 MOVE=0.8
        MOVE:b=0.7 SERVICE=0.6 TRAFFIC=0.6 INTERNAL=0.3 other=0.2 other<=0.4 after_on=0.7 after_to=0.3 DONE=0.4
        RUN&user=0.5 INSTALL&user=0.5 MOVE&user=0.4 counted=0.4 INSTALL&many=0.4 RUN&many=0.3 FUT=-1.2
        later=-1.5 coming=-0.5 INSTALL&coming=-0.8 RUN&coming=-0.8 SAMPLE=-0.8 PLAN=-0.5 rate=-0.8 BENCH=-0.8
        DEAL=-0.4 PRICE=-0.4 capital=0.2 t:RUN=0.3 t:INSTALL=0.3 t:MOVE=0.3 RUN!=-0.8 INSTALL!=-1""",
    "deal": """
        bias=-3.6 compared=-1.5 hedged=-1.2 supposed=-0.6 denial=-0.4 asked=-1 d:sort=-1 d:forum=-0.5
        d:docs=-0.9 d:model=-0.5 FINANCE=-0.6 SOFT=-0.3 OPINION=-0.4 FORUM=-0.4 HEDGE=-0.5 COND=-0.6 r:deal=3.4
        after_than=-1 THEN=-0.4 FAULT=-0.3 title=0.3 second=-0.2 how:alone=-0.5 how:above-alone=-0.7
        how:next=-0.5 how:line=0.4 how:only=-0.6 how:earlier=-0.1 how:named=0.6 how:rule=0.6 how:both=0.5
        how:earlier-pronoun=0.6 how:earlier-noun=0.3 how:pronoun=0.3 how:noun=0.1 how:above-noun=-0.3 DEAL=1.1
        DEAL:b=0.4 BUY=0.8 BUY:b=0.9 BUY:v=0.8 SIGN=0.9 SIGN:b=0.4 CHOOSE=0.6 CHOOSE:b=0.5 SUPPLY=0.6 LICENSE=1
        PARTNER=0.9 TAKEOVER=0.6 SELL_TO=0.8 SUPPLIER=0.4 WORTH=0.5 big=0.8 BIGMONEY=0.3 gw=0.8 UNITS=0.3
        counted=0.6 other=0.3 other<=0.5 other>=0.3 other~=0.2 capital=0.2 DEAL&money=0.5 BUY&money=0.4
        SIGN&money=0.4 big&money=0.4 DEAL&many=0.7 BUY&many=0.8 SIGN&many=0.6 SUPPLY&many=0.5 DEAL&user=0.4
        BUY&user=0.4 SIGN&user=0.4 CHOOSE&user=0.3 REFUSE=-1.5 REFUSED=-1.2 DEAL!=-1.2 BUY!=-1.2 SIGN!=-1.2
        rate=-0.5 BENCH=-0.5 hourly=-0.8 CANCEL=-1 t:DEAL=0.5 t:BUY=0.5 t:SIGN=0.4 EXPORT=-0.5 later=-0.1""",
    "benchmark": """
        bias=-3.6 compared=-0.5 hedged=-1.2 supposed=-0.6 denial=-0.4 asked=-1 d:sort=-1 d:forum=-0.5
        d:docs=-0.9 d:model=-0.5 FINANCE=-0.4 SOFT=-0.3 OPINION=-0.4 FORUM=-0.4 HEDGE=-0.5 COND=-0.4
        r:benchmark=3.4 after_than=-1 THEN=-0.4 FAULT=-0.3 title=0.3 second=-0.2 how:alone=-0.5
        how:above-alone=-0.7 how:next=-0.5 how:line=-0.4 how:only=-0.6 how:earlier=-0.1 how:named=0.6
        how:rule=0.6 how:both=0.5 how:earlier-pronoun=0.6 how:earlier-noun=0.3 how:pronoun=0.3 how:noun=0.1
        how:above-noun=-0.3 rate=1.8 BENCH=0.9 SCORE=0.5 MEASURE=0.8 WIN=0.5 WON=0.4 time=0.3 SCORE&rate=1
        MEASURE&rate=0.8 BENCH&rate=0.8 RUN&rate=0.5 d:contest=0.5 after_on=0.4 SERVICE=0.3 pct=0.1 later=-0.7
        FUT=-0.5 PRICE=-0.3 t:BENCH=0.7 SPEC=-0.2 DEAL=-0.4 times=0.2 q:usd_mtok=-0.3 counted=0.2 BENCH:a=0.2""",
    "price": """
        bias=-3.6 compared=-1.5 hedged=-1.2 supposed=-0.6 denial=-0.4 asked=-1 d:sort=-1 d:forum=-0.4
        d:docs=-0.9 d:model=-0.5 FINANCE=-0.9 SOFT=-0.3 OPINION=-0.4 FORUM=-0.4 HEDGE=-0.5 COND=-0.4 r:price=3.4
        after_than=-1 THEN=-0.4 FAULT=-0.3 title=0.3 second=-0.2 how:alone=-0.5 how:above-alone=-0.7
        how:next=-0.5 how:line=-0.4 how:only=-0.6 how:earlier=-0.1 how:named=0.6 how:rule=0.6 how:both=0.5
        how:earlier-pronoun=0.6 how:earlier-noun=0.3 how:pronoun=0.3 how:noun=0.1 how:above-noun=-0.3 PRICE=1.1
        COST:a=0.5 COST=0.9 CUT=0.5 RAISE=0.4 CHEAP=0.8 money=1.2 hourly=0.5 PRICE&money=0.9 COST&money=0.9
        CUT&money=0.4 CHEAP&money=0.5 RAISE&money=0.4 hourly&money=0.9 OFFER&money=0.5 AVAIL&money=0.4
        q:usd_h=0.8 q:usd_mtok=0.5 pct=0.3 CLOUD=0.2 big=-1.3 BIGMONEY=-0.6 DEAL=-0.8 BUY=-0.4 SIGN=-0.6
        rate=-0.2 t:PRICE=0.5 t:CUT=0.4 t:CHEAP=0.5 big&money=-0.8 DEAL&money=-0.5 FUT=-0.2 later=-0.1""",
    "discontinued": """
        bias=-3.6 compared=-1.5 hedged=-1.2 supposed=-0.6 denial=-0.4 asked=-1 d:sort=-1 d:forum=-0.5
        d:docs=-0.9 d:model=-0.5 FINANCE=-0.4 SOFT=-0.6 OPINION=-0.4 FORUM=-0.4 HEDGE=-0.5 COND=-0.5
        r:discontinued=3.4 after_than=-1 THEN=-0.4 FAULT=-0.3 title=0.3 second=-0.2 how:alone=-0.5
        how:above-alone=-0.7 how:next=-0.5 how:line=-0.4 how:only=-0.6 how:earlier=-0.1 how:named=0.6
        how:rule=0.6 how:both=0.5 how:earlier-pronoun=0.6 how:earlier-noun=0.3 how:pronoun=0.3 how:noun=0.1
        how:above-noun=-0.3 CANCEL=1.4 CANCEL:b=0.8 CANCEL:v=0.8 ENDSALE=1.4 ENDSALE:b=0.7 ENDSALE:v=0.8
        ENDSALE:a=0.3 EOL=1.6 EOL:a=0.4 t:CANCEL=0.5 t:EOL=0.6 t:ENDSALE=0.5 CANCEL!=-1.5 ENDSALE!=-1.5
        DEAL=-0.7 BUY=-0.5 NEG=-0.2 PRICE=-0.4 rate=-0.5""",
}
