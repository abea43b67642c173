"""Weights of the observations that tell the types of event; made by `benchmarks.fit_events`, see its docstring.

Weights set by hand for classes of words, then moved by ridge logistic regression on 277 labelled documents and
`tests/extract/own_events.jsonl`; observations of weight below .08 are left out.
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
        APPEAR=.39 APPEAR:a=1.20 ASPER:p=-.09 AVAIL&cloud=-.09 AVAIL:b=-.10 BENCH=-.84 BIGMONEY=-.09 BUY=-.33
        BUY&many=.13 BUY:b=.11 BUY:p=.08 CANGET=-.10 CANGET&cloud=-.09 CANGET&now=-.09 CANGET:b=-.09 CLOUD=-.26
        CLOUD:a=-.38 CLOUD:p=.14 COND=-.33 COST=-.23 COST:a=-.15 CUT=-.18 DEAL=-1.01 DEAL&user=-.16 DEAL:p=-.14
        DELAY=-.10 DELAY:b=-.11 DELAY~=.12 DEVELOP=.33 DONE=-.12 DONE:p=-.09 EOL=-.10 EXTEND=1.06 EXTEND:b=.17
        EXTEND:p=.22 FAULT=-.30 FINANCE=-.42 FOLLOW=.32 FOLLOW&coming=.29 FOLLOW:a=.25 FOLLOW:b=.13 FORUM=-.25
        FORUM:a=.25 FORUM:b=-.10 FUT:a=.14 FUT:b=-.10 GET=-.19 GET!=.17 GET:a=.26 GET:b=-.22 GET:p=-.14
        GET:v=-.09 HEDGE=-.52 INSTALL=-.29 INSTALL:b=.09 INTERNAL=.12 INTERNAL:p=.16 MAKE:b=.15 MEASURE=-.17
        MOVE=-.11 NAME=.63 NAME:b=.70 NEG=.12 NEG:b=.29 NEG:p=-.12 NEW=.67 NEW:a=.26 NEW:b=.53 NEW:p=-.12
        NOWSTART=-.13 NOWSTART:b=-.11 OFFER:b=-.12 OPINION=-.54 OPINION:b=-.16 PLAN=-.11 PLAN!=.16 PLAN:p=-.11
        PRESENT=.66 PRESENT-=.30 PRESENT:b=1.11 PRESENT:p=.08 PRESENT:v=1.30 PRICE=-.58 RUN=-.32 RUN&coming=.17
        RUN&now=.08 SAMPLE=.46 SAMPLE:a=.73 SCORE:a=-.33 SCORE:b=.19 SERVICE=-.11 SERVICE:p=-.10 SHIP=-.18
        SHIP&now=-.10 SHIP:a=-.09 SHOP=-.11 SHOW=1.53 SHOW!=-1.00 SHOW&coming=-.29 SHOW-=.61 SHOW:a=.21
        SHOW:b=1.38 SHOW:p=.38 SHOW:v=1.55 SHOW_N=1.14 SHOW_N:a=.12 SHOW_N:b=.65 SHOW_N:p=.16 SIGN=-.09
        SOFT=-.79 SOFT:b=-.12 SPEC:a=-.25 SPEC:b=-.08 STAGE=.86 STAGE-=.45 STAGE:b=.10 STAGE:p=.13 STAGE~=.15
        SUPPLY=-.11 THEN=-.45 TRAFFIC=.17 TRAFFIC:a=.12 TRAFFIC:b=.08 UNITS=-.11 WORTH=.15 WORTH:p=.20
        after_between=-.17 after_called=.13 after_for=-.67 after_from=-.41 after_into=.13 after_like=.11
        after_of=.10 after_on=-.80 after_than=-1.01 after_to=-.32 after_with=-.53 asked=-1.01 bias=-4.66
        big=-.26 big&money=-.10 brief=-.12 capital=.10 coming=-.23 coming&day=.21 compared=-1.45 counted=-.20
        d:docs=-.91 d:forum=-.55 d:model=-.53 d:sort=-1.01 denial=-.37 first=.54 hedged=-1.04
        how:above-alone=-.84 how:above-noun=-.23 how:alone=-.54 how:both=.47 how:earlier=-.22
        how:earlier-noun=.26 how:earlier-pronoun=.55 how:line=-.48 how:named=.79 how:next=.86 how:noun=.15
        how:only=-.60 how:pronoun=.25 how:rule=.60 kind:chip=.16 kind:line=-.14 kind:superchip=-.11 later=-.16
        maker=.60 maker<=.80 medium=.12 money=-.27 n0=-.09 of_maker=-.21 other=-.21 other<=-.21 other>=.14
        past=.25 past~=.23 pct=-.11 q:chips=.22 r:announced=3.28 r:available=-.14 rate=-.56 ruled=-.35
        second=-.24 supposed=-.58 t:NEW=.17 t:PRESENT=.09 t:SHOW=.64 t:SHOW_N=.08 t:SOFT=-.09 t:STAGE=.09
        then_,=.13 then_.=.08 then_thing=-.11 times=-.12 title=.43 when=.25""",
    "roadmap": """
        ADVANCE=.37 ASPER=.24 ASPER:a=.24 AVAIL=.15 AVAIL&coming=.33 AVAIL:b=-.28 AVAIL:p=.16 BENCH=-.62
        BENCH-=-.10 BUY&coming=.20 BUY&many=.09 BUY:a=.16 BUY:p=-.17 CANCEL=-1.24 CHOOSE=.25 CHOOSE&user=.11
        CHOOSE:a=.30 CLOUD:b=.14 CLOUD:p=-.14 COND=-.48 COND-=.10 COND:b=-.10 COST=-.12 CUSTOMER=.38
        CUSTOMER:p=.26 DEAL&coming=-.20 DEAL&many=-.09 DEAL&user=.09 DEAL:b=.17 DEAL:p=-.13 DELAY=.66
        DELAY&coming=.58 DELAY:b=-.08 DELAY:p=.17 DEVELOP=.58 DONE=-.09 DONE&cloud=.21 DONE:b=.10 ENDSALE=-.91
        ENDSALE&coming=-.08 ENDSALE:b=-.09 EOL=-1.04 EOL:a=-.09 EOL:p=-.11 FAB=-.16 FAB:p=-.10 FAULT=-.30
        FINANCE=-.55 FINANCE:b=-.13 FOLLOW=.50 FOLLOW&coming=.42 FOLLOW-=.14 FOLLOW:p=-.09 FORUM=-.51
        FORUM:a=-.08 FUT=.58 FUT:a=-.36 FUT:p=-.22 GET=.18 GET:a=.11 GET:b=.18 GET:p=-.14 HEDGE=-.46
        INSTALL&coming=.83 INSTALL&many=-.13 INSTALL&now=-.08 INSTALL&user=.13 INSTALL:b=.10 INSTALL~=.11
        LAND=.47 LAND&coming=.64 LAND:a=.22 MAKE&coming=.30 MEASURE=-.35 MEASURE:a=-.16 MEASURE:b=-.13 NAME=-.18
        NAME:p=-.12 NEG=-.19 NEG:b=-.09 NEG:p=-.09 NEW:a=-.12 NEW:b=.24 NEW:p=-.10 NOTBEFORE=.32
        NOTBEFORE:a=-.26 OFFER=-.13 OFFER&coming=.31 OFFER&now=-.10 ONTRACK=.62 OPEN=.18 OPEN&coming=.45
        OPEN:p=.13 OPINION=-.42 PLAN=1.08 PLAN&coming=.15 PLAN-=.13 PLAN:a=.20 PLAN:b=.14 PLAN:p=-.13
        PRESENT=-.13 PRESENT:b=-.18 PRICE=-.63 PRICE:a=.08 PRICE:b=-.10 RAISE!=.15 RAMP&coming=.40 REFUSE=.17
        RUN=-.10 RUN&coming=-.14 RUN&now=.12 RUN:a=-.09 RUN:b=.20 RUN:p=-.22 SAMPLE=.56 SAMPLE&coming=.09
        SAMPLE:a=.21 SAMPLE:p=.14 SCORE=-.11 SCORE:a=.15 SCORE:p=-.23 SERVICE:b=.11 SERVICE:p=-.11 SHIP=.18
        SHIP&coming=.39 SHIP:a=-.15 SHIP_N=.44 SHOP=-.23 SHOP:a=-.11 SHOP:p=-.09 SHOW=.09 SHOW&coming=.29
        SHOW:a=.09 SHOW_N=.14 SHOW_N:a=.13 SIGN=.10 SIGN&coming=-.08 SIGN&many=.25 SIGN&user=.14 SIGN:b=.11
        SOFT=-.52 SOFT-=-.12 SOFT:p=-.15 SPEC=-.18 SPEC:a=.15 SPEC:b=-.18 SPEC:p=-.15 STAGE:a=.10 STAGE:b=-.10
        STAGED=.58 STAGED&coming=.35 STAGED:a=-.08 STAGED:p=.14 SUPPLY=-.19 SUPPLY:a=-.16 THEN=-.54 THEN:a=-.10
        TRAFFIC=-.14 TRAFFIC:b=-.10 UNITS=.31 UNITS-=.11 UNITS:b=.34 UNITS:p=-.08 VOLUME=-.24 VOLUME&coming=.24
        VOLUME-=.12 VOLUME:a=-.23 WON=-.10 WON:a=-.16 WORTH=.20 WORTH:a=.19 WORTH:b=.10 WORTH:p=-.08
        after_as=.14 after_for=.23 after_in=.09 after_of=-.14 after_on=-.30 after_than=-.68 after_with=-.09
        around=.18 around~=.19 asked=-1.01 bias=-4.31 big=-.24 brief=-.10 capital=-.13 coming=.66 coming&day=.82
        compared=-1.44 counted=.52 d:docs=-.93 d:forum=-.54 d:mid=.08 d:model=-.57 d:n3=-.13 d:short=-.12
        d:sort=-1.01 denial=-.33 first=-.15 gw=-.17 hedged=-1.36 hourly=-.56 how:above-alone=-.78
        how:above-noun=-.32 how:alone=-.48 how:both=.45 how:earlier-noun=.26 how:earlier-pronoun=.55
        how:line=-.57 how:named=.65 how:next=-.68 how:only=-.60 how:pronoun=.44 how:rule=.81 kind:line=-.12
        later=2.22 later~=.46 maker=-.17 maker<=-.12 maker>=.20 medium=.09 money=-.33 n1=.11 opens=.15
        other<=.11 other>=.18 past=-.80 pct=-.15 q:chips=.10 q:size=-.17 quoted=-.08 r:deployed=-.13
        r:roadmap=3.06 rate=-.56 ruled=-.50 second=-.22 supposed=-.67 t:ASPER=.13 t:BUY=.08 t:CUT=.08
        t:DELAY=.17 t:PRESENT=.14 t:SCORE=-.09 t:SERVICE=-.09 t:SOFT=-.09 t:UNITS=.11 then_,=.09 times=-.46
        title=.27 when=1.66 when~=.24""",
    "production": """
        ASPER=.27 ASPER:a=.14 ASPER:b=.17 CLOUD=-.09 COND=-.41 DELAY=-.62 DONE=.31 FAB=.50 FAULT=-.30
        FINANCE=-.41 FORUM=-.41 FUT=-1.51 GET=-.18 HEDGE=-.50 INSTALL=-.09 MAKE=1.33 MAKE:v=.72 NOTBEFORE=-.61
        OPINION=-.41 PRICE=.19 PRICE:a=.11 PRICE:b=.11 RAMP=1.79 RAMP&coming=-1.50 RAMP:a=.70 SAMPLE=-1.01
        SCORE=-.17 SCORE:a=-.09 SERVICE=-.10 SOFT=-.34 THEN=-.41 VOLUME=2.36 VOLUME!=-1.50 VOLUME&coming=-1.50
        VOLUME&now=.19 VOLUME:a=.96 VOLUME:b=.24 after_than=-1.00 asked=-1.00 bias=-5.33 big=-.08 coming=-.52
        compared=-1.52 d:docs=-.90 d:forum=-.51 d:mid=-.11 d:model=-.49 d:sort=-1.00 denial=-.44 hedged=-1.20
        how:above-alone=-.77 how:above-noun=-.32 how:alone=-.61 how:both=.48 how:earlier=-.15
        how:earlier-noun=.29 how:earlier-pronoun=.58 how:line=-.42 how:named=.70 how:next=-.55 how:only=-.60
        how:pronoun=.27 how:rule=.60 later=-1.61 maker>=-.08 money=-.10 n0=-.11 of_maker=.20 r:production=3.45
        second=-.23 supposed=-.62 then_is=.10 times=-.16 title=.24""",
    "available": """
        ASK~=.09 ASPER:b=.17 AVAIL=1.50 AVAIL!=-1.20 AVAIL&cloud=.17 AVAIL&coming=-.91 AVAIL&now=.52 AVAIL:a=.87
        AVAIL:b=.46 BENCH=-.45 BENCH:a=.12 BIGMONEY:a=.15 BUY=-.19 BUY:b=-.14 CANGET=1.31 CANGET&coming=-.30
        CHOOSE=-.11 CHOOSE:a=-.09 CLOUD=.98 CLOUD:a=.71 CLOUD:b=.09 CLOUD:p=-.11 COND=-.43 COST=-.11
        CUSTOMER=.30 CUSTOMER:b=.09 CUT=-.09 DEAL=-.38 DEAL&coming=.12 DEAL&many=.12 DEAL&user=.09 DEAL:a=.10
        DEVELOP=-.08 DONE=.63 DONE&cloud=.09 DONE:a=.73 DONE:p=-.19 ENDSALE=.16 ENDSALE:p=.18 EOL=-1.02
        FAULT=-.30 FINANCE=-.45 FOLLOW=.19 FOLLOW&coming=.13 FOLLOW:a=.23 FORUM=-.38 FUT=-.57 FUT:a=.16 GET=-.11
        GET-=-.08 GET:a=-.12 GET:b=-.08 GET:p=-.14 HEDGE=-.51 INSTALL=.26 INSTALL&coming=.21 INSTALL&now=.54
        INSTALL:a=.19 LAND=.58 LAND&coming=-.62 LAND:a=.44 MAKE:v=.12 MEASURE:a=.08 NAME=-.12 NAME:b=-.10
        NEG=-.36 NEG~=.10 NOTBEFORE=-.51 NOWSTART=1.28 NOWSTART:a=.23 NOWSTART:b=.23 NOWSTART:p=.12 OFFER=.62
        OFFER&cloud=.54 OFFER&coming=-.48 OFFER&now=.87 OFFER:b=.81 OPEN=.88 OPEN&coming=-.61 OPEN&now=.14
        OPEN:a=.16 OPINION=-.41 PLAN=-.13 PRESENT=-.21 PRESENT:b=-.21 PREVIEW=.48 PRICE&money=.15 PRICE:a=.10
        PRICE:p=-.08 REFUSED=.10 REFUSED:a=.11 RUN=-.42 RUN&coming=.12 RUN:p=-.11 SAMPLE=-.64 SAMPLE&coming=.16
        SCORE=-.32 SCORE-=-.09 SCORE:a=-.15 SCORE:b=-.10 SERVICE=-.13 SERVICE:b=-.12 SHIP=.62 SHIP&coming=-.92
        SHIP&now=.16 SHIP:a=.67 SHIP_N=.47 SHIP_N:a=.28 SHOP=.73 SHOP:a=.10 SHOP:b=-.12 SHOP:p=.26 SHOP~=.10
        SHOW=.09 SHOW&coming=.17 SHOW:a=.25 SHOW:b=-.12 SIGN=.10 SIGN:b=-.10 SIGN:p=.13 SOFT=-.56 SPEC=-.30
        SPEC:a=-.11 SPEC:b=-.16 STAGE:b=.10 STAGED=.20 STAGED&coming=.14 STAGED:a=.10 STAGED:b=.11 SUPPLY=.26
        SUPPLY&many=.14 SUPPLY:a=.17 SUPPLY:b=.10 THEN=-.26 THEN:b=.19 WIN=-.09 WORTH=-.08 after_de=.17
        after_of=-.13 after_than=-1.00 asked=-.64 bare=.10 bias=-4.89 big=-.16 capital=.14 coming=-.17
        compared=-1.55 counted=-.34 d:docs=-.78 d:forum=-.51 d:mid=-.20 d:model=-.50 d:n6=.08 d:short=.15
        d:sort=-1.00 d:undated=-.11 denial=-.47 first=.10 gw=.08 hedged=-1.22 hourly=.34 hourly&money=.17
        how:above-alone=-.82 how:above-noun=-.33 how:alone=-.39 how:both=.48 how:earlier=-.17
        how:earlier-noun=.28 how:earlier-pronoun=.57 how:line=-.47 how:named=.85 how:next=-.60 how:only=-.60
        how:pronoun=.26 how:rule=.58 kind:line=-.12 later=-1.39 maker=-.18 maker<=.16 maker>=.10 money=.15
        n0=-.12 of_maker=-.18 other=.21 other<=.26 other>=.17 other~=.09 past=.20 past~=.20 pct=-.12
        r:available=3.33 rate=-.56 ruled=-.25 second=-.23 supposed=-.54 t:AVAIL=.51 t:CLOUD=.10 t:NEG=.09
        t:OFFER=.29 t:OPEN=.41 t:SHOP=.15 times=.33 title=.21""",
    "deployed": """
        ASPER=.28 ASPER:a=.30 ASPER:b=-.16 ASPER:p=.13 BENCH=-.81 BIGMONEY=-.16 BIGMONEY:b=-.10 BUY=-.22
        BUY&user=-.14 BUY:v=-.09 CLOUD=-.15 CLOUD:a=-.19 COND=-.43 COST=-.13 COST:a=-.09 CUSTOMER=.18
        CUSTOMER:a=.13 CUT=-.11 DEAL=-.50 DEVELOP=-.14 DONE=.91 DONE:b=.34 DONE:p=.12 EOL:a=.08 FAULT=-.30
        FINANCE=-.46 FOLLOW=-.15 FORUM=-.38 FUT=-1.25 GET=-.16 GET:b=-.09 GET:p=-.13 GET:v=-.09 HEDGE=-.50
        INSTALL=1.02 INSTALL!=-1.00 INSTALL&coming=-.84 INSTALL&many=.25 INSTALL&now=.28 INSTALL&user=.38
        INSTALL:a=.11 INSTALL:b=.31 INSTALL:p=.10 INSTALL:v=.69 INSTALL~=.13 INTERNAL=.25 MAKE:b=.14
        MEASURE=-.11 MOVE=.97 MOVE&user=.43 MOVE:a=.15 MOVE:b=.75 NEG=-.12 NEG:b=-.10 OFFER=-.29 OFFER&now=-.10
        OFFER:a=-.14 OFFER:b=-.11 OPEN=-.15 OPEN&now=-.18 OPEN:a=-.16 OPINION=-.42 PLAN=-.62 PRESENT=-.19
        PRESENT:b=-.09 PRICE=-.61 PRICE:a=-.15 PRICE:b=-.09 RUN=1.04 RUN!=-.81 RUN&coming=-.83 RUN&many=.18
        RUN&now=.29 RUN&user=.27 RUN:a=.62 RUN:b=.74 RUN:p=-.08 SAMPLE=-.83 SCORE:a=.12 SERVICE=1.03
        SERVICE:a=.19 SERVICE:b=.17 SERVICE~=.08 SHIP&now=.12 SHIP:a=-.10 SHIP:b=.13 SHOW=.19 SHOW:a=.24
        SIGN&many=.12 SIGN&user=.08 SOFT=-.68 SOFT:a=-.09 SOFT:b=-.08 SPEC=-.11 SPEC:b=-.11 STAGE:b=-.09
        STAGED=.11 STAGED:b=.13 SUPPLY=.10 SUPPLY:b=.15 TAKEOVER=.17 THEN=-.42 TRAFFIC=.85 TRAFFIC:a=.14
        TRAFFIC:b=.17 UNITS=.19 UNITS:p=.15 WIN=-.11 WIN:b=-.09 WORTH=.09 WORTH:a=.12 after_of=-.19 after_on=.52
        after_than=-.93 after_to=.40 asked=-1.01 bias=-5.17 big=-.20 capital=.38 coming=-.58 compared=-1.55
        counted=.30 d:docs=-.91 d:forum=-.47 d:mid=-.12 d:model=-.46 d:sort=-1.00 denial=-.55 gw=-.08
        hedged=-1.21 hourly=-.09 how:above-alone=-.62 how:above-noun=-.37 how:alone=-.39 how:both=.47
        how:earlier=-.17 how:earlier-noun=.28 how:earlier-pronoun=.57 how:line=-.45 how:named=.61 how:next=-.59
        how:only=-.60 how:pronoun=.25 how:rule=.60 later=-1.53 maker<=-.13 money=-.09 n0=-.12 n1=.13 n2=-.09
        of_maker=.18 other=.13 other<=.16 other~=-.10 past=.11 past~=.11 pct=-.13 r:deployed=3.11 rate=-.79
        ruled=-.36 s:text=-.09 second=-.29 supposed=-.65 t:CLOUD=-.10 t:INSTALL=.32 t:MOVE=.30 t:RUN=.29
        times=-.36 title=.24""",
    "deal": """
        ASPER=-.18 ASPER:b=-.20 ASPER~=-.11 BENCH=-.35 BENCH:a=.25 BIGMONEY=.38 BIGMONEY:b=.08 BUY=.96
        BUY!=-1.19 BUY&coming=-.25 BUY&many=.77 BUY&money=.27 BUY&user=.49 BUY:b=.93 BUY:v=.92 CANCEL=-1.01
        CHOOSE=.50 CHOOSE&user=.19 CHOOSE:b=.42 CLOUD:b=.17 CLOUD:p=-.11 COND=-.78 COND:b=-.11 COST=-.26
        COST&money=-.10 COST:a=-.10 COST:b=-.13 CUSTOMER=-.09 DEAL=1.10 DEAL!=-1.20 DEAL&coming=-.14
        DEAL&many=.48 DEAL&money=.37 DEAL&user=.14 DEAL-=.22 DEAL:a=.12 DEAL:b=.63 DEAL:p=-.36 DELAY&coming=.12
        DELAY:a=.11 DONE:a=.10 EOL:a=.13 EOL:b=-.09 EXPORT=-.50 FAULT=-.30 FINANCE=-.60 FINANCE:b=.08
        FOLLOW=-.11 FORUM=-.46 FUT=-.15 FUT!=-.10 FUT:a=.10 FUT:p=-.16 GET=.12 GET:v=.12 HEDGE=-.39 HEDGE:a=.14
        INSTALL:a=.26 INSTALL:b=.19 INSTALL:p=-.29 INSTALL:v=-.12 LICENSE=1.21 LICENSE:p=.15 MAKE=-.12
        MEASURE=-.10 NAME!=-.10 NEG:a=.17 NEG:b=-.09 NEW:b=.12 OFFER&coming=.10 OPINION=-.30 OPINION:b=.11
        PARTNER=.86 PLAN=-.22 PLAN&coming=-.13 PLAN:b=-.15 PRESENT=-.10 PRESENT&coming=.10 PRESENT:p=-.08
        PRICE&money=-.17 PRICE:a=-.17 PRICE:p=.25 REFUSE=-1.50 REFUSED=-1.20 RUN&coming=.19 RUN&now=.13
        RUN&user=.17 RUN-=-.10 SCORE=-.10 SCORE-=-.10 SCORE:a=.13 SCORE:p=-.26 SELL_TO=.80 SERVICE:p=-.09
        SHIP&now=.10 SHIP:b=.11 SHIP_N=.11 SHIP_N&coming=.12 SHIP_N:a=.12 SHOW=.16 SHOW-=.11 SHOW:a=.10 SIGN=.86
        SIGN!=-1.20 SIGN&many=.59 SIGN&money=.40 SIGN&user=.38 SIGN:b=.49 SIGN:p=-.09 SOFT=-.35 SPEC=-.22
        SPEC:a=-.13 STAGE:a=.08 STAGED=.11 STAGED&coming=.09 STAGED:p=.09 SUPPLIER=.40 SUPPLY=.45
        SUPPLY&many=.42 SUPPLY:b=-.09 TAKEOVER=.54 THEN=-.42 UNITS=.62 UNITS:a=-.10 UNITS:b=.26 UNITS:p=.15
        WORTH=.52 WORTH:a=.27 WORTH:b=-.14 WORTH:p=-.11 after_than=-1.04 after_with=.21 asked=-1.01 bias=-5.06
        big=.90 big&money=.59 capital=.09 coming=-.08 coming&day=.29 compared=-1.36 counted=1.16 d:docs=-.91
        d:forum=-.52 d:model=-.52 d:n1=.22 d:n3=-.14 d:sort=-1.00 denial=-.56 gw=.74 hedged=-1.10 hourly=-.81
        hourly&money=-.12 how:above-alone=-.80 how:above-noun=-.32 how:above-pronoun=.09 how:alone=-.35
        how:both=.48 how:earlier=-.15 how:earlier-noun=.27 how:earlier-pronoun=.57 how:line=.28 how:named=.71
        how:next=-.63 how:only=-.60 how:pronoun=.24 how:rule=.60 kind:card=.09 kind:chip=-.15 kind:package=-.16
        kind:superchip=.13 later=.16 maker=-.17 maker<=.44 medium=-.10 n0=-.08 other=.47 other<=.47 other>=.16
        other~=.24 pct=-.12 r:deal=3.04 r:roadmap=.20 rate=-.59 ruled=-.27 s:text=-.09 second=-.22 supposed=-.73
        t:BUY=.60 t:DEAL=.58 t:SIGN=.42 then_thing=.17 times=-.23 title=.19""",
    "benchmark": """
        ASPER:a=-.13 BENCH=.87 BENCH&rate=.76 BENCH-=.14 BENCH:p=.20 BIGMONEY:a=.09 BIGMONEY:p=-.10 BUY=-.08
        BUY&user=-.14 BUY:a=.13 BUY:b=-.11 BUY:p=-.10 CLOUD:a=-.21 CLOUD:b=-.20 CLOUD:p=.25 COND=-.46
        COST:a=-.10 COST:b=.16 COST:p=-.10 CUSTOMER=-.17 CUSTOMER:b=-.11 DEAL=-.46 DELAY:p=.12 DONE=-.21
        DONE&cloud=-.10 DONE:b=-.14 ENDSALE:a=.24 ENDSALE:b=-.20 EXTEND=.09 EXTEND:p=.10 FAULT=-.30 FINANCE=-.43
        FOLLOW=.25 FOLLOW:a=.18 FOLLOW:p=.11 FORUM=-.21 FORUM:p=.21 FUT=-.60 HEDGE=-.47 INSTALL:a=.10
        INTERNAL=.09 INTERNAL:p=.11 LAND=.24 LAND:a=.20 MAKE=.10 MAKE:p=.12 MEASURE=.69 MEASURE&rate=.80
        MEASURE:a=.13 MEASURE:b=-.13 MEASURE:p=-.09 MEASURE~=.10 MOVE&user=.09 MOVE:a=.22 MOVE:b=-.21 NEG=-.09
        NEG:a=-.08 NEW:b=-.09 OFFER:b=.15 OPINION=-.33 OPINION:a=.09 PLAN:a=.12 PRESENT:a=.19 PRESENT:b=-.11
        PRESENT:p=-.09 PRICE=-.42 RAISE=-.14 RUN=.14 RUN&many=.11 RUN&now=-.11 RUN&rate=.52 RUN-=.09 RUN:a=.15
        SAMPLE=-.09 SCORE=.57 SCORE&rate=1.17 SCORE:a=.26 SCORE~=.17 SERVICE=.27 SERVICE:b=.09 SHOW=-.15
        SHOW:b=-.09 SIGN&user=-.09 SIGN:a=.11 SOFT=-.17 SPEC=-.38 SPEC:b=-.10 SPEC:p=-.09 STAGE=.10 STAGE:a=.18
        STAGED:b=.11 THEN=-.43 TRAFFIC:b=.10 UNITS=.11 UNITS:a=.20 WIN=.80 WIN:b=.40 WON=.47 after_for=-.17
        after_of=-.09 after_on=.60 after_than=-1.02 after_to=-.13 after_with=.36 asked=-1.01 bias=-4.68 big=.49
        brief=-.09 coming=-.19 compared=-.88 counted=.13 d:contest=.58 d:docs=-.91 d:forum=-.53 d:mid=-.10
        d:model=-.52 d:n2=-.09 d:sort=-1.00 d:undated=-.10 denial=-.39 gw=-.09 hedged=-1.16 how:above-alone=-.94
        how:above-noun=-.16 how:alone=-.36 how:both=.47 how:earlier-noun=.27 how:earlier-pronoun=.55
        how:line=-.46 how:named=.57 how:next=-.63 how:only=-.60 how:pronoun=.40 how:rule=.60 kind:package=-.14
        later=-.80 maker<=.20 money=-.15 other<=.21 other>=.11 q:usd_mtok=-.31 r:benchmark=3.14 rate=2.58
        ruled=-.27 s:heading=-.09 second=-.19 supposed=-.67 t:BENCH=.91 t:CLOUD=-.08 t:SCORE=.15 t:SHOW=-.08
        time=.37 times=.57 title=.31 wordy=.08""",
    "price": """
        AVAIL=.10 AVAIL&money=.55 AVAIL&now=.12 AVAIL:a=.10 BIGMONEY=-.48 BUY=-.49 CHEAP=.98 CHEAP&money=.50
        CHEAP:b=.19 CLOUD=.26 CLOUD:b=.21 CLOUD~=.09 COND=-.44 COST=.71 COST&money=.95 COST:a=.48 COST:b=-.16
        CUSTOMER:b=.10 CUT=.68 CUT&money=.66 CUT:a=.23 DEAL=-.84 DEAL&money=-.52 DONE=.27 DONE&cloud=.15
        DONE:a=.40 DONE:p=-.08 DONE~=.10 FAULT=-.30 FINANCE=-.92 FORUM=-.43 FUT=-.29 HEDGE=-.51 INSTALL=-.13
        MEASURE=-.10 NEG=-.08 NEW=-.09 NOWSTART=.29 NOWSTART:a=.12 NOWSTART:p=.15 OFFER&cloud=.12
        OFFER&money=.60 OFFER&now=.12 OFFER:p=.10 OPINION=-.41 PLAN=-.09 PRESENT&coming=.10 PRESENT:a=.08
        PREVIEW=.10 PREVIEW:a=.10 PRICE=1.16 PRICE&money=1.18 PRICE:a=-.13 PRICE:p=.26 PRICE~=.11 RAISE=.37
        RAISE&money=.40 RUN=-.12 SERVICE=-.12 SHIP_N=.16 SHIP_N:p=.18 SHOP=.23 SHOP:p=.24 SHOW=-.08 SIGN=-.62
        SOFT=-.34 SPEC=-.17 SPEC:a=-.08 STAGE=.24 STAGE:a=.19 STAGE:p=.08 THEN=-.41 VOLUME=.10 VOLUME:p=.09
        after_de=.14 after_than=-1.00 asked=-.75 bias=-5.12 big=-1.24 big&money=-.72 coming&day=-.09
        compared=-1.61 d:docs=-.84 d:forum=-.42 d:mid=-.12 d:model=-.51 d:n3=-.09 d:sort=-1.00 denial=-.47
        hedged=-1.21 hourly=.87 hourly&money=1.14 how:above-alone=-.82 how:above-noun=-.34 how:alone=-.37
        how:both=.49 how:earlier=-.13 how:earlier-noun=.28 how:earlier-pronoun=.58 how:line=-.44 how:named=.47
        how:next=-.56 how:noun=.21 how:only=-.60 how:pronoun=.24 how:rule=.60 kind:card=.12 maker=-.12
        maker<=-.15 money=2.14 of_maker=-.11 past~=.12 pct=.51 q:usd_h=.88 q:usd_mtok=.50 r:price=3.31 rate=-.19
        second=-.24 supposed=-.64 t:CHEAP=.50 t:CUT=.39 t:PRICE=.60 t:SHOP=.11 times=-.11 title=.25""",
    "discontinued": """
        ASPER=-.18 ASPER:a=-.13 ASPER:b=-.13 BENCH=-.09 BIGMONEY=-.14 BIGMONEY:a=-.10 BUY=-.63 BUY&many=-.10
        BUY&money=-.09 BUY:a=-.10 CANCEL=1.64 CANCEL!=-1.50 CANCEL:a=.14 CANCEL:b=.89 CANCEL:p=.15 CANCEL:v=.80
        COND=-.52 CUSTOMER=-.12 CUSTOMER:a=-.10 DEAL=-.72 DELAY=-.13 DELAY:b=-.11 DEVELOP=.12 DEVELOP:p=.15
        DONE=.12 DONE&cloud=-.12 DONE:a=.10 DONE:b=-.09 DONE:p=.10 ENDSALE=1.58 ENDSALE!=-1.50
        ENDSALE&coming=.24 ENDSALE:a=.29 ENDSALE:b=.93 ENDSALE:v=.80 EOL=1.89 EOL:a=.92 EOL:b=-.12 FAULT=-.30
        FINANCE=-.42 FORUM=-.42 GET:a=.12 GET:b=-.17 GET:p=.09 HEDGE=-.51 INSTALL&now=.13 INSTALL:p=.11
        INTERNAL=.13 INTERNAL:b=.14 LAND=.15 LAND:a=.17 MOVE=.10 MOVE:p=.15 NEG=-.37 NEG:a=-.11 NEW:p=.13
        OPINION=-.41 PLAN!=.10 PRESENT:a=.12 PRICE=-.47 REFUSE=-.09 REFUSE:b=-.09 RUN&now=.09 SHOP:a=.14
        SHOP:b=-.11 SHOW=-.08 SOFT=-.64 SPEC=-.15 SPEC:a=-.08 STAGE=.08 STAGE:b=.13 THEN=-.41 after_for=-.14
        after_of=-.09 after_on=.11 after_than=-1.00 asked=-1.00 bias=-5.13 big=-.16 big&money=-.11
        compared=-1.52 counted=-.11 d:docs=-.91 d:forum=-.48 d:mid=-.16 d:model=-.51 d:short=.09 d:sort=-1.00
        denial=-.21 hedged=-1.21 how:above-alone=-.78 how:above-noun=-.32 how:alone=-.64 how:both=.49
        how:earlier=-.15 how:earlier-noun=.28 how:earlier-pronoun=.57 how:line=-.44 how:named=.66 how:next=-.54
        how:noun=.21 how:only=-.60 how:pronoun=.27 how:rule=.60 kind:line=-.11 later=.13 maker<=.21 maker>=.16
        money=-.16 n0=-.09 of_maker=.16 r:discontinued=3.19 rate=-.53 ruled=-.27 s:text=-.13 second=-.19
        supposed=-.62 t:CANCEL=.51 t:ENDSALE=.50 t:EOL=.65 times=-.20 title=.21""",
}
