"""Weights of the observations that tell the types of event; made by `benchmarks.fit_events`, see its docstring.

Fitted to 314 labelled documents; weights below 0.08 are left out.
"""

from __future__ import annotations

from tracker.model.words import EventType

LINES: dict[EventType, float] = {
    "announced": 0.35,
    "roadmap": 0.35,
    "production": 0.35,
    "available": 0.35,
    "deployed": 0.35,
    "deal": 0.35,
    "benchmark": 0.35,
    "price": 0.35,
    "discontinued": 0.35,
}
"""Chance from which on an event of the type is accepted."""

WEIGHTS: dict[EventType, str] = {
    "announced": """
        APPEAR=.39 APPEAR:a=1.20 ASPER:p=-.12 AVAIL&cloud=-.09 AVAIL:b=-.11 BENCH=-.87 BUY=-.40 BUY&many=.12
        BUY:b=.09 CANGET=-.11 CANGET&cloud=-.09 CANGET&now=-.09 CANGET:b=-.09 CHOOSE=.11 CHOOSE&user=.13
        CHOOSE:a=.11 CLOUD=-.32 CLOUD:a=-.39 CLOUD:b=-.08 CLOUD:p=.11 COND=-.36 COST=-.25 COST:a=-.15 CUT=-.22
        CUT:a=-.08 DEAL=-1.03 DEAL&user=-.16 DEAL:p=-.14 DELAY=-.15 DELAY:b=-.12 DELAY~=.11 DEVELOP=.31
        DONE:a=.15 DONE:p=-.13 EOL=-.13 EXTEND=1.03 EXTEND-=.09 EXTEND:b=.16 EXTEND:p=.20 FAULT=-.30
        FINANCE=-.43 FOLLOW=.39 FOLLOW&coming=.43 FOLLOW:a=.29 FOLLOW:b=.20 FOLLOW:p=-.10 FORUM=-.30 FORUM:a=.23
        FORUM:b=-.11 FUT=-.14 FUT:b=-.12 GET=-.28 GET!=.14 GET:a=.24 GET:b=-.26 GET:p=-.17 GET:v=-.10 HEDGE=-.52
        INSTALL=-.39 INTERNAL=.10 INTERNAL:p=.15 LAND=-.10 MAKE-=.10 MAKE:b=.13 MAKE~=.10 MEASURE=-.22
        MEASURE:a=-.08 MEASURE:p=-.10 MOVE=-.13 MOVE:a=-.08 NAME=.60 NAME:b=.69 NEG:a=-.08 NEG:b=.26 NEG:p=-.14
        NEW=.56 NEW:a=.20 NEW:b=.49 NEW:p=-.13 NOWSTART=-.15 NOWSTART:b=-.12 OFFER&cloud=-.09 OFFER:a=.11
        OFFER:b=-.12 OPEN=-.08 OPINION=-.54 OPINION:b=-.16 PLAN=-.17 PLAN!=.14 PLAN-=-.09 PLAN:p=-.12
        PRESENT=.67 PRESENT-=.33 PRESENT:b=1.04 PRESENT:p=.20 PRESENT:v=1.30 PRICE=-.63 PRICE:a=-.10 RUN=-.16
        RUN&coming=.14 RUN&now=.15 RUN&user=-.13 RUN:a=.34 RUN:b=-.08 SAMPLE=.53 SAMPLE:a=.83 SAMPLE:b=-.09
        SCORE=.10 SCORE-=.09 SCORE:a=-.08 SCORE:b=.14 SERVICE=-.12 SERVICE:p=-.13 SHIP=-.24 SHIP&now=-.12
        SHIP:a=-.14 SHOP=-.14 SHOW=1.44 SHOW!=-1.00 SHOW&coming=-.28 SHOW-=.68 SHOW:a=.16 SHOW:b=1.36 SHOW:p=.36
        SHOW:v=1.55 SHOW_N=1.11 SHOW_N:a=.10 SHOW_N:b=.67 SHOW_N:p=.14 SIGN=-.12 SOFT=-.83 SOFT:b=-.15
        SPEC-=-.11 SPEC:a=-.16 SPEC:b=-.14 SPEC:p=.14 STAGE=.96 STAGE-=.55 STAGE:p=.38 STAGED=-.09 STAGE~=.18
        SUPPLY=-.14 THEN=-.31 THEN:p=.15 TRAFFIC=.11 UNITS=-.13 VOLUME&now=.16 VOLUME:a=.12 WIN=-.10 WORTH=.12
        WORTH-=.09 WORTH:p=.18 after_between=-.17 after_called=.13 after_for=-.68 after_from=-.41 after_into=.13
        after_like=.12 after_on=-.82 after_than=-1.02 after_to=-.33 after_with=-.54 asked=-1.02 bare=.09
        bias=-4.36 big=-.20 big&money=-.12 brief=-.17 capital=.08 coming=-.24 coming&day=.27 compared=-1.46
        counted=-.13 d:docs=-.91 d:forum=-.56 d:model=-.55 d:sort=-1.01 denial=-.42 first=.49 hedged=-1.05
        hourly=.13 how:above-alone=-.88 how:above-noun=-.24 how:alone=-.48 how:both=.46 how:earlier-noun=.25
        how:earlier-pronoun=.54 how:line=-.49 how:named=.76 how:next=.73 how:noun=.09 how:only=-.61
        how:pronoun=.23 how:rule=.60 kind:chip=.20 kind:line=-.18 kind:superchip=-.13 later=-.13 maker=.52
        maker<=.65 maker>=-.16 medium=.19 money=-.35 n0=-.13 n2=.10 of_maker=-.24 opens=.17 other=-.23
        other<=-.24 other>=.17 other~=-.08 past=.20 past~=.17 pct=-.14 q:chips=.18 r:announced=3.25
        r:available=-.15 rate=-.59 ruled=-.33 s:item=-.08 s:text=.13 second=-.23 supposed=-.62 t:NEW=.16
        t:SCORE=-.08 t:SERVICE=-.08 t:SHOW=.67 t:SHOW_N=.12 t:SOFT=-.12 t:STAGE=.14 t:WORTH=.12 then_,=.10
        then_for=.10 then_thing=-.14 times=-.18 title=.41 when=.23""",
    "roadmap": """
        ADVANCE=.37 APPEAR-=.10 ASPER=.33 ASPER:a=.24 ASPER:p=.15 AVAIL=.16 AVAIL&coming=.34 AVAIL:b=-.28
        AVAIL:p=.17 BENCH=-.65 BENCH-=-.10 BIGMONEY=-.09 BIGMONEY:a=-.11 BIGMONEY:b=.10 BIGMONEY:p=-.09 BUY=.10
        BUY&coming=.22 BUY&many=.11 BUY&money=-.09 BUY:a=.17 BUY:b=.13 BUY:p=-.19 CANCEL=-1.24 CHOOSE=.24
        CHOOSE&user=.12 CHOOSE:a=.29 CLOUD=-.13 CLOUD:p=-.20 COND=-.48 COND-=.09 COND:b=-.09 COST=-.12
        CUSTOMER=.35 CUSTOMER:p=.26 DEAL&coming=-.13 DEAL&many=-.13 DEAL:b=.09 DEAL:p=-.12 DELAY=.63
        DELAY&coming=.60 DELAY:b=-.09 DELAY:p=.14 DEVELOP=.68 DEVELOP:p=.10 DONE&cloud=.09 DONE:p=.19
        ENDSALE=-.90 ENDSALE&coming=-.08 ENDSALE:b=-.09 EOL=-1.00 EOL:b=.11 EOL:p=-.11 FAB=-.29 FAB:a=-.18
        FAB:p=-.09 FAULT=-.30 FINANCE=-.54 FINANCE:b=-.11 FOLLOW=.46 FOLLOW&coming=.39 FOLLOW-=.15 FOLLOW:b=.09
        FOLLOW:p=-.15 FORUM=-.52 FORUM:a=-.09 FUT=.53 FUT:a=-.40 FUT:p=-.16 GET=.09 GET:a=.10 GET:b=.11
        GET:p=-.16 HEDGE=-.29 HEDGE:p=.16 INSTALL&coming=.82 INSTALL&many=-.12 INSTALL&user=.11 INSTALL:b=.08
        LAND=.47 LAND&coming=.64 LAND:a=.21 MAKE&coming=.34 MEASURE=-.34 MEASURE:a=-.16 MEASURE:b=-.12 NAME=-.18
        NAME:p=-.12 NEG=-.20 NEG:b=-.08 NEG:p=-.11 NEW=.09 NEW-=-.09 NEW:b=.21 NEW:p=-.11 NOTBEFORE=.32
        NOTBEFORE:a=-.26 OFFER=-.13 OFFER&coming=.32 OFFER&now=-.11 ONTRACK=.62 OPEN=.19 OPEN&coming=.46
        OPEN:p=.12 OPINION=-.43 PLAN=1.07 PLAN&coming=.15 PLAN-=.15 PLAN:a=.16 PLAN:b=.14 PLAN:p=-.13
        PRESENT&coming=.18 PRESENT:b=-.22 PRESENT:p=.14 PRICE=-.66 PRICE:a=.09 PRICE:b=-.14 RAISE!=.15
        RAMP&coming=.40 REFUSE=.17 RUN&now=.24 RUN:a=-.10 RUN:b=.16 RUN:p=-.09 SAMPLE=.54 SAMPLE:a=.21
        SAMPLE:p=.13 SCORE=-.13 SCORE:a=.15 SCORE:b=.08 SCORE:p=-.25 SERVICE=-.10 SERVICE-=-.09 SERVICE:p=-.11
        SHIP=.09 SHIP&coming=.28 SHIP:a=-.26 SHIP_N=.44 SHIP_N:a=.09 SHOP=-.21 SHOP:a=-.10 SHOP:p=-.08 SHOW=.08
        SHOW&coming=.30 SHOW_N=.14 SHOW_N:a=.13 SIGN=.15 SIGN&many=.14 SIGN:p=.08 SOFT=-.51 SOFT-=-.12
        SOFT:p=-.15 SPEC=-.17 SPEC:a=.15 SPEC:b=-.17 SPEC:p=-.17 STAGE:a=.12 STAGE:b=-.11 STAGED=.60
        STAGED&coming=.38 STAGED:p=.13 SUPPLY=-.18 SUPPLY:a=-.16 THEN=-.55 THEN:a=-.11 TRAFFIC=-.15 TRAFFIC-=.11
        TRAFFIC:b=-.11 UNITS=.22 UNITS-=.14 UNITS:b=.24 UNITS:p=-.08 VOLUME=-.24 VOLUME&coming=.25 VOLUME-=.15
        VOLUME:a=-.23 WON:a=-.15 WORTH=.08 WORTH:b=.10 WORTH:p=-.09 after_des=-.12 after_for=.36 after_in=.09
        after_into=.17 after_of=-.11 after_on=-.31 after_than=-.67 after_with=-.08 around=.18 around~=.16
        asked=-1.02 bias=-4.19 big=-.23 capital=-.14 coming=.69 coming&day=.67 compared=-1.57 counted=.27
        d:docs=-.93 d:forum=-.54 d:mid=.13 d:model=-.57 d:n3=-.09 d:short=-.14 d:sort=-1.01 d:undated=.08
        denial=-.34 first=-.17 gw=-.16 hedged=-1.36 hourly=-.51 how:above-alone=-.87 how:above-noun=-.32
        how:alone=-.34 how:both=.45 how:earlier-noun=.25 how:earlier-pronoun=.53 how:line=-.57 how:named=.68
        how:next=-.71 how:only=-.61 how:pronoun=.43 how:rule=.81 kind:line=-.17 kind:pod=.15 later=2.13
        later~=.47 maker<=-.14 maker>=.22 money=-.33 n1=.13 opens=.17 other>=.21 past=-.74 pct=-.15 q:size=-.16
        quoted=-.09 r:available=.09 r:deployed=-.13 r:roadmap=3.01 rate=-.56 ruled=-.53 second=-.26
        supposed=-.67 t:ASPER=.19 t:BUY=.09 t:CUT=.12 t:DELAY=.20 t:PRESENT=.14 t:RAISE=.08 t:SCORE=-.09
        t:SERVICE=-.09 t:SHOW=-.09 t:SOFT=-.10 t:STAGE=.12 t:UNITS=.08 then_,=.12 then_thing=.08 times=-.46
        title=.25 when=1.58 when~=.30""",
    "production": """
        ASPER=.25 ASPER:a=.12 ASPER:b=.17 CLOUD=-.09 COND=-.42 DELAY=-.62 DONE=.31 FAB=.49 FAULT=-.30
        FINANCE=-.41 FORUM=-.43 FUT=-1.51 GET=-.18 HEDGE=-.50 INSTALL=-.11 MAKE=1.32 MAKE:v=.72 NOTBEFORE=-.61
        OPINION=-.41 PRICE=.17 PRICE:a=.10 PRICE:b=.11 RAMP=1.79 RAMP&coming=-1.50 RAMP:a=.70 RUN=-.08
        SAMPLE=-1.01 SCORE=-.17 SCORE:a=-.09 SERVICE=-.11 SOFT=-.34 THEN=-.41 VOLUME=2.34 VOLUME!=-1.50
        VOLUME&coming=-1.50 VOLUME&now=.20 VOLUME:a=.94 VOLUME:b=.24 after_than=-1.00 asked=-1.00 bias=-5.12
        big=-.09 coming=-.52 compared=-1.52 d:docs=-.90 d:forum=-.51 d:mid=-.13 d:model=-.49 d:n2=-.09
        d:sort=-1.00 denial=-.44 hedged=-1.22 how:above-alone=-.78 how:above-noun=-.32 how:alone=-.62
        how:both=.48 how:earlier=-.15 how:earlier-noun=.28 how:earlier-pronoun=.58 how:line=-.42 how:named=.65
        how:next=-.55 how:only=-.60 how:pronoun=.27 how:rule=.60 later=-1.61 maker>=-.08 money=-.10 n0=-.12
        of_maker=.19 r:production=3.45 s:text=-.08 second=-.23 supposed=-.62 then_is=.10 times=-.16 title=.24""",
    "available": """
        ASK~=.09 ASPER:b=.18 ASPER:p=-.08 AVAIL=1.50 AVAIL!=-1.20 AVAIL&cloud=.17 AVAIL&coming=-.92
        AVAIL&now=.54 AVAIL:a=.88 AVAIL:b=.46 BENCH=-.46 BENCH:a=.11 BIGMONEY:a=.16 BUY=-.19 BUY:b=-.13
        CANGET=1.30 CANGET&coming=-.30 CHOOSE=-.10 CHOOSE:a=-.08 CLOUD=.93 CLOUD:a=.70 CLOUD:b=.10 CLOUD:p=-.16
        CLOUD~=.14 COND=-.42 COST=-.14 COST:p=-.09 CUSTOMER=.28 CUSTOMER:b=.09 CUT:p=.14 DEAL=-.40
        DEAL&coming=.12 DEAL&many=.11 DEAL:a=.10 DELAY:p=.13 DEVELOP=-.09 DONE=.55 DONE-=-.08 DONE:a=.72
        DONE:p=-.27 ENDSALE=.14 ENDSALE:p=.16 EOL=-.84 EOL:a=.17 FAB=-.08 FAULT=-.30 FINANCE=-.45 FOLLOW=.17
        FOLLOW&coming=.13 FOLLOW:a=.24 FORUM=-.38 FUT=-.57 FUT:a=.16 GET=-.14 GET-=-.10 GET:a=-.10 GET:p=-.20
        HEDGE=-.51 INSTALL=.19 INSTALL&coming=.23 INSTALL&now=.47 INSTALL:a=.15 INSTALL~=-.09 LAND=.58
        LAND&coming=-.62 LAND:a=.44 MAKE=.18 MAKE:p=.11 MAKE:v=.11 MEASURE:a=.08 NAME=-.15 NAME!=.18 NAME:b=-.11
        NAME:p=-.08 NEG=-.24 NEG:p=.09 NEG~=.09 NOTBEFORE=-.51 NOWSTART=1.23 NOWSTART:a=.21 NOWSTART:b=.23
        NOWSTART:p=.09 OFFER=.67 OFFER&cloud=.48 OFFER&coming=-.47 OFFER&now=.81 OFFER:b=.77 OPEN=.84
        OPEN&coming=-.61 OPEN:a=.12 OPINION=-.41 PLAN=-.16 PRESENT=-.23 PRESENT:b=-.22 PREVIEW=.47
        PRICE&money=.14 PRICE:a=.09 PRICE:p=-.12 PRICE~=.09 REFUSED=.10 REFUSED:a=.11 RUN=-.50 RUN&coming=.13
        RUN:p=-.12 SAMPLE=-.64 SAMPLE&coming=.16 SCORE=-.34 SCORE-=-.11 SCORE:a=-.16 SCORE:b=-.09 SCORE:p=-.10
        SERVICE=.10 SERVICE:b=-.15 SERVICE:p=.21 SHIP=.62 SHIP&coming=-.92 SHIP&now=.17 SHIP:a=.66 SHIP_N=.46
        SHIP_N:a=.27 SHOP=.96 SHOP-=.08 SHOP:p=.35 SHOP~=.14 SHOW&coming=.16 SHOW:a=.25 SHOW:b=-.12 SIGN:b=-.09
        SOFT=-.58 SPEC=-.34 SPEC:a=-.11 SPEC:b=-.16 STAGE=.16 STAGE:b=.09 STAGE:p=.12 STAGED=.19
        STAGED&coming=.14 STAGED:a=.10 STAGED:b=.10 SUPPLY=.27 SUPPLY&many=.14 SUPPLY:a=.18 SUPPLY:b=.11
        THEN=-.25 THEN:b=.19 WIN=-.10 WORTH:p=.11 after_de=.17 after_for=.13 after_of=-.14 after_than=-1.01
        asked=-.65 bias=-4.50 big=-.19 capital=.11 coming=-.19 compared=-1.55 counted=-.37 d:docs=-.79
        d:forum=-.51 d:mid=-.21 d:model=-.51 d:n3=-.09 d:short=.17 d:sort=-1.00 d:undated=-.14 denial=-.33
        first=.11 hedged=-1.24 hourly=.33 hourly&money=.17 how:above-alone=-.71 how:above-noun=-.35
        how:alone=-.37 how:both=.47 how:earlier-noun=.26 how:earlier-pronoun=.55 how:line=-.51 how:named=.68
        how:next=-.66 how:noun=.13 how:only=-.60 how:pronoun=.24 how:rule=.57 kind:line=-.15 later=-1.39
        maker<=.14 medium=-.09 money=.08 of_maker=-.19 other=.15 other<=.25 other>=.16 other~=.15 past=.17
        past~=.20 pct=-.14 r:available=3.24 r:discontinued=.08 rate=-.57 ruled=-.26 s:heading=-.09 second=-.23
        supposed=-.53 t:AVAIL=.55 t:CLOUD=.10 t:EOL=.10 t:OFFER=.28 t:OPEN=.45 t:SHOP=.27 times=.29 title=.17""",
    "deployed": """
        ASPER=.20 ASPER:a=.29 ASPER:b=-.20 ASPER:p=.11 BENCH=-.83 BIGMONEY=-.18 BIGMONEY:b=-.10 BUY=-.24
        BUY&user=-.15 BUY:v=-.08 CHEAP=-.08 CLOUD=-.11 CLOUD:a=-.09 COND=-.28 COND:b=.15 COST=-.16 COST:a=-.11
        CUSTOMER=.16 CUSTOMER:a=.13 CUT=-.13 DEAL=-.51 DEAL:b=-.08 DEVELOP=-.16 DONE=.88 DONE&cloud=.10
        DONE:b=.37 FAULT=-.30 FINANCE=-.47 FOLLOW=-.18 FOLLOW:a=-.08 FORUM=-.40 FUT=-1.25 GET=-.23 GET!=-.08
        GET:b=-.13 GET:p=-.16 GET:v=-.08 HEDGE=-.37 HEDGE:b=.14 INSTALL=.95 INSTALL!=-1.00 INSTALL&coming=-.84
        INSTALL&many=.24 INSTALL&now=.27 INSTALL&user=.36 INSTALL:a=.11 INSTALL:b=.31 INSTALL:v=.69 INSTALL~=.16
        INTERNAL=.25 MAKE:b=.14 MEASURE=-.13 MOVE=1.10 MOVE&user=.41 MOVE:a=.14 MOVE:b=.89 NEG=-.15 NEG:b=-.11
        OFFER=-.32 OFFER&cloud=-.09 OFFER&now=-.11 OFFER:a=-.15 OFFER:b=-.13 OPEN=-.16 OPEN&now=-.20 OPEN:a=-.17
        OPINION=-.42 PLAN=-.63 PRESENT=-.21 PRESENT:a=-.08 PRESENT:b=-.10 PRICE=-.46 PRICE:a=-.17 PRICE:b=-.11
        PRICE:p=.14 RUN=1.18 RUN!=-.81 RUN&coming=-.82 RUN&many=.26 RUN&now=.30 RUN&user=.28 RUN:a=.52 RUN:b=.75
        RUN:p=.13 SAMPLE=-.83 SCORE=.09 SERVICE=1.03 SERVICE:a=.15 SERVICE:b=.10 SERVICE~=.11 SHIP&now=.11
        SHIP:a=-.11 SHIP:b=.13 SHOW=.16 SHOW:a=.24 SIGN&many=.11 SOFT=-.71 SOFT:a=-.10 SOFT:b=-.10 SPEC=-.16
        SPEC:b=-.12 SPEC:p=-.11 STAGE:b=-.10 STAGED=.10 STAGED:b=.12 SUPPLY=.09 SUPPLY:b=.14 TAKEOVER=.17
        THEN=-.42 TRAFFIC=.80 TRAFFIC:a=.13 TRAFFIC:b=.16 TRAFFIC:p=-.08 UNITS=.29 UNITS:p=.31 WIN=-.12
        WIN:b=-.09 WORTH:a=.12 after_of=-.21 after_on=.51 after_than=-.96 after_to=.39 asked=-1.01 bias=-4.88
        big=-.12 capital=.37 coming=-.58 compared=-1.55 counted=.34 d:docs=-.91 d:forum=-.48 d:mid=-.11
        d:model=-.47 d:sort=-1.00 denial=-.56 gw=-.10 hedged=-.90 hourly=-.11 how:above-alone=-.67
        how:above-noun=-.40 how:alone=-.46 how:both=.47 how:earlier=-.20 how:earlier-noun=.27
        how:earlier-pronoun=.73 how:line=-.46 how:named=.51 how:next=-.63 how:noun=.15 how:only=-.60
        how:pronoun=.23 how:rule=.60 kind:chip=.11 kind:line=-.10 later=-1.53 maker>=-.09 medium=-.08 money=-.11
        n0=-.11 n1=.13 n2=-.11 of_maker=.18 other=.11 other<=.09 other~=-.13 past=.12 past~=.16 pct=-.15
        r:deployed=3.10 rate=-.81 ruled=-.39 s:heading=-.09 s:text=-.11 second=-.31 supposed=-.66 t:AVAIL=.10
        t:CLOUD=-.12 t:INSTALL=.31 t:MOVE=.30 t:RUN=.28 t:SERVICE=.09 t:VOLUME=.08 then_thing=.10 times=-.29
        title=.25""",
    "deal": """
        ASK=.17 ASK:p=.19 ASPER=-.20 ASPER:b=-.19 ASPER~=-.12 BENCH=-.38 BENCH:a=.24 BIGMONEY=.34
        BIGMONEY:p=-.11 BUY=.95 BUY!=-1.19 BUY&coming=-.28 BUY&many=.71 BUY&money=.22 BUY&user=.45 BUY:b=.91
        BUY:v=.92 CANCEL=-1.01 CHOOSE=.65 CHOOSE&user=.17 CHOOSE-=.10 CHOOSE:b=.41 CHOOSE:p=.16 CHOOSE~=.09
        CLOUD:b=.17 CLOUD:p=-.16 COND=-.78 COND:b=-.11 COST=-.28 COST&money=-.10 COST:a=-.11 COST:b=-.13
        CUSTOMER=-.11 DEAL=1.16 DEAL!=-1.20 DEAL&coming=-.17 DEAL&many=.44 DEAL&money=.33 DEAL&user=.10
        DEAL-=.26 DEAL:a=.12 DEAL:b=.62 DEAL:p=-.29 DEAL~=.12 DELAY&coming=.12 DELAY:a=.11 DELAY~=-.08
        DONE-=-.09 DONE:a=.10 DONE:p=-.09 EOL:a=.12 EXPORT=-.50 FAB=-.09 FAULT=-.30 FINANCE=-.61 FINANCE:b=.09
        FINANCE:p=-.09 FOLLOW=-.13 FORUM=-.46 FUT=-.17 FUT!=-.10 FUT:a=.10 FUT:p=-.20 GET=.11 GET:v=.12
        HEDGE=-.39 HEDGE:a=.14 INSTALL:a=.25 INSTALL:b=.20 INSTALL:p=-.35 INSTALL:v=-.12 LAND=-.09 LICENSE=1.19
        LICENSE:p=.14 MAKE=-.13 MEASURE=-.13 NAME=.09 NAME!=-.10 NAME:p=.12 NEG:a=.16 NEG:b=-.09 NEG:p=-.09
        NEW:b=.11 OFFER&coming=.11 OFFER&money=.10 OPINION=-.30 OPINION:b=.10 PARTNER=.86 PLAN=-.26
        PLAN&coming=-.12 PLAN:b=-.14 PLAN:p=-.12 PRESENT=-.13 PRESENT&coming=.11 PRESENT:p=-.11 PRICE&money=-.18
        PRICE:a=-.18 PRICE:p=.20 REFUSE=-1.50 REFUSED=-1.20 RUN&coming=.20 RUN&now=.13 RUN&user=.15 RUN-=-.11
        RUN:p=-.11 SCORE:a=.11 SCORE:b=-.09 SCORE:p=-.18 SELL_TO=.80 SERVICE=-.10 SERVICE:p=-.14 SHIP&now=.10
        SHIP:b=.11 SHIP_N=.10 SHIP_N&coming=.12 SHIP_N:a=.12 SHOP=-.11 SHOW=.14 SHOW-=.10 SHOW:a=.10 SIGN=.82
        SIGN!=-1.20 SIGN&many=.60 SIGN&money=.39 SIGN&user=.35 SIGN:b=.49 SIGN:p=-.13 SOFT=-.21 SOFT:p=.09
        SPEC=-.25 SPEC:a=-.13 SPEC:p=-.08 STAGED=.10 STAGED&coming=.09 SUPPLIER=.58 SUPPLIER:p=.18 SUPPLY=.43
        SUPPLY&many=.42 SUPPLY:b=-.09 TAKEOVER=.54 THEN=-.42 TRAFFIC=.12 TRAFFIC:p=.18 UNITS=.61 UNITS:a=-.10
        UNITS:b=.26 UNITS:p=.14 UNITS~=.09 WORTH=.52 WORTH:a=.27 WORTH:b=-.15 WORTH:p=-.10 after_than=-1.03
        after_with=.19 asked=-.64 bias=-4.61 big=.85 big&money=.59 capital=.18 coming=-.14 coming&day=.24
        compared=-1.36 counted=1.14 d:docs=-.91 d:forum=-.53 d:model=-.52 d:n1=.30 d:n3=-.18 d:sort=-1.00
        d:undated=-.09 denial=-.58 gw=.73 hedged=-1.11 hourly=-.82 hourly&money=-.13 how:above-alone=-.69
        how:above-noun=-.32 how:alone=-.46 how:both=.47 how:earlier=-.19 how:earlier-noun=.26
        how:earlier-pronoun=.55 how:line=.18 how:named=.50 how:next=-.16 how:only=-.60 how:pronoun=.22
        how:rule=.60 kind:card=.12 kind:chip=-.18 kind:line=.10 kind:package=-.20 kind:superchip=.12 later=.11
        maker=-.09 maker<=.41 medium=-.13 other=.41 other<=.45 other>=.15 other~=.21 pct=-.14 r:deal=3.01
        r:roadmap=.20 rate=-.61 ruled=-.30 second=-.27 supposed=-.74 t:BUY=.60 t:COST=.14 t:DEAL=.57 t:GET=.08
        t:SIGN=.42 then_thing=.16 times=-.26 title=.15""",
    "benchmark": """
        ASPER:a=-.15 BENCH=.83 BENCH&rate=.75 BENCH-=.15 BENCH:p=.19 BENCH~=.10 BIGMONEY:p=-.11 BUY&many=.10
        BUY&user=-.16 BUY:a=.12 BUY:p=-.12 CLOUD:a=-.23 CLOUD:b=-.21 CLOUD:p=.25 COND=-.46 COST:a=-.11
        COST:b=.15 COST:p=-.10 CUSTOMER=-.18 CUSTOMER:b=-.11 DEAL=-.46 DELAY:p=.12 DONE=-.22 DONE&cloud=-.11
        DONE:b=-.16 ENDSALE:a=.22 ENDSALE:b=-.20 EXTEND=.09 EXTEND:p=.10 FAULT=-.30 FINANCE=-.44 FOLLOW=.26
        FOLLOW:a=.15 FOLLOW:p=.16 FORUM=-.21 FORUM:p=.22 FUT=-.61 GET!=-.08 GET-=-.09 HEDGE=-.47 INSTALL:a=.08
        INSTALL:b=-.08 INTERNAL=.09 INTERNAL:p=.11 LAND=.20 LAND:a=.18 MAKE=.09 MAKE:p=.11 MEASURE=.68
        MEASURE&rate=.79 MEASURE:a=.15 MEASURE:b=-.15 MEASURE:p=-.10 MEASURE~=.11 MOVE:a=.20 MOVE:b=-.22
        NEG=-.11 NEG:a=-.10 NEW=-.09 NEW:b=-.09 OFFER:b=.15 OPINION=-.34 OPINION:a=.09 PLAN:a=.11 PLAN:b=-.09
        PRESENT:a=.19 PRESENT:b=-.12 PRESENT:p=-.09 PRICE=-.45 RAISE=-.14 RUN=.09 RUN&many=.10 RUN&now=-.11
        RUN&rate=.51 RUN-=.12 RUN:a=.13 SAMPLE=-.10 SCORE=.58 SCORE&rate=1.15 SCORE:a=.19 SCORE:b=.08 SCORE~=.16
        SERVICE=.21 SERVICE-=.09 SHOW=-.16 SHOW:b=-.09 SIGN&user=-.10 SIGN:a=.10 SOFT=-.18 SPEC=-.42 SPEC:b=-.10
        SPEC:p=-.10 STAGE=.08 STAGE:a=.16 STAGED:b=.10 THEN=-.43 TRAFFIC:b=.10 UNITS=.09 UNITS:a=.19 WIN=.75
        WIN:b=.38 WON=.47 after_for=-.19 after_of=-.12 after_on=.58 after_than=-1.02 after_to=-.14
        after_with=.48 asked=-1.01 bias=-4.46 big=.60 big&money=-.08 coming=-.21 coming&day=-.08 compared=-.90
        counted=.20 d:contest=.59 d:docs=-.91 d:forum=-.54 d:model=-.51 d:sort=-1.00 d:undated=-.08 denial=-.40
        gw=-.10 hedged=-1.17 how:above-alone=-.96 how:above-noun=-.17 how:alone=-.36 how:both=.46
        how:earlier-noun=.26 how:earlier-pronoun=.55 how:line=-.46 how:named=.65 how:next=-.64 how:only=-.60
        how:pronoun=.39 how:rule=.60 kind:chip=.09 kind:package=-.19 later=-.81 maker<=.12 medium=-.09
        money=-.18 opens=.11 other<=.18 other>=.11 q:usd_mtok=-.31 r:benchmark=3.13 rate=2.54 ruled=-.30
        second=-.22 supposed=-.67 t:BENCH=.96 t:CLOUD=-.09 t:CUSTOMER=.11 t:SCORE=.18 time=.36 times=.48
        title=.34 wordy=.08""",
    "price": """
        AVAIL=.12 AVAIL&money=.56 AVAIL&now=.12 AVAIL:a=.10 BIGMONEY=-.43 BIGMONEY:p=.10 BUY=-.48 CHEAP=1.00
        CHEAP&money=.50 CHEAP:b=.20 CLOUD:p=-.25 COND=-.44 COST=.59 COST&money=.77 COST:a=.43 COST:b=-.15
        COST:p=-.09 CUSTOMER:b=.09 CUT=.68 CUT&money=.64 CUT:a=.20 DEAL=-.84 DEAL&money=-.52 DONE=.16 DONE:a=.26
        FAULT=-.30 FINANCE=-.92 FORUM=-.42 FUT=-.30 HEDGE=-.51 INSTALL=-.13 MEASURE=-.09 NEW=-.10 NOWSTART=.30
        NOWSTART:a=.12 NOWSTART:p=.14 OFFER&cloud=.13 OFFER&money=.60 OFFER&now=.13 OFFER:p=.10 OPINION=-.41
        PLAN=-.09 PRESENT&coming=.10 PREVIEW=.10 PREVIEW:a=.11 PRICE=1.08 PRICE&money=1.03 PRICE:a=-.12
        PRICE:p=.14 PRICE~=.12 RAISE=.37 RAISE&money=.40 RUN=-.11 SERVICE=-.12 SHIP_N=.19 SHIP_N:p=.21 SHOP=.25
        SHOP:p=.27 SHOW=-.08 SIGN=-.62 SOFT=-.35 SPEC=-.18 SPEC:a=-.09 STAGE=.23 STAGE:a=.16 STAGE:p=.11
        THEN=-.41 VOLUME=.13 VOLUME:p=.10 after_de=.15 after_than=-1.00 asked=-.96 bias=-5.01 big=-1.20
        big&money=-.68 coming&day=-.10 compared=-1.52 d:docs=-.89 d:forum=-.42 d:mid=-.12 d:model=-.51 d:n3=-.08
        d:sort=-1.00 d:undated=-.08 denial=-.47 hedged=-1.21 hourly=.80 hourly&money=1.04 how:above-alone=-.98
        how:above-noun=-.33 how:alone=-.32 how:both=.48 how:earlier=-.21 how:earlier-noun=.28
        how:earlier-pronoun=.58 how:line=-.43 how:named=.50 how:next=-.56 how:noun=.26 how:only=-.60
        how:pronoun=.25 how:rule=.60 kind:card=.08 maker=-.10 maker<=-.15 money=2.03 past~=.13 pct=.54
        q:usd_h=.88 q:usd_mtok=.50 r:price=3.31 rate=-.18 second=-.24 supposed=-.64 t:CHEAP=.50 t:CUT=.39
        t:PRICE=.61 t:SHOP=.12 title=.22""",
    "discontinued": """
        ASPER=-.18 ASPER:a=-.13 ASPER:b=-.13 BENCH=-.09 BIGMONEY=-.15 BIGMONEY:a=-.11 BUY=-.64 BUY&many=-.10
        BUY&money=-.09 BUY:a=-.10 CANCEL=1.62 CANCEL!=-1.50 CANCEL:a=.14 CANCEL:b=.89 CANCEL:p=.13 CANCEL:v=.80
        COND=-.52 CUSTOMER=-.13 CUSTOMER:a=-.10 DEAL=-.72 DELAY=-.14 DELAY:b=-.11 DEVELOP=.10 DEVELOP:p=.12
        DONE=.21 DONE:a=.09 DONE:b=-.10 DONE:p=.21 ENDSALE=1.57 ENDSALE!=-1.50 ENDSALE&coming=.24 ENDSALE:a=.29
        ENDSALE:b=.93 ENDSALE:v=.80 EOL=1.77 EOL:a=.81 EOL:b=-.11 FAULT=-.30 FINANCE=-.43 FORUM=-.42 GET=.12
        GET:a=.11 GET:b=-.18 GET:p=.19 HEDGE=-.50 INSTALL&now=.10 INSTALL:p=.08 INTERNAL=.13 INTERNAL:b=.14
        LAND=.14 LAND:a=.17 MOVE:p=.13 NAME=.14 NAME:p=.16 NEG=-.38 NEG:a=-.11 NEW:p=.11 OFFER&cloud=.16
        OFFER&now=.16 OFFER:p=.14 OPINION=-.41 PLAN!=.11 PRESENT:a=.12 PRICE=-.48 REFUSE=-.10 REFUSE:b=-.09
        RUN&now=.08 SERVICE=-.08 SHOP=.18 SHOP:a=.14 SHOP:b=-.11 SHOP:p=.15 SHOW=-.09 SIGN=.13 SIGN:p=.15
        SOFT=-.64 SPEC=-.16 SPEC:a=-.08 STAGE=.08 STAGE:b=.14 THEN=-.41 after_for=-.14 after_of=-.08
        after_on=.11 after_than=-1.00 asked=-1.01 bias=-4.96 big=-.17 big&money=-.12 compared=-1.52 counted=-.10
        d:docs=-.91 d:forum=-.48 d:mid=-.18 d:model=-.51 d:short=.08 d:sort=-1.00 denial=-.19 hedged=-1.21
        how:above-alone=-.80 how:above-noun=-.32 how:alone=-.67 how:both=.48 how:earlier=-.17
        how:earlier-noun=.28 how:earlier-pronoun=.57 how:line=-.47 how:named=.55 how:next=-.56 how:noun=.35
        how:only=-.60 how:pronoun=.26 how:rule=.60 kind:line=-.12 later=.13 maker=.20 maker<=.22 money=-.17
        n0=-.08 of_maker=.16 r:discontinued=3.13 rate=-.53 ruled=-.32 s:text=-.11 second=-.23 supposed=-.62
        t:CANCEL=.51 t:ENDSALE=.50 t:EOL=.61 times=-.20 title=.25""",
}
