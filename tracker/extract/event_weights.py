"""Weights of the observations that tell the types of event; made by `benchmarks.fit_events`, see its docstring.

Weights by hand for classes of words, moved by ridge logistic regression on 277 labelled documents.
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
        APPEAR=.40 APPEAR:a=1.20 ASPER-=-.20 ASPER:b=.11 ASPER~=.22 AVAIL=-.12 BENCH=-.82 BIGMONEY-=-.18
        BIGMONEY~=-.12 BUY=-.32 BUY&many=.19 BUY-=-.17 BUY:b=.16 BUY~=-.17 CLOUD=-.20 CLOUD-=-.17 CLOUD:a=-.35
        CLOUD:p=.18 CLOUD~=-.10 COND=-.35 COST=-.24 COST:a=-.17 CUSTOMER-=-.11 CUT=-.17 CUT~=.15 DEAL=-1.00
        DEAL&user=-.15 DEAL-=-.11 DEAL:p=-.14 DELAY=-.10 DELAY-=-.10 DELAY~=.36 DEVELOP=.41 DEVELOP:b=.14
        DONE=-.23 EOL=-.10 EXTEND=1.08 EXTEND:b=.18 EXTEND:p=.26 FAULT=-.30 FINANCE=-.44 FOLLOW=.24
        FOLLOW&coming=.37 FOLLOW:a=.32 FOLLOW~=.35 FORUM=-.30 FORUM:a=.28 FORUM:b=-.18 FUT-=-.13 FUT:a=.14
        FUT:b=-.13 FUT~=-.17 GET=-.25 GET:a=.19 GET:b=-.22 GET:p=-.13 GET~=.11 HEDGE=-.51 INSTALL=-.53
        INSTALL&coming=.11 INSTALL&many=-.20 INSTALL&user=.10 INSTALL-=.13 INSTALL:p=-.18 INSTALL~=.14
        INTERNAL-=.18 INTERNAL:p=.11 LAND~=.16 MAKE-=.16 MAKE:b=.19 MAKE~=.13 MEASURE=-.16 MOVE=-.12 NAME=.66
        NAME:b=.72 NEG:b=.22 NEG:p=-.10 NEW=.84 NEW-=-.12 NEW:a=.30 NEW:b=.64 NEW~=.24 NOWSTART=-.11 OFFER=.20
        OFFER&coming=.12 OFFER-=-.12 OFFER:a=.23 OFFER:b=-.16 OFFER:p=.13 OPINION=-.64 OPINION:b=-.25 PLAN-=-.21
        PLAN:b=.11 PRESENT=.48 PRESENT-=.37 PRESENT:b=.95 PRESENT:v=1.30 PRICE=-.57 PRICE-=-.19 PRICE~=-.11
        RUN=-.32 RUN&coming=.22 RUN&now=.13 RUN&user=-.16 SAMPLE=.57 SAMPLE&coming=.11 SAMPLE:a=.85 SCORE:a=-.32
        SCORE:b=.23 SCORE:p=.12 SERVICE~=-.13 SHIP=-.18 SHIP&now=-.11 SHIP:a=-.10 SHOP=-.11 SHOP-=.15 SHOW=1.39
        SHOW!=-1.00 SHOW&coming=-.43 SHOW-=.68 SHOW:a=.27 SHOW:b=1.08 SHOW:p=.49 SHOW:v=1.55 SHOW_N=.92
        SHOW_N-=.21 SHOW_N:a=-.17 SHOW_N:b=.67 SHOW_N:p=.22 SHOW~=.25 SIGN=-.10 SOFT=-.73 SOFT-=-.11 SPEC-=-.35
        SPEC:a=-.25 SPEC:b=-.11 SPEC:p=.12 STAGE=.85 STAGE-=.90 STAGE:b=.20 STAGE~=.69 SUPPLY=-.15 THEN=-.47
        WORTH=.19 WORTH:p=.23 after_between=-.26 after_called=.13 after_for=-.65 after_from=-.40 after_into=.17
        after_like=.18 after_of=.17 after_on=-.77 after_than=-1.02 after_to=-.32 after_with=-.65 around~=-.15
        asked=-1.01 bare=.24 bias=-5.92 big=-.25 brief=-.15 capital=.19 coming=-.26 coming&day=.18
        compared=-1.40 counted=-.33 d:contest=-.10 d:docs=-.94 d:forum=-.78 d:long=-.12 d:mid=.11 d:model=-.60
        d:n1=-.19 d:n4=.23 d:sort=-1.04 d:undated=.15 denial=-.26 first=.73 hedged=-1.21 how:above-alone=-.81
        how:above-noun=-.27 how:alone=-.43 how:both=.47 how:earlier=-.20 how:earlier-noun=.27
        how:earlier-pronoun=.57 how:line=-.45 how:named=.82 how:next=.81 how:noun=.18 how:only=-.60
        how:pronoun=.26 how:rule=.60 kind:chip=.44 kind:line=-.51 kind:package=.10 kind:pod=.26
        kind:superchip=-.35 later=-.20 later~=.28 maker=.74 maker<=.72 maker>=-.12 medium=.28 money=-.29 n0=-.17
        n2=.13 n3=.13 of_maker=-.27 opens=.23 other=-.20 other>=.28 other~=-.14 past=.29 past~=.41 pct=-.13
        q:chips=.61 q:compute=.16 q:rate=.12 q:watts=-.13 r:announced=3.48 r:available=-.27 rate=-.55 ruled=-.39
        s:heading=-.15 s:text=.37 second=-.38 supposed=-.53 t:BENCH=-.16 t:BUY=-.12 t:CLOUD=-.18 t:CUSTOMER=-.14
        t:EOL=-.12 t:EXPORT=-.12 t:EXTEND=.18 t:FINANCE=-.12 t:FOLLOW=-.15 t:FORUM=-.30 t:INSTALL=.15
        t:LAND=-.10 t:LICENSE=-.12 t:MAKE=-.14 t:MEASURE=-.11 t:NEG=-.17 t:OPINION=-.12 t:PRESENT=.47 t:RUN=.14
        t:SAMPLE=.35 t:SCORE=-.23 t:SERVICE=-.17 t:SHOW=1.00 t:SHOW_N=.31 t:SOFT=-.28 t:STAGE=.19 t:UNITS=-.10
        t:WORTH=.14 then_(=-.26 then_,=.25 then_.=.24 then_and=-.13 then_for=.33 then_from=.19 then_has=.19
        then_in=-.29 then_is=-.32 then_soll=.23 then_thing=-.39 title=.82 when=.31 when~=.29 wordy=-.14""",
    "roadmap": """
        ADVANCE=.38 APPEAR-=.19 ASPER=.41 ASPER-=-.14 ASPER:a=.25 ASPER:b=.11 ASPER~=-.15 AVAIL&coming=.23
        AVAIL:b=-.32 AVAIL:p=.16 BENCH=-.61 BENCH-=-.24 BENCH~=-.12 BIGMONEY-=-.22 BIGMONEY~=.26 BUY&coming=.26
        BUY&many=.22 BUY-=.19 BUY:a=.18 BUY:p=-.16 BUY~=.12 CANCEL=-1.22 CHEAP-=.15 CHOOSE=.24 CHOOSE&user=.14
        CHOOSE:a=.33 CLOUD:a=-.14 CLOUD~=.21 COND=-.20 COND-=.30 COND:a=.24 COST=-.11 COST-=-.12 CUSTOMER=.31
        CUSTOMER:p=.24 CUSTOMER~=.18 CUT-=-.13 CUT~=-.15 DEAL&coming=-.17 DEAL&many=-.12 DEAL-=.24 DEAL:b=.19
        DEAL:p=-.13 DELAY=.71 DELAY&coming=.68 DELAY:b=-.11 DELAY:p=.22 DEVELOP=.65 DEVELOP-=-.27 DEVELOP:p=.12
        DONE=.13 DONE&cloud=.20 DONE:b=.17 DONE:p=.17 DONE~=-.14 ENDSALE=-.82 ENDSALE-=-.16 EOL=-.96 EOL-=-.14
        EOL:b=.11 FAB=-.15 FAB:p=-.10 FAULT=-.30 FINANCE=-.66 FINANCE-=-.15 FINANCE:b=-.26 FOLLOW=.64
        FOLLOW&coming=.58 FOLLOW-=.53 FOLLOW:a=.14 FOLLOW:b=.13 FOLLOW:p=-.13 FORUM=-.29 FORUM:a=.14 FUT=.72
        FUT-=.11 FUT:a=-.37 FUT:b=-.12 FUT~=.22 GET=.29 GET-=-.34 GET:a=.22 GET:b=.27 GET:p=-.22 HEDGE=-.23
        HEDGE-=-.12 HEDGE:p=.19 INSTALL&coming=.85 INSTALL&user=.15 INSTALL-=.14 INSTALL:a=.12 INSTALL:b=.14
        INSTALL:p=-.16 INSTALL~=.62 LAND=.65 LAND&cloud=.10 LAND&coming=.66 LAND:a=.34 MAKE=-.14 MAKE&coming=.30
        MAKE~=.11 MEASURE=-.52 MEASURE-=-.23 MEASURE:a=-.28 MEASURE:b=-.20 NAME=-.14 NEG=-.23 NEG:a=-.10
        NEW:a=-.14 NEW:b=.17 NEW:p=-.11 NOTBEFORE=.49 NOTBEFORE-=.19 NOTBEFORE:a=-.10 NOWSTART~=.15
        OFFER&coming=.52 OFFER&now=.15 OFFER:a=.13 OFFER~=.20 ONTRACK=.59 ONTRACK~=.14 OPEN&coming=.40
        OPINION=-.42 PLAN=.92 PLAN-=.37 PLAN:b=.11 PLAN:p=.11 PLAN:v=-.28 PRESENT=-.11 PRESENT-=-.10
        PRESENT:b=-.31 PRESENT:p=.17 PRICE=-.75 PRICE-=-.20 PRICE:a=.13 PRICE:v=-.29 PRICE~=-.13 RAISE!=.14
        RAMP&coming=.40 REFUSE=.29 RUN&coming=.16 RUN&many=-.10 RUN&now=.43 RUN:a=.10 SAMPLE=.75
        SAMPLE&coming=.28 SAMPLE:a=.29 SAMPLE:b=.20 SCORE:a=.14 SCORE:p=-.18 SERVICE-=-.12 SERVICE:a=-.13
        SERVICE:b=.20 SERVICE~=-.16 SHIP=.25 SHIP&coming=.49 SHIP-=.20 SHIP:a=-.19 SHIP:p=.11 SHIP_N=.53
        SHIP_N&coming=.16 SHIP_N-=.17 SHIP_N:p=.13 SHOP=-.13 SHOP~=-.10 SHOW&coming=.20 SHOW:a=.13 SHOW_N=.18
        SHOW_N-=.13 SHOW_N:a=.20 SIGN&coming=-.14 SIGN&many=.25 SIGN-=.11 SOFT=-.48 SOFT-=-.39 SOFT:p=-.14
        SPEC=-.22 SPEC-=.26 SPEC:a=.12 SPEC:b=-.17 SPEC:p=-.18 SPEC~=-.15 STAGE-=-.13 STAGED=.66
        STAGED&coming=.33 STAGED:p=.22 THEN=-.58 THEN-=.28 THEN:a=-.14 TRAFFIC=-.13 TRAFFIC-=.15 UNITS=.31
        UNITS-=.50 UNITS:b=.40 UNITS:p=-.12 UNITS~=.35 VOLUME=-.25 VOLUME&coming=.27 VOLUME-=.49 VOLUME:a=-.24
        WON=-.11 WON:a=-.28 WON:b=.17 WORTH=.27 WORTH-=.16 WORTH:a=.26 WORTH:b=.11 WORTH:p=-.10 after_as=.17
        after_for=.43 after_of=-.21 after_on=-.38 after_than=-.66 after_with=-.11 around=.38 around~=.44
        asked=-1.01 bare=-.12 bias=-5.21 big=-.27 brief=-.26 capital=-.12 coming=.62 coming&day=.75
        compared=-1.42 counted=.44 d:docs=-1.03 d:forum=-.61 d:mid=.32 d:model=-.78 d:n2=.18 d:n3=-.19 d:n4=-.15
        d:n5=.12 d:short=-.36 d:sort=-1.02 d:undated=.15 denial=-.26 first=-.23 gw=-.14 hedged=-1.29 hourly=-.47
        how:above-alone=-.75 how:above-noun=-.32 how:alone=-.25 how:both=.45 how:earlier=.26
        how:earlier-noun=.24 how:earlier-pronoun=.54 how:line=-.57 how:named=.63 how:next=-.70 how:only=-.60
        how:pronoun=.27 how:rule=.79 kind:card=.13 kind:line=-.49 kind:package=.12 kind:pod=.16 kind:server=.11
        later=2.00 later~=.36 maker>=.31 medium=.24 money=-.26 n1=.17 n2=-.25 opens=.36 other=-.11 other>=.25
        other~=.31 past=-.59 past~=.49 q:chips=.30 q:compute=.16 q:rate=.17 quoted=-.17 r:available=.27
        r:deployed=-.15 r:roadmap=3.28 rate=-.57 ruled=-.33 s:item=-.14 s:row=.33 s:text=-.14 supposed=-.23
        t:ASK=-.15 t:ASPER=.37 t:BENCH=-.13 t:BUY=.21 t:CLOUD=.12 t:COST=-.23 t:CUSTOMER=-.18 t:CUT=.23
        t:DELAY=.54 t:DONE=-.11 t:FINANCE=-.13 t:FORUM=-.18 t:INSTALL=-.18 t:LAND=.15 t:OFFER=.20 t:OPINION=-.13
        t:PLAN=-.18 t:PRESENT=.33 t:PRICE=.26 t:RAISE=.18 t:REFUSED=-.11 t:SAMPLE=.16 t:SCORE=-.29
        t:SERVICE=-.34 t:SHIP=-.16 t:SOFT=-.31 t:SPEC=-.20 t:THEN=.15 t:UNITS=.49 t:WORTH=.23 then_and=-.19
        then_for=-.28 then_goes=.18 then_has=.20 then_in=.20 then_thing=.15 then_to=.12 then_will=.25 times=-.50
        title=.16 when=1.59 when~=.87""",
    "production": """
        ASPER=.12 ASPER:b=.14 COND=-.41 CUSTOMER~=.15 DELAY=-.61 DONE=.31 DONE~=.19 FAB=.54 FAB~=.22 FAULT=-.30
        FINANCE=-.41 FORUM=-.41 FUT=-1.51 GET=-.11 GET~=.18 HEDGE=-.50 MAKE=1.23 MAKE:v=.57 NOTBEFORE=-.60
        OPINION=-.40 PARTNER~=.15 PRICE=.14 PRICE:b=.18 RAMP=1.74 RAMP&coming=-1.50 RAMP:a=.64 SAMPLE=-1.00
        SCORE=-.12 SOFT=-.32 SPEC:a=.12 THEN=-.40 VOLUME=2.43 VOLUME!=-1.50 VOLUME&coming=-1.50 VOLUME&now=.12
        VOLUME:a=.96 VOLUME:b=.29 VOLUME~=.22 after_than=-1.00 asked=-1.00 bare=.23 bias=-6.79 coming=-.51
        compared=-1.51 d:docs=-.91 d:forum=-.52 d:model=-.42 d:n2=-.12 d:sort=-1.01 d:undated=.13 denial=-.42
        first=.13 hedged=-1.20 how:above-alone=-.73 how:above-noun=-.31 how:alone=-.55 how:both=.49
        how:earlier=-.12 how:earlier-noun=.29 how:earlier-pronoun=.59 how:line=-.41 how:named=.79 how:next=-.52
        how:only=-.60 how:pronoun=.29 how:rule=.60 kind:server=.18 later=-1.61 n0=-.19 n1=.30 opens=.14
        q:compute=.15 q:rate=.18 q:size=.12 q:watts=.19 r:production=3.65 s:row=.20 second=-.26 supposed=-.61
        t:VOLUME=.22 then_.=.18 then_is=.13 times=-.10 title=.17""",
    "available": """
        ASK~=.28 ASPER=.11 ASPER-=-.17 ASPER:b=.21 AVAIL=1.47 AVAIL!=-1.20 AVAIL&cloud=.14 AVAIL&coming=-.91
        AVAIL&money=.13 AVAIL&now=.51 AVAIL-=.37 AVAIL:a=.78 AVAIL:b=.51 AVAIL~=.28 BENCH=-.37 BENCH:a=.20
        BENCH~=-.14 BUY=-.21 CANGET=1.31 CANGET&coming=-.30 CLOUD=.91 CLOUD:a=.61 CLOUD:b=.18 CLOUD:p=-.11
        CLOUD~=.16 COND=-.40 COST~=-.10 CUSTOMER=.34 CUSTOMER:b=.15 DEAL=-.36 DEAL&coming=.12 DEAL&many=.14
        DEAL&user=.10 DEAL:a=.11 DONE=.69 DONE-=-.12 DONE:a=.85 DONE:p=-.19 ENDSALE=.22 ENDSALE:p=.23 EOL=-1.01
        EOL-=.18 FAULT=-.30 FINANCE=-.46 FOLLOW=.13 FOLLOW&coming=.14 FOLLOW:a=.14 FORUM=-.38 FUT=-.54 FUT:a=.20
        GET-=-.24 GET:p=-.14 HEDGE=-.51 INSTALL=.32 INSTALL&coming=.19 INSTALL&now=.64 INSTALL:a=.29
        INSTALL~=-.26 LAND=.49 LAND&coming=-.62 LAND:a=.36 MAKE=.11 MAKE:v=.18 MEASURE:a=.17 NAME=-.10 NEG=-.33
        NEG-=-.14 NEG~=.35 NEW-=-.11 NOTBEFORE=-.51 NOWSTART=1.24 NOWSTART:b=.27 NOWSTART:p=.17 OFFER=.74
        OFFER&cloud=.66 OFFER&coming=-.49 OFFER&money=.15 OFFER&now=.91 OFFER:b=.89 OPEN=.89 OPEN&coming=-.60
        OPEN&now=.13 OPEN-=-.11 OPEN:a=.17 OPINION=-.41 PLAN=-.19 PLAN~=.13 PRESENT=-.27 PRESENT:b=-.27
        PRESENT~=.18 PREVIEW=.40 PRICE&money=.18 PRICE:a=.11 PRICE~=.22 REFUSED=.11 REFUSED:a=.11 RUN=-.40
        RUN&coming=.11 RUN&now=.15 SAMPLE=-.64 SAMPLE&coming=.17 SCORE=-.28 SCORE-=-.30 SCORE:a=-.20 SCORE~=-.20
        SERVICE-=-.14 SERVICE:b=-.10 SERVICE~=.10 SHIP=.65 SHIP&coming=-.91 SHIP&now=.15 SHIP:a=.74 SHIP_N=.39
        SHIP_N:a=.20 SHOP=.70 SHOP-=.21 SHOP:b=-.12 SHOP:p=.36 SHOP~=.43 SHOW=.12 SHOW&coming=.25 SHOW:a=.29
        SHOW:b=-.13 SHOW~=.17 SIGN=.11 SIGN&user=.12 SIGN-=-.11 SIGN:b=-.10 SIGN:p=.18 SOFT=-.55 SPEC=-.26
        SPEC:b=-.14 STAGE:b=.15 STAGED=.29 STAGED&coming=.15 STAGED:a=.11 STAGED:b=.19 SUPPLY=.31
        SUPPLY&many=.16 SUPPLY:a=.25 THEN=-.23 THEN:b=.18 WORTH~=.17 after_of=-.11 after_than=-1.00 asked=-.71
        bare=.39 bias=-6.23 big=-.15 brief=.21 capital=.60 compared=-1.55 counted=-.35 d:contest=-.10
        d:docs=-.53 d:forum=-.53 d:mid=-.33 d:model=-.53 d:n1=-.19 d:n2=.11 d:n3=-.10 d:n4=-.19 d:n6=.26
        d:short=.39 d:sort=-1.01 d:undated=-.27 denial=-.45 hedged=-1.21 hourly=.24 how:above-alone=-.79
        how:above-noun=-.32 how:alone=-.26 how:both=.49 how:earlier=-.16 how:earlier-noun=.29
        how:earlier-pronoun=.58 how:line=-.45 how:named=.82 how:next=-.59 how:only=-.60 how:pronoun=.28
        how:rule=.57 kind:card=.25 kind:chip=-.32 kind:line=-.35 kind:package=.18 kind:rack=.17 kind:server=.16
        later=-1.37 maker=-.17 maker>=.11 medium=-.23 money=.17 n0=-.20 n2=.20 opens=.18 other=.27 other<=.22
        other>=.19 other~=.37 past=.33 past~=.38 pct=-.13 q:compute=-.10 q:usd_h=-.19 r:announced=-.14
        r:available=3.56 rate=-.56 ruled=-.14 s:heading=-.38 s:text=.42 second=-.36 supposed=-.50 t:ASK=.15
        t:ASPER=-.20 t:AVAIL=.57 t:BENCH=-.15 t:BUY=-.17 t:CLOUD=.15 t:DEAL=-.12 t:DONE=.14 t:EOL=.13
        t:FINANCE=.16 t:MEASURE=.22 t:NEG=.34 t:NEW=.12 t:OFFER=.26 t:OPEN=.42 t:PRESENT=-.20 t:RUN=-.15
        t:SERVICE=-.14 t:SHIP=.15 t:SHOP=.52 t:UNITS=-.15 t:WIN=.12 then_,=-.10 then_已=.20 times=.52""",
    "deployed": """
        ADVANCE=-.12 ADVANCE:a=-.10 ASPER=.38 ASPER-=.21 ASPER:a=.36 ASPER:b=-.24 ASPER:p=.26 ASPER~=-.14
        BENCH=-.81 BIGMONEY=-.13 BIGMONEY-=-.12 BUY=-.20 BUY&user=-.12 BUY-=-.17 BUY~=.17 CLOUD=-.17 CLOUD-=-.12
        CLOUD:a=-.21 CLOUD~=.26 COND=-.43 COST=-.13 COST:a=-.10 CUSTOMER=.25 CUSTOMER:a=.16 CUT=-.12 DEAL=-.46
        DEVELOP=-.16 DEVELOP:a=-.11 DONE=.80 DONE-=-.21 DONE:b=.39 FAB-=.25 FAULT=-.30 FINANCE=-.45 FOLLOW=-.11
        FOLLOW-=-.12 FOLLOW~=.20 FORUM=-.37 FUT=-1.24 GET=-.21 GET-=.11 GET:a=-.26 HEDGE=-.50 INSTALL=.86
        INSTALL!=-1.00 INSTALL&coming=-.82 INSTALL&many=.25 INSTALL&user=.29 INSTALL-=.39 INSTALL:b=.37
        INSTALL:v=.70 INSTALL~=.31 INTERNAL=.24 MAKE=.11 MAKE-=-.11 MAKE:b=.16 MOVE=1.01 MOVE&user=.42
        MOVE:a=.18 MOVE:b=.73 NEG-=-.15 NEG~=-.16 NEW=.17 NEW:b=.11 OFFER=-.33 OFFER:a=-.15 OFFER:b=-.15
        OPEN=-.11 OPEN&now=-.13 OPEN:a=-.12 OPINION=-.41 PLAN=-.61 PLAN-=.24 PRESENT=-.21 PRESENT:b=-.10
        PRICE=-.60 PRICE:a=-.15 PRICE:b=-.11 PRICE~=.36 RAISE~=-.12 RUN=1.27 RUN!=-.83 RUN&coming=-.82
        RUN&many=.19 RUN&now=.41 RUN&rate=.10 RUN&user=.35 RUN:a=.73 RUN:b=.76 RUN~=.19 SAMPLE=-.82 SCORE=.11
        SCORE-=-.30 SCORE:a=.11 SCORE:b=.12 SCORE~=.29 SERVICE=1.05 SERVICE-=.15 SERVICE~=.22 SHIP&now=.16
        SHIP-=-.17 SHIP:a=-.14 SHIP:b=.17 SHIP_N-=.25 SHIP~=.19 SHOP-=.18 SHOW=.22 SHOW:a=.29 SIGN&many=.11
        SOFT=-.66 SPEC:a=.14 SPEC:b=-.12 STAGE:a=.12 SUPPLY=.12 SUPPLY:b=.18 TAKEOVER=.20 THEN=-.41 TRAFFIC=.89
        TRAFFIC:a=.17 TRAFFIC:b=.18 UNITS-=.13 VOLUME-=.16 WIN=-.14 WIN:b=-.12 WORTH=.15 WORTH:a=.17
        after_of=-.19 after_on=.57 after_than=-.94 after_to=.39 asked=-1.00 bias=-6.57 big=-.22 brief=.12
        capital=.68 coming=-.55 compared=-1.54 counted=.34 d:contest=.17 d:docs=-.94 d:forum=-.35 d:long=.19
        d:model=-.36 d:n1=-.27 d:n2=.34 d:n3=.20 d:n4=-.15 d:short=-.24 d:sort=-1.01 d:undated=.43 denial=-.51
        gw=-.11 hedged=-1.21 hourly=-.11 how:above-alone=-.48 how:above-noun=-.37 how:alone=-.48 how:both=.49
        how:earlier=-.14 how:earlier-noun=.29 how:earlier-pronoun=.58 how:line=-.42 how:named=.68 how:next=-.55
        how:only=-.60 how:pronoun=.27 how:rule=.60 kind:card=.16 kind:chip=.22 kind:line=-.18 kind:package=.13
        kind:server=-.12 kind:superchip=-.18 later=-1.51 maker=.17 maker<=-.17 n0=-.36 n1=.37 opens=.48
        other=.16 other<=.19 other~=-.32 past=.29 past~=.34 pct=-.15 q:compute=.25 q:rate=.29 r:available=-.11
        r:deployed=3.00 rate=-.74 ruled=-.40 s:heading=-.27 s:item=.31 s:row=.25 s:text=-.30 second=-.48
        supposed=-.66 t:ASPER=-.13 t:AVAIL=.38 t:BUY=-.18 t:CLOUD=-.30 t:DONE=.27 t:EOL=-.11 t:FAB=.11
        t:FORUM=.15 t:GET=-.16 t:INSTALL=.50 t:MAKE=.11 t:MOVE=.30 t:NEG=-.13 t:PLAN=-.11 t:PREVIEW=-.11
        t:PRICE=-.15 t:RUN=.33 t:SCORE=-.25 t:SERVICE=.32 t:SHOW=-.17 t:SIGN=-.15 t:SOFT=-.15 t:TRAFFIC=.15
        t:VOLUME=.16 t:WIN=-.21 then_:=-.11 then_thing=.36 then_已=.18 times=-.38 title=.30 wordy=-.15""",
    "deal": """
        ASPER=-.18 ASPER:b=-.15 ASPER~=-.45 BENCH=-.32 BENCH:a=.27 BIGMONEY=.51 BIGMONEY-=.19 BIGMONEY:b=.16
        BIGMONEY~=.21 BUY=.85 BUY!=-1.20 BUY&coming=-.21 BUY&many=.78 BUY&money=.21 BUY&user=.42 BUY:b=.92
        BUY:v=.94 BUY~=-.10 CANCEL=-1.00 CHEAP~=.26 CHOOSE=.50 CHOOSE&user=.19 CHOOSE-=.32 CHOOSE:b=.42
        CHOOSE~=.28 CLOUD:b=.18 COND=-.70 COST=-.18 COST&money=-.12 COST:a=-.12 CUSTOMER-=.14 DEAL=.96
        DEAL!=-1.20 DEAL&coming=-.22 DEAL&many=.43 DEAL&money=.28 DEAL-=.82 DEAL:b=.57 DEAL:p=-.35 DEAL~=.30
        DELAY&coming=.11 DELAY:a=.11 DELAY~=-.36 DONE-=-.16 DONE:a=.17 DONE:b=-.11 DONE:p=-.17 DONE~=-.15
        EOL=.11 EOL&coming=.13 EOL:a=.19 EXPORT=-.50 FAULT=-.30 FINANCE=-.60 FOLLOW=-.10 FORUM=-.46 FUT=-.17
        FUT-=-.26 FUT:a=.13 FUT:p=-.22 FUT~=.19 GET=.11 GET:a=.11 GET:v=.14 GET~=-.17 HEDGE=-.38 HEDGE:a=.14
        INSTALL&coming=-.14 INSTALL&many=-.12 INSTALL&user=-.13 INSTALL-=.27 INSTALL:a=.29 INSTALL:b=.21
        INSTALL:p=-.32 INSTALL:v=-.21 INSTALL~=-.13 INTERNAL~=-.12 LAND-=.24 LICENSE=1.28 LICENSE:p=.23
        MOVE-=.12 NEG=.18 NEG-=-.16 NEG:a=.24 OPEN-=.15 OPINION=-.31 PARTNER=.85 PARTNER-=.14 PLAN=-.16
        PLAN&coming=-.10 PLAN:b=-.12 PRESENT=-.10 PRESENT&coming=.11 PRESENT-=.10 PRICE&money=-.18 PRICE-=-.13
        PRICE:a=-.18 PRICE:p=.18 RAISE~=.13 REFUSE=-1.50 REFUSED=-1.20 RUN&coming=.19 RUN&now=.16 RUN-=-.38
        RUN~=-.17 SCORE-=-.40 SCORE:a=.21 SCORE:p=-.28 SELL_TO=.80 SHIP&now=.12 SHIP:b=.13 SHIP_N-=.15 SHOW=.30
        SHOW-=.43 SHOW:a=.11 SHOW:b=.20 SIGN=.88 SIGN!=-1.20 SIGN&many=.61 SIGN&money=.40 SIGN&user=.38
        SIGN-=.11 SIGN:b=.49 SIGN~=-.15 SOFT=-.40 SOFT~=.18 SPEC=-.17 SPEC-=-.15 SPEC:a=-.11 STAGE=.17
        STAGE:a=.14 SUPPLIER=.37 SUPPLY=.46 SUPPLY&many=.41 SUPPLY~=.28 TAKEOVER=.52 THEN=-.41 THEN~=.27
        UNITS=.67 UNITS-=.18 UNITS:b=.23 UNITS:p=.22 UNITS~=.27 WORTH=.47 WORTH:a=.20 WORTH:b=-.14 WORTH~=.41
        after_than=-1.04 after_with=.37 asked=-1.01 bias=-5.93 big=.90 big&money=.59 brief=.12 capital=-.13
        coming=-.12 coming&day=.35 compared=-1.25 counted=1.23 d:contest=-.14 d:docs=-.92 d:forum=-.56 d:mid=.27
        d:model=-.56 d:n1=.59 d:n3=-.30 d:n4=-.18 d:n5=-.13 d:short=-.24 d:sort=-1.01 denial=-.47 first=-.11
        gw=.70 hedged=-1.10 hourly=-.76 hourly&money=-.15 how:above-alone=-.77 how:above-noun=-.31
        how:alone=-.39 how:both=.49 how:earlier=-.14 how:earlier-noun=.27 how:earlier-pronoun=.58 how:line=.32
        how:named=.86 how:next=-.60 how:only=-.60 how:pronoun=.27 how:rule=.60 kind:card=.40 kind:chip=-.49
        kind:line=.23 kind:package=-.47 kind:rack=-.24 kind:server=.29 kind:superchip=.23 later=.23 later~=.23
        maker=-.11 maker<=.46 medium=-.27 n0=-.22 n2=.21 opens=-.19 other=.44 other<=.48 other>=.17 other~=.43
        pct=-.13 q:chips=.15 q:size=-.15 q:usd_h=-.15 quoted=.11 r:announced=-.11 r:deal=2.93 r:price=-.12
        r:roadmap=.39 rate=-.57 ruled=-.30 s:heading=-.15 s:item=.22 second=-.19 supposed=-.64 t:ASK=.18
        t:BIGMONEY=.12 t:BUY=.82 t:CUSTOMER=.29 t:DEAL=.73 t:FAB=-.26 t:FUT=.23 t:GET=.30 t:LAND=.24
        t:PARTNER=.10 t:PRICE=-.14 t:RUN=-.29 t:SCORE=-.17 t:SERVICE=-.38 t:SHIP=-.14 t:SIGN=.41 t:SOFT=-.15
        t:STAGE=-.11 t:SUPPLIER=.26 t:UNITS=-.12 t:WIN=.35 then_,=-.19 then_.=-.11 then_and=.17 then_are=-.24
        then_thing=.46 times=-.23 title=.19 wordy=.14""",
    "benchmark": """
        ASPER:a=-.15 ASPER:p=.12 ASPER~=-.14 BENCH=.68 BENCH&rate=.79 BENCH-=.24 BENCH:b=-.20 BENCH:p=.25
        BENCH~=.26 BIGMONEY:a=.12 BIGMONEY:p=-.12 BUY&user=-.13 BUY-=.12 BUY:a=.14 BUY~=.23 CLOUD:a=-.24
        CLOUD:b=-.26 CLOUD:p=.33 COND=-.46 COST:a=-.13 COST:b=.22 COST:p=-.11 CUSTOMER=-.13 DEAL=-.45
        DELAY-=-.14 DELAY:p=.19 DEVELOP-=.15 DONE=-.20 DONE-=-.15 DONE:b=-.14 DONE~=.14 ENDSALE:a=.32
        ENDSALE:b=-.25 FAB~=.17 FAULT=-.30 FINANCE=-.43 FOLLOW=.17 FOLLOW:a=.25 FOLLOW:b=-.25 FOLLOW:p=.17
        FORUM=-.25 FORUM:p=.18 FUT=-.59 FUT-=-.12 GET-=-.21 GET~=.14 HEDGE=-.47 INSTALL-=-.11 INSTALL:a=.16
        INSTALL~=-.11 INTERNAL=.10 INTERNAL:p=.13 LAND=.33 LAND:a=.27 LAND:b=.10 LAND~=.23 MAKE=.17 MAKE:p=.18
        MEASURE=.72 MEASURE&rate=.83 MEASURE:a=.18 MEASURE:b=-.12 MEASURE:p=-.15 MEASURE~=.35 MOVE:a=.30
        MOVE:b=-.26 NEG-=.37 NEW:a=.12 NEW:b=-.11 OFFER=.13 OFFER:b=.24 OFFER~=.10 OPINION=-.30 OPINION:a=.13
        PLAN-=-.12 PLAN:a=.13 PRESENT:a=.26 PRESENT:b=-.14 PRICE=-.42 PRICE:p=-.11 RAISE=-.15 RUN=.19
        RUN&many=.13 RUN&rate=.48 RUN-=.42 RUN:a=.20 SCORE=.67 SCORE&rate=1.22 SCORE-=.23 SCORE:a=.33 SCORE~=.49
        SERVICE=.27 SERVICE-=.20 SERVICE:b=.15 SHOW=-.14 SHOW-=-.11 SHOW~=-.18 SIGN:a=.13 SOFT=-.12 SOFT:a=.11
        SOFT~=.10 SPEC=-.32 SPEC-=-.20 SPEC~=-.13 STAGED-=.13 STAGED:b=.12 THEN=-.42 TRAFFIC-=-.17 TRAFFIC:b=.11
        UNITS=.24 UNITS-=.45 UNITS:a=.33 WIN=.84 WIN-=.23 WIN:b=.51 WIN~=.17 WON=.48 WORTH-=-.10 after_for=-.18
        after_on=.64 after_than=-1.04 after_to=-.16 after_with=.35 asked=-1.01 bias=-5.50 big=.49 brief=-.28
        capital=-.21 coming=-.17 compared=-.84 counted=.19 d:contest=.51 d:docs=-.93 d:forum=-.63 d:model=-.62
        d:n1=.23 d:n2=-.13 d:n5=-.14 d:sort=-1.01 d:undated=-.36 denial=-.36 first=.34 hedged=-1.15
        how:above-alone=-.91 how:alone=-.37 how:both=.48 how:earlier-noun=.27 how:earlier-pronoun=.56
        how:line=-.46 how:named=.63 how:next=-.64 how:only=-.60 how:pronoun=.38 how:rule=.60 kind:card=.10
        kind:chip=.34 kind:package=-.42 kind:rack=-.11 kind:server=.23 kind:superchip=-.10 later=-.78
        later~=-.12 maker>=-.11 money=-.17 n2=-.11 n3=.14 of_maker=-.17 opens=.18 other<=.16 other~=.21
        past=-.15 past~=-.11 pct=.19 q:compute=-.12 q:rate=.18 q:size=-.22 q:usd_mtok=-.33 quoted=-.11
        r:available=.12 r:benchmark=3.23 r:deployed=.14 rate=2.66 ruled=-.14 s:heading=-.37 s:item=.43
        second=-.21 supposed=-.67 t:ASPER=.17 t:BENCH=1.21 t:BIGMONEY=-.10 t:CLOUD=-.29 t:COST=-.13
        t:CUSTOMER=.37 t:GET=-.22 t:INSTALL=-.17 t:MEASURE=-.16 t:NEG=-.10 t:PLAN=-.13 t:PRESENT=-.17
        t:PRICE=-.14 t:RAISE=-.23 t:RUN=-.20 t:SCORE=.48 t:SERVICE=-.18 t:SHIP=.12 t:SHOW=-.43 t:SIGN=.15
        t:SOFT=-.21 t:SPEC=.11 t:WIN=.26 then_and=-.21 then_at=.15 then_for=.12 then_on=-.19 time=.35 times=.59
        title=.56 wordy=.23""",
    "price": """
        ASK~=.20 AVAIL=.17 AVAIL&money=.62 AVAIL&now=.17 AVAIL-=.15 AVAIL:a=.15 AVAIL~=.19 BIGMONEY=-.43
        BIGMONEY-=-.14 BIGMONEY:p=.13 BUY=-.52 CANGET-=.14 CHEAP=.99 CHEAP&money=.50 CHEAP:b=.20 CHEAP~=.21
        CLOUD=.28 CLOUD:b=.31 CLOUD~=.33 COND=-.43 COST=.72 COST&money=.94 COST:a=.53 COST:b=-.27 COST~=.15
        CUSTOMER:b=.13 CUT=.60 CUT&money=.56 CUT:a=.15 CUT~=.28 DEAL=-.83 DEAL&money=-.51 DONE=.38
        DONE&cloud=.22 DONE:a=.53 DONE:p=-.10 DONE~=.34 EOL~=.13 FAULT=-.30 FINANCE=-.92 FORUM=-.42 FUT=-.27
        FUT~=.10 GET-=-.11 GET~=.19 HEDGE=-.51 MAKE~=.13 NEG~=.28 NOWSTART=.32 NOWSTART:a=.16 NOWSTART:p=.17
        OFFER&cloud=.13 OFFER&money=.63 OFFER&now=.14 OFFER:p=.12 OFFER~=-.16 OPINION=-.40 PLAN~=.23
        PRESENT&coming=.14 PRESENT:a=.11 PREVIEW=.13 PREVIEW:a=.14 PRICE=1.18 PRICE&money=1.13 PRICE:a=-.12
        PRICE:b=-.11 PRICE:p=.34 PRICE~=.40 RAISE=.37 RAISE&money=.40 RUN=-.13 RUN-=-.16 SCORE:b=.12 SCORE~=-.12
        SERVICE=-.12 SHIP_N=.12 SHIP_N:p=.14 SHOP=.30 SHOP:p=.31 SHOW~=.15 SIGN=-.62 SOFT=-.33 SPEC=-.14
        SPEC-=-.36 STAGE=.37 STAGE-=-.25 STAGE:a=.28 STAGE:p=.12 STAGED~=.18 THEN=-.41 WORTH-=.13 WORTH~=.12
        after_de=.15 after_than=-1.00 around=.14 around~=.13 asked=-.80 bias=-6.29 big=-1.22 big&money=-.70
        compared=-1.59 d:docs=-.72 d:forum=-.44 d:mid=-.11 d:model=-.53 d:n2=.14 d:n3=-.24 d:n4=-.15 d:n6=.19
        d:short=.13 d:sort=-1.01 d:undated=-.20 denial=-.49 first=.27 hedged=-1.20 hourly=.82 hourly&money=1.05
        how:above-alone=-.78 how:above-noun=-.33 how:alone=-.37 how:both=.49 how:earlier=-.13
        how:earlier-noun=.28 how:earlier-pronoun=.61 how:line=-.44 how:named=.55 how:next=-.56 how:noun=.32
        how:only=-.60 how:pronoun=.26 how:rule=.60 kind:card=.56 kind:line=-.18 kind:server=-.19 maker=-.12
        maker<=-.16 medium=.11 money=2.04 n1=.13 n2=-.16 of_maker=-.19 opens=.10 other~=.16 past=.20 past~=.29
        pct=.57 q:usd_h=1.11 q:usd_mtok=.46 quoted=-.10 r:price=3.16 rate=-.20 second=-.30 supposed=-.62
        t:ASK=.16 t:ASPER=-.14 t:CHEAP=.50 t:CUSTOMER=-.13 t:CUT=.37 t:EOL=.14 t:MAKE=.11 t:MEASURE=.17
        t:NEG=.15 t:OPEN=.11 t:PRICE=.97 t:RUN=.13 t:SHIP=-.28 t:SHOP=.31 then_for=-.18 then_in=.12 then_now=.34
        then_thing=-.32 title=.28""",
    "discontinued": """
        ASPER=-.18 ASPER:a=-.15 ASPER:b=-.15 ASPER~=.16 BIGMONEY=-.13 BIGMONEY:a=-.11 BUY=-.62 BUY&many=-.11
        BUY&money=-.10 BUY:a=-.11 CANCEL=1.58 CANCEL!=-1.50 CANCEL:a=.23 CANCEL:b=.98 CANCEL:v=.80 COND=-.51
        CUSTOMER=-.12 CUSTOMER:a=-.11 DEAL=-.71 DELAY=-.15 DELAY:b=-.14 DEVELOP~=.18 DONE&cloud=-.11
        ENDSALE=1.48 ENDSALE!=-1.50 ENDSALE:a=.29 ENDSALE:b=.80 ENDSALE:v=.80 EOL=1.83 EOL:a=.88 EOL:b=-.24
        FAULT=-.30 FINANCE=-.41 FORUM=-.41 GET=-.19 GET:b=-.15 HEDGE=-.50 INTERNAL=.18 INTERNAL:b=.18 NEG=-.36
        NEG:a=-.14 NEG~=.15 OPINION=-.40 PRESENT=.14 PRESENT:a=.18 PRICE=-.43 REFUSE=-.10 REFUSE:b=-.10
        RUN&now=.16 RUN:b=.14 SCORE=-.20 SCORE:a=-.17 SCORE~=.20 SERVICE:a=.13 SHOP=-.17 SHOP:b=-.16 SOFT=-.62
        STAGE=.23 STAGE:b=.26 THEN=-.41 THEN-=.10 after_for=-.28 after_on=.21 after_than=-1.00 asked=-1.00
        bare=.35 bias=-6.66 big=-.14 big&money=-.11 brief=.22 compared=-1.51 d:docs=-.91 d:forum=-.30
        d:model=-.52 d:n1=.14 d:n2=.15 d:n3=-.18 d:sort=-1.00 d:undated=-.15 denial=-.24 hedged=-1.20
        how:above-alone=-.74 how:above-noun=-.31 how:alone=-.55 how:both=.49 how:earlier=-.12
        how:earlier-noun=.29 how:earlier-pronoun=.59 how:line=-.41 how:named=.80 how:next=-.52 how:only=-.60
        how:pronoun=.29 how:rule=.60 kind:chip=.29 kind:line=-.36 kind:pod=.22 kind:superchip=-.15 maker<=.41
        maker>=.22 medium=-.19 money=-.14 n0=-.20 n2=.28 opens=-.26 other~=-.12 quoted=.14 r:discontinued=3.33
        rate=-.52 ruled=-.24 s:heading=.36 s:text=-.25 second=-.11 supposed=-.61 t:CANCEL=.62 t:COST=.11
        t:DEAL=-.13 t:ENDSALE=.50 t:EOL=.74 t:PRICE=.12 t:SERVICE=.29 t:SHOP=-.17 then_,=.11 then_and=.20
        then_will=.14 times=-.12 title=.26""",
}
