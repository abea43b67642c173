"""Words of comparison: what introduces a yardstick, who beats whom, names that stand for no product, unknown names."""

from __future__ import annotations

from tracker.extract.late import late

# Prepositions and conjunctions that introduce what something is measured against.
MARKER = (
    r"(?:than(?!\s(?:\d|half\b|twice|double|tripl|an?\s(?:third|quarter|factor|thousand"
    r"|hundred|tenth)|an?\sorder|one\b|two\b"
    r"|three\b|four\b|five\b|ten\b))|versus|vs\.?|v\.|compared\s(?:\w+ly\s)?(?:to|with|against)"
    r"|comparison\s(?:to|with)|relative\sto|against"
    r"|next\sto|(?:set|put|placed)\s(?:beside|against)|beside|over|ahead\sof|behind|beyond|above|below|under|unlike"
    r"|measured\sagainst|up\son|gegenüber|verglichen\smit|im\svergleich\s(?:zu[mr]?|mit)"
    r"|als|unter|que|qu(?=')|par\srapport\s(?:à|aux?)"
    r"|rispetto\sa\w*|ten\sopzichte\svan|face\s(?:à|aux?)|comparée?s?\s(?:à|aux?)|frente\sa|respecto\s(?:a|al|de)|comparad[oa]s?\scon|rispetto\sa\w*)"
)
# Verbs whose object is the yardstick; in the passive the agent behind "by" is the one that does better.
BEATS = (
    r"(?:beat(?:s|en|ing)?|outperform\w*|outpac\w+|outrun\w*|outdo\w*|outclass\w*"
    r"|outshin\w+|outgun\w*|surpass\w*|exceed\w*"
    r"|overtak\w+|trail(?:s|ed|ing)?|lag(?:s|ged|ging)?|undercut\w*|top(?:s|ped)?"
    r"|best(?:s|ed)|edge[sd]?(?:\s(?:out|past))?"
    r"|lead(?:s|ing)?|outstrip\w*|eclips\w+|crush\w*|rival\w*|match(?:es|ed)?|dwarf\w*"
    r"|succeed(?:s|ed)|replac(?:es|ed|ing)|schlägt"
    r"|übertrifft|unterbietet|surpasse|dépasse|bat|supera)"
)
GAP = r"[\s\"'(]{1,3}(?:[\w'/.&+-]{1,18}[\s\"'(]{1,3}){0,5}(?:\w{1,8}-){0,2}$"
YARD = late(rf"(?:\b{MARKER}|\b{BEATS}|\bas\s(?:on|from|with|by|under|in)){GAP}")
AS = late(rf"\b(?:as\s(?:[\w-]+\s){{1,3}}?as|same\s(?:[\w.-]+\s){{0,4}}?as|so\s(?:[\w-]+\s){{1,4}}?wie){GAP}")
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
PLACED = late(
    r"\b(?:for|on|from|with|by|in|to|per|out of|sa(?:id|ys?) of|sa(?:id|ys) about|auf|bei"
    r"|mit|für|beim|sur|avec|chez|pour|en|con|para)\s"
    r"(?:the\s|an?\s|its\s|one\s|each\s|every\s|der\s|den\s|dem\s|le\s|la\s|el\s|new\s|nvidia(?:'s)?\s|amd(?:'s)?\s"
    r"|google(?:'s)?\s|aws\s|[a-z-]+'s\s){0,3}$"
)
FROM_TO = late(r"\bfrom\s[^.;]{0,60}$")
CJK_YARD = late(r"\s?(?:\w{0,4}(?:보다|대비)|에\s비해|に比べ|と比べ|と比較|比で|比\s|より|に対し|相比|に対する)")
CJK_BEFORE = late(r"(?:比|相比|较|相较于?|与|对比|超过|相当于|是|達|達する)\s?(?:\w{0,6}\s)?$")
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
CJK_OF = late(r"\s?(?:系列)?(?:の|的|シリーズの)\s?(?:最大|約|约|近|将近|およそ)?\s?$")
INNER_STOP = late(
    r"[,;:.(]\s?|\b(?:is|are|was|were|has|for|on|with|from|in|at|by|when|while|and|but"
    r"|per|avec|mit|con|bei|pour|für|after|running|using|according|says?|said|so)\b"
)
COMPARATIVE = late(
    r"\s?(?:[\w-]+\s)?(?:more|less|fewer|higher|lower|better|worse|faster|slower|cheaper"
    r"|greater|larger|bigger|smaller|quicker"
    r"|improvement|reduction|gain|boost|increase|mehr|weniger|plus|moins|más|menos)\b"
)
INVERTED = late(r"^(?:verdoppelt|verdreifacht|vervierfacht|verfünffacht|halbiert)e?\s(?:der|die|das)\s(?:\w+\s)?$")
GENERIC_NOUN = (
    r"(?:generations?|predecessors?|forerunners?|precursors?|forebears?|ancestors?|elders?|siblings?|sisters?|brothers?|twins?"
    r"|gpus?|gpu-based\s\w+|graphics\s(?:cards?|processors?|chips?)|systems?|chips?|accelerators?|competit(?:ors?|ion)|rivals?"
    r"|alternatives?"
    r"|cpus?|hardware|machines?|instances?|fleet|processors?|servers?|racks?|cards?"
    r"|clusters?|boards?|asics?|xpus?|series|solutions?"
    r"|offerings?|parts?|state of the art|silicon|vorgänger\w*|vorgängergeneration"
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
    rf"|every)thing)\b|\bthan\s(?P<d>(?:ever\s)?before)\b|(?P<c>前世代|従来(?:の\s?gpu|品)?|最新世代"
    rf"|現行|既存の|上一代|竞品|现有)"
)
PROGRAM = late(r"\b(?:models?|compilers?|kernels?|release|version|software|library|drivers?|engine|controller)\b")
FRONTED = late(
    r"^[\s\"'(*•-]*(?:(?:when\s|as\s)?(?:compared|measured|set|put)\s(?:with|to|against|beside|next\sto)"
    r"|in\scomparison\s(?:with|to)|against|versus|vs\.?|relative\sto|next\sto|beside|unlike|rispetto\sa\w*|par\srapport\s(?:à|aux?)"
    r"|gegenüber|frente\sa|im\svergleich\szu[mr]?)\s(?P<rest>[^,;:]*)$"
)
CONTRAST = late(r"\b(?:where|whereas|wo|là où)\s(?:(?:our|the|an?|its|that|last year's)\s)?(?:[\w-]+\s){0,2}$")
AS_IT = late(
    r"\b(?:that|what|than|time|power|energy|money|memory)\s(?:it|they|one)\s[a-z]+\s(?:on|with|in|from|at)\s(?:the\s"
    r"|an?\s|[a-z]+'s\s|nvidia\s|amd\s)*$"
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
GENERIC = late(AGAINST + REST + rf"|\b(?:of|as|what|that of)\s(?P<h>{NP}{GENERIC_NOUN})(?![\w-])")
APPOSED = late(
    r"[\s,(:]{1,3}(?:the\s|like\s|such as\s|including\s|e\.g\.,?\s\s|namely\s"
    r"|nvidia(?:'s)?\s|amd(?:'s)?\s|google(?:'s)?\s|aws\s|[a-z]+'s\s|\")*$"
)
OLDER = late(
    r"predecessor|forerunner|precursor|forebear|ancestor|previous|prior|last[- ]gen|earlier"
    r"|preceding|before\b|vorgänger|prédécesseur|précédent|anterior|前世代|上一代|old|(?:first|last)(?:\sone)?$"
)
OPENS = late(
    rf"^[\s\"'(*•-]*(?:$|at\b|with\b|for\b|by\b|offering|boasting|deliver\w+|promis\w+"
    rf"|claiming|thanks|having|needing|drawing|using"
    rf"|consuming|costing|running|up to\b|about|around|nearly|roughly|over\b|{MARKER}|mit\b|avec\b|con\b|bei\b|à\b)"
)
STRANGER = late(
    r"(?:^[\s\"'(*•-]*|[,;:]\s|\b(?:and|but|while|that)\s)(?:[Tt]he\s|[Oo]ur\s"
    r"|[Aa]n?\s)?(?P<name>[A-Z][\w.-]*(?:\s[A-Z\d][\w.-]*){0,3})(?:\s\([^()]{1,30}\))?\s"
    r"(?P<verb>(?:(?:has|have|had)\s)?(?:is|are|was|were|has|have|will|can|now|runs?|ran|[a-z]{3,}(?:s|ed)))\b"
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
    r"(?:The|It|Its|This|That|These|They|In|On|At|With|For|By|As|Per|Each|Every|Both"
    r"|Power|Memory|Performance|Throughput|Latency|Cost|Costs|Energy|Inference|Training"
    r"|Compute|Bandwidth|HBM\w*|SRAM|FP\d+|BF16|INT8|NVFP4|GPU|TDP|TCO|TTFT|MLPerf|Speed"
    r"|Price|Prices|Efficiency|Versus|Compared|Against|We|You|He|She|I|Customers|Users"
    r"|There|What"
    r"|Peak|Total|Six|Seven|Eight|Nine|Ten|Three|Four|Five|Half|Twice|Double|Token|Tokens|Price-performance|Die|Der|Das|Le|La|Les|El|Los|Chip"
    r"|Interconnect|NVLink|Capacity|One|Two|Here|Output|Results?|Tests?|Engineers?|Engine"
    r"|Llama\S*|DeepSeek\S*|GPT\S*|Qwen\S*|Mixtral|Gemini|Claude)\b"
)
BEFORE_NAME = late(
    r"\b(?:predecessor|successor to|succeeds?|succeeding|replac(?:es|ing)|follow(?:s"
    r"|-up to)|builds on)[\s,:(]{1,3}(?:the\s|[a-z]+'s\s|nvidia\s|amd\s)?$"
)
