"""Words of comparison: what introduces a yardstick, who beats whom, names that stand for no product, unknown names."""

from __future__ import annotations

from tracker.extract.late import late

# Prepositions and conjunctions that introduce what something is measured against.
MARKER = (
    r"(?:than(?!\s(?:\d|half\b|twice|double|tripl|an?\s(?:third|quarter|factor|thousand"
    r"|hundred|tenth)|an?\sorder|one\b(?!\s(?:out of|on|from|with|filled|built|made|using|in)\b)|two\b"
    r"|three\b|four\b|five\b|ten\b))|versus|vs\.?|v\.|compared\s(?:\w+ly\s)?(?:to|with|against)"
    r"|compar(?:es?|ed|ing)\s(?:it|them|this|that|him|both|(?:the|its|their)\s[\w-]+)\s(?:to|with|against)|niż|än|чем"
    r"|comparison\s(?:to|with)|relative\sto|against"
    r"|next\sto|(?:set|put|placed)\s(?:beside|against)|beside"
    r"|over(?!\s(?:the\s)?(?:(?:past|last|next|whole|full|first|course|[a-z]+|\d+)\s)?(?:years?|months?|weeks?|days?"
    r"|time|lifetime|life)\b)|ahead\sof|behind|beyond|above|below|under|unlike"
    r"|measured\sagainst|up\son|gegenüber|verglichen\smit|im\svergleich\s(?:zu[mr]?|mit)"
    r"|als|unter|que|qu(?=')|par\srapport\s(?:à|aux?)"
    r"|rispetto\sa\w*|ten\sopzichte\svan|face\s(?:à|aux?)|comparée?s?\s(?:à|aux?)|frente\sal?|respecto\s(?:a|al|de)"
    r"|comparad[oa]s?\s(?:con|com)|in\sconfronto\sa\w*|en\scomparaci[oó]n\scon|em\scomparação\s(?:com|à|ao)|em\srelação\sa?[oà]?s?"
    r"|frente\s(?:às?|aos?)|en\scomparaison\s(?:de|du|des|avec)|im\sgegensatz\szu[mr]?|vergeleken\smet|jämfört\smed"
    r"|w\sporównaniu\s(?:z|do))"
)
# Verbs whose object is the yardstick; in the passive the agent behind "by" is the one that does better.
BEATS = (
    r"(?:beat(?:s|en|ing)?|outran|outdid|overtook|outshone|outperform\w*|outpac\w+|outrun\w*|outdo\w*|outclass\w*"
    r"|outshin\w+|outgun\w*|surpass\w*|exceed\w*"
    r"|overtak\w+|trail(?:s|ed|ing)?|lag(?:s|ged|ging)?|undercut\w*|top(?:s|ped)?"
    r"|best(?:s|ed)|edge[sd]?(?:\s(?:out|past))?"
    r"|lead(?:s|ing)?|outstrip\w*|eclips\w+|crush\w*|rival\w*|match(?:es|ed)?|dwarf\w*"
    r"|succeed(?:s|ed)|replac(?:es|ed|ing)|schlägt"
    r"|übertrifft|übertreffen|überholt|überbietet|unterbietet|deklassiert|surpasse(?:nt)?|dépasse(?:nt)?|devance(?:nt)?"
    r"|surclasse(?:nt)?|bat|battent|superan?|aventajan?|batte|battono|sorpassan?|ultrapassam?|bate|batem|overtreft|verslaat"
    r"|överträffar|slår|bije|wyprzedza|przewyższa)"
)
GAP = r"[\s\"'(]{1,3}(?:[\w'/.&+-]{1,18}[\s\"'(]{1,3}){0,5}(?:\w{1,8}-){0,2}$"
YARD = late(rf"(?:\b{MARKER}|\b{BEATS}|\bas\s(?:on|from|with|by|under|in)){GAP}")
AS = late(rf"\b(?:as\s(?:[\w-]+\s){{1,7}}?as|same\s(?:[\w.-]+\s){{0,4}}?as|so\s(?:[\w-]+\s){{1,4}}?wie){GAP}")
NOT_GAP = late(
    r"[.;!?]\s|,\s|\n|\b(?:is|are|was|were|has|have|had|delivers?|offers?|gives?|brings?"
    r"|provides?|gets?|needs?|costs?|draws?|will|can)\s"
)
PASSIVE = late(
    rf"\b(?:is|are|was|were|be|been|being|gets?|got|wird|werden"
    rf"|est)\s(?:\w+\s)?{BEATS[:-1]}|geschlagen|übertroffen|battu)\b"
)
BY = late(
    r"\b(?:by|from|von|vom|par|durch)\s(?:the\s|an?\s|its\s|nvidia(?:'s)?\s|amd(?:'s)?\s"
    r"|google(?:'s)?\s|[a-z-]+'s\s){0,2}$"
)
BESIDE = late(
    r"\b(?:with|alongside|together with|paired with|using|via|by|running|holds?|hosts?|of"
    r"|contain\w*|featur\w+|\d+x?)\s"
    r"(?:the\s|an?\s|its\s|\d+\s|nvidia(?:'s)?\s|amd(?:'s)?\s|google(?:'s)?\s|[\w-]+\s){0,2}$"
)
_DET = r"(?:(?:the|an?|its|our|their|older|newer|previous|[a-z]+'s|nvidia|amd|google|intel|aws|\d+)\s){0,3}"
GOVERNS = late(
    r"\b(?:after|before|since|from|near|without|to|for|like|inside|into|onto|between|of|in|on|with|alongside|beside|about"
    rf"|keeps?|shares?|retains?|inherits?|joins?|follows?|succeeds?|replaces?|uses?|reuses?|takes?)\s{_DET}$"
)
"""Before a name that is no subject while another one stands before it."""
_THE_TWO = r"(?:both|the (?:two|pair)|they both|each of (?:them|the two))\b"
BOTH = late(rf"[\s\"'(*•-]*(?:per\s[\w-]{{2,14}}\s)?{_THE_TWO}")
BOTH_BEHIND = late(rf"\s(?:with|for)\s{_THE_TWO}(?=[.,;]|\s?$)")
MEASURED = late(
    r"\b(?:double|twice|triple|thrice|half|(?:two|three|four|five|six|seven|eight|nine|ten)\stimes)\b(?!\sof\s(?:all|them))"
    r"\s[^.;:]{0,50}?\b(?:of|over)\s(?:[\w'-]{1,12}\s){0,2}$"
)
"""Before a name that a multiple is measured against, outside its own sentence."""
HOLDS = late(
    r"\b(?:carries|holds|packs|houses|contains|combines|links|joins|with|of|has|seats|takes)\s(?:\d+"
    r"|[a-z]+(?:-[a-z]+)?)\s(?:nvidia\s|amd\s|of its\s|of the\s)?$"
)
"""A count of chips in something that holds them."""
KIN_BEHIND = late(r"(?:'s?)\s(?:predecessor|forerunner|elder|sibling|successor|follow-up|replacement)\b(?=[,;:])")
CLAUSE_ENDS = late(
    r"[;:]\s|\.\s|,\s(?:and|but|while|whereas|so|yet|who|when)\s|\b(?:while|whereas|but|because|says?|said|claims?|that)\b"
    r"|\band\s(?:the|its|on|in|with|for|at)\b"
)
LISTED = late(
    r"(?:\s(?!(?:is|are|was|were|what|which|that|has|have|than|for|on|in|at|with|by|as|from|to|while"
    r"|but)\b)[a-z\d][\w/.%-]*,?){1,22}?\sof\s(?:the\s|an?\s|its\s|[a-z]+'s\s|nvidia\s|amd\s|google\s)?"
)
"""Properties in a list, and whose they are: "the compute, memory capacity and bandwidth of"."""
PLACED = late(
    r"\b(?:for|on|from|with|by|in|to|per|out of|sa(?:id|ys?) of|sa(?:id|ys) about|auf|bei"
    r"|mit|für|beim|sur|avec|chez|pour|en|con|para)\s"
    r"(?:the\s|an?\s|its\s|one\s|each\s|every\s|der\s|den\s|dem\s|le\s|la\s|el\s|new\s|nvidia(?:'s)?\s|amd(?:'s)?\s"
    r"|google(?:'s)?\s|aws\s|[a-z-]+'s\s){0,3}$"
)
FROM_TO = late(r"\bfrom\s[^.;]{0,60}$")
CJK_YARD = late(
    r"\s?(?:\w{0,4}(?:보다|대비)|에\s비해|(?:[ァ-ヶー]{2,8}|世代|搭載\w{0,3}|環境|構成)?"
    r"(?:に比べ|と比べ|と比較|比で|比\s(?![a-z]|\d+[a-z])|より(?!も?う)|に対し|に対する)|(?:集群|服务器|系统|平台|系列)?(?:相比|相较))"
)
CJK_BEFORE = late(
    r"(?:(?:比|相比|较|相较于?|与|对比|超过|相当于|是|達|達する)\s?(?:\w{0,6}\s)?|(?:比較対象|比較相手|对比对象|基準)\w{0,4}?(?:は|に|が|为|是)|比較対象として[^、。]{0,12}は)$"
)
CJK_BESIDE = late(r"\s?(?:と組み合わせ|との組み合わせ|と組合せ|を搭載|搭配)")
TOGETHER = late(
    r"\b(?:together|paired|combined|coupled|in tandem|in combination|in concert"
    r"|along)\swith\s(?:the\s|an?\s|its\s|nvidia(?:'s)?\s|amd(?:'s)?\s)*$"
    r"|\balongside\s(?:the\s|an?\s|its\s|nvidia(?:'s)?\s)*$"
)
ELLIPSIS = late(r"[\w\s-]{0,22}?\sby\s(?:up to\s|about\s|nearly\s|roughly\s|almost\s|some\s|over\s|more than\s|a\s)*$")
BEATEN_BEFORE = late(rf"\b{BEATS}\b[^.;]{{1,110}}?,?\sand\s(?:[\w-]+\s){{0,5}}$")
CHANGED_TO = late(
    r"\b(?:switch\w*|mov(?:e|es|ed|ing)|migrat\w+|chang\w+|upgrad\w+|port\w*|went|go(?:es"
    r"|ing)?|swap\w*|replac\w+|shift\w*)\s(?:[\w'-]+\s){0,6}?(?:to|for|with)\s"
    r"(?:the\s|an?\s|its\s|nvidia(?:'s)?\s|amd(?:'s)?\s|google(?:'s)?\s|new\s){0,3}$"
)
NEXT_CLAUSE = late(r"(?:,|;|\band|\bbut|\bwhile|\bwhereas)\s(?:(?:and|the|an?|its|nvidia's|amd's|google's)\s){0,2}$")
DOES = late(
    r"\s(?:itself\s|in turn\s|alone\s)?(?:has|is|was|had|does|did|offers?|delivers?|gives?|gets?|draws?|costs?|needs?|runs?|brings?"
    r"|holds?|carries|carry|provides?|takes?|makes?|reaches|manages|packs?|uses?)\b"
)
"""Around a name that opens a clause of its own, though an earlier multiple was measured against it."""
OVERTAKEN = late(
    rf"\s?(?:\([^()\n]{{0,20}}\))?,?\s(?:(?:which|that)\s|whose\s(?:[\w-]+\s){{1,4}}?)(?:(?:the|its|our|their)\s[\w-]+\s|it\s|they\s)(?:now\s|also\s|thus\s|already\s)?{BEATS}\b"
)
"""Behind a name: a relative clause whose subject beats it."""
AS_BASE = late(
    r",?\s(?:(?:that\s|which\s)?(?:we|they|i|he|she|it|everyone)\s(?:\w+\s)?(?:keep|kept|use[sd]?|took|takes?|holds?|held)\s(?:\w+\s)?as\s(?:an?|the|our|its)"
    r"|(?:the|our|its)|(?:(?:serves|served|stands) )?as(?: (?:the|our|an?|its))?)\s(?:yardstick|baseline"
    r"|base line|reference|control|benchmark)\b|\s?=\s?1(?:00)?(?![\d.,]\d|\d)"
)
"""Behind the name of what others are measured against."""
DONE_ON = late(
    r"[^.;:,]{3,60}?\s(?:it|we|they|he|she|you|i|one)\s(?:had|has|have|got|gets?|saw|sees?|ran|runs?|reached|reaches|measured|knew|paid|pays?)\s"
    r"(?:before\s)?(?:on|with|from|for|in|using)\s(?:the\s|an?\s|its\s|their\s|our\s|his\s|her\s|old\s|[a-z]+'s\s){0,2}"
)
"""Between a multiple and what it is measured against: "the chats per kilowatt-hour he had on"."""
LEAVES = late(r"\b(?:leav(?:es?|ing)|left)\s(?:the\s|an?\s|its\s|nvidia(?:'s)?\s|amd(?:'s)?\s|[a-z]+'s\s){0,2}$")
BEHIND = late(r"(?:'s)?\s(?:\w+\s){0,2}?(?:behind|in the dust|trailing|standing)\b")
"""Around what is beaten: "leaves the B behind"."""
CJK_OF = late(r"\s?(?:系列)?(?:の|的|의|シリーズの)\s?(?:最大|約|约|近|将近|およそ|약|최대|거의)?\s?$")
INNER_STOP = late(
    r"[,;:.(]\s?|\b(?:is|are|was|were|has|for|on|with|from|in|at|by|when|while|and|but"
    r"|per|avec|mit|con|bei|pour|für|after|running|using|according|says?|said|so)\b"
)
COMPARATIVE = late(
    r"\s?(?:[\w-]+\s)?(?:more|less|fewer|higher|lower|better|worse|faster|slower|cheaper"
    r"|greater|larger|bigger|smaller|quicker"
    r"|improvement|reduction|gain|boost|increase|mehr|weniger|plus|moins|más|menos|meer|minder|più|meno|mais"
    r"|(?:schnell|langsam|günstig|billig|sparsam|effizient|niedrig|teur|klein|größ|goedkop|snell|trag|lag|hog|zuinig)er|höher|duurder)\b"
)
INVERTED = late(r"^(?:verdoppelt|verdreifacht|vervierfacht|verfünffacht|halbiert)e?\s(?:der|die|das)\s(?:\w+\s)?$")
_PERSON = r"(?:it|they|one|he|she|we|you|i)"
GENERIC_NOUN = (
    r"(?:generations?|predecessors?|forerunners?|precursors?|forebears?|ancestors?|elders?|siblings?|sisters?|brothers?|twins?"
    r"|gpus?|gpu-based\s\w+|graphics\s(?:cards?|processors?|chips?)|systems?|chips?|accelerators?|competit(?:ors?|ion)|rivals?"
    r"|alternatives?"
    r"|cpus?|hardware|machines?|instances?|fleet|processors?|servers?|racks?|cards?"
    r"|clusters?|boards?|asics?|xpus?|series|solutions?"
    r"|offerings?|parts?|state of the art|silicon|vorgänger\w*|vorgängergeneration|poprzedni\w+"
    r"|konkurren\w+|prédécesseur|génération précédente|predecesor\w*"
    r"|generación anterior|前世代|従来|上一代|竞品"
    r"|(?:one\sbefore|first(?:\sone)?|last(?:\sone)?)(?=[.,;:]|\sand\b|\s?$)"
    r"|(?:present|current|previous|old|older|last|existing)\s(?:ones?|kind|design|model))"
)
NP = r"(?:(?!(?:on|in|of|for|than|what|while|with|at|per|and|again|as|to|from|by|that|is|are|it|much|many)\b)[\w'/.-]+\s){0,5}?"
AGAINST = (
    rf"\b(?:{MARKER}|as\s(?:on|from|with|by))\s(?:with\s|on\s|in\s|that of\s|those of\s"
    rf"|what\s)?(?P<g>{NP}{GENERIC_NOUN}(?:\sbefore\b)?)(?![\w-])"
)
REST = (
    rf"|\b{BEATS}\s(?P<b>{NP}{GENERIC_NOUN})(?![\w-])|\bthan\s(?P<e>(?:any"
    rf"|every)thing)\b|\bthan\s(?P<d>(?:ever\s)?before)\b"
    rf"|\bthan\s(?P<l>(?:what(?:ever)?|all)\s(?:that\s)?{_PERSON}\s(?:had|has|have|ran|used|owned|offered)"
    r"(?:\s(?:before|until now|so far|previously))?)(?=[.,;:]|\s(?:and|but|in)\b|\s?$)"
    rf"|\b(?:than|that of|de|que|als)\s(?P<m>(?:any|qualquer|cualquier|tout|qualsiasi|jede\w*)\s"
    r"(?:other|outr[oa]|otr[oa]|autre|altr[oa]|ander\w+)\s\w{3,14})(?![\w-])"
    rf"|(?P<c>前世代|従来(?:の\s?gpu|品)?|最新世代"
    rf"|現行(?!の[a-z])|既存の|上一代|竞品|现有|이전 세대|전작|기존 제품|gpu(?=\s?(?:に比べ|と比べ|比で|より|対比|대비|보다|相比)))"
)
PROGRAM = late(r"\b(?:models?|compilers?|kernels?|release|version|software|library|drivers?|engine|controller)\b")
FRONTED = late(
    r"^[\s\"'(*•-]*(?:\d{1,2}[.)]\s)?(?:(?:when\s|as\s)?(?:compared|measured|set|put)\s(?:with|to|against|beside|next\sto)"
    r"|in\scomparison\s(?:with|to)|against|versus|vs\.?|relative\sto|next\sto|beside|unlike|rispetto\sa\w*|par\srapport\s(?:à|aux?)"
    r"|gegenüber|frente\s(?:al?|às?|aos?)|im\svergleich\s(?:zu[mr]?|mit)|verglichen\smit|en\scomparaison\s(?:de|du|des|avec)"
    r"|comparad[oa]s?\s(?:con|com)|en\scomparaci[oó]n\scon|em\scomparação\s(?:com|à|ao)|in\sconfronto\sa\w*|comparée?s?\s(?:à|aux?)"
    r"|vergeleken\smet|jämfört\smed|w\sporównaniu\s(?:z|do))\s(?P<rest>[^,;:]*)$"
)
SIDE_BY_SIDE = late(
    r"\s(?:(?:holt|bietet|liefert|hat|bringt|schafft|erreicht|braucht|kostet|verbraucht|ist|verspricht|steigert"
    r"|kommt)\s)?(?:(?:the|an?|our|its|new|il|lo|la|le|el|os?|as|de|het|der|die|das|den|nvidia(?:'s)?|amd(?:'s)?|google(?:'s)?|intel(?:'s)?|[a-z-]+'s)\s){0,3}"
)
"""Between two names of which the first ends a fronted phrase; German sets its verb there."""
CONTRAST = late(r"\b(?:where|whereas|wo|là où)\s(?:(?:our|the|an?|its|that|last year's)\s)?(?:[\w-]+\s){0,2}$")
WHO = rf"(?:{_PERSON}|(?:the|our|its|their|his|her|an?)\s[\w-]+(?:\s[\w-]+)?|[a-z]{{3,13}}s)"
"""Who does it in a clause behind "than", "what" or "as"."""
AS_IT = late(
    rf"\b(?:(?:that|what|than)\s{WHO}|(?:as|time|power|energy|money|memory)\s{_PERSON})\s(?:[a-z']+\s){{1,3}}?(?:on"
    rf"|with|in|from|at|under|using|for)"
    r"\s(?:the\s|an?\s|its\s|their\s|our\s|old\s|[a-z]+'s\s|nvidia\s|amd\s|google\s|aws\s|intel\s){0,3}$"
)
LEAD_APPOSED = late(
    rf"\b(?:{MARKER})\s{NP}{GENERIC_NOUN},\s(?:the\s|an?\s|its\s|[a-z]+'s\s|nvidia\s"
    rf"|amd\s)*$"
)
ANCESTOR = late(
    r"\b(?:predecessor|forerunner|precursor|forebear|vorgänger|prédécesseur"
    r"|predecesora?)s?,?\s(?:the\s|an?\s|its\s|[a-z]+'s\s|nvidia\s|amd\s|dem\s|den\s|le\s"
    r"|el\s)*$"
)
GENERIC_BACK = late(AGAINST + REST)
GENERIC = late(
    AGAINST
    + REST
    + rf"|\b(?:(?<!number\s)(?<!amount\s)of|as|what|that of|delle|degli|dei|des|de (?:las|los))\s(?P<h>{NP}{GENERIC_NOUN})(?![\w-])"
    + r"|\b(?:that|which)\s(?P<k>gpus?(?:[\s-][a-z]+)?)\s(?:ask|need|take|cost|deliver|give|draw|use|manage|offer|require)s?\b"
    + r"|\b(?P<j>gen(?:eration)?[- ](?:on|over|to)[- ]gen(?:eration)?|generational)\b"
    + rf"|\b(?:than|what|as|that)\s{WHO}\s(?:[a-z']+\s){{1,3}}?(?:on|with|in|from|at|under"
    rf"|using)\s(?P<i>{NP}{GENERIC_NOUN})(?![\w-])"
)
APPOSED = late(
    r"[\s,(:]{1,3}(?:(?:with|of|full of|holding|mit|aus|avec|con)\s(?:\w+\s){0,2}|the\s|like\s|such as\s|including\s"
    r"|e\.g\.,?\s\s|namely\s"
    r"|nvidia(?:'s)?\s|amd(?:'s)?\s|google(?:'s)?\s|aws\s|[a-z]+'s\s|\")*$"
)
OLDER = late(
    r"generation[- ](?:on|over)|gen[- ](?:on|over)|generational|predecessor|forerunner|precursor|forebear|ancestor"
    r"|previous|prior|last[- ]gen|earlier"
    r"|preceding|before\b|poprzedni|vorgänger|prédécesseur|précédent|anterior|前世代|従来|上一代|old|(?:first|last)(?:\sone)?$"
)
OPENS = late(
    rf"^[\s\"'(*•-]*(?:$|at\b|with\b|for\b|by\b|offering|boasting|deliver\w+|promis\w+"
    rf"|claiming|thanks|having|needing|drawing|using"
    rf"|consuming|costing|running|up to\b|about|around|nearly|roughly|over\b|{MARKER}|mit\b|avec\b|con\b|bei\b|à\b)"
)
STRANGER = late(
    r"(?:^[\s\"'(*•-]*|[,;:]\s|\b(?:and|but|while|that)\s)(?:[Tt]he\s|[Oo]ur\s"
    r"|[Aa]n?\s)?(?P<name>[A-Z][\w.-]*(?:\s[A-Z\d][\w.-]*){0,3})(?:\s\([^()]{1,30}\))?"
    r"(?:\s(?:of|from|in|at)\s[A-Z][\w-]+(?:\s[A-Z][\w-]+)?)?\s"
    r"(?P<verb>(?:(?:has|have|had)\s)?(?:is|are|was|were|has|have|will|can|now|runs?|ran|began|sold|built|took|brought|gave"
    r"|[a-z]{3,}(?:s|ed)))\b"
)
SPEAKS = late(
    r"(?:(?:has|have|had)\s)?(?:says?|said|claims?|claimed|quotes?|quoted|promises?"
    r"|promised|puts|expects?|expected|reports?|reported|estimates?|estimated|states?"
    r"|stated|told"
    r"|notes?|noted|cites?|cited|argues?|argued|measures?|measured|found|shows?|showed"
    r"|adds?|added|boasts?|counts?|counted|pegs?|pegged|advertises?|advertised|touts?"
    r"|touted|names?|named)"
)
NO_NAME = late(
    r"(?:Initial|Early|First|New|Internal|Independent|Recent|Some|Most|Many|Several|Other|All|Our|Their|Such|More|Public"
    r"|Over|About|Nearly|Around|Under|Almost|Roughly|Just|Only|Up|Another|At|Less|Fewer|Than"
    r"|The|It|Its|This|That|These|They|In|On|At|With|For|By|As|Per|Each|Every|Both"
    r"|Attention|Prefill\w*|Decod\w+|Pretrain\w+|Fine-?tun\w+|Generation|Search|Transcription|Summari\w+|Render\w+"
    r"|Power|Memory|Performance|Throughput|Latency|Cost|Costs|Energy|Inference|Training"
    r"|Compute|Bandwidth|HBM\w*|SRAM|FP\d+|BF16|INT8|NVFP4|GPU|TDP|TCO|TTFT|MLPerf|Speed"
    r"|Price|Prices|Efficiency|Versus|Compared|Against|We|You|He|She|I|Customers|Users"
    r"|There|What"
    r"|Peak|Total|Six|Seven|Eight|Nine|Ten|Three|Four|Five|Half|Twice|Double|Token|Tokens|Price-performance|Die|Der"
    r"|Das|Le|La|Les|El|Los|Chip"
    r"|Interconnect|NVLink|Capacity|One|Two|Here|Output|Results?|Tests?|Engineers?|Engine"
    r"|Llama\S*|DeepSeek\S*|GPT\S*|Qwen\S*|Mixtral|Gemini|Claude)\b"
)
BEFORE_NAME = late(
    r"\b(?:predecessor|successor to|succeeds?|succeeding|replac(?:es|ing)|follow(?:s"
    r"|-up to)|builds on)[\s,:(]{1,3}(?:the\s|[a-z]+'s\s|nvidia\s|amd\s)?$"
)
