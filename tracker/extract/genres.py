"""Sorts of text that name accelerators without announcing anything, each by the words that only that sort uses."""

from __future__ import annotations

from tracker.extract.phrases import Phrases

_TABLE: dict[str, str] = {
    "correction": (
        r"\b(?:errat(?:um|a)|corrigend\w+|corrections?|corrected|corrects?|should (?:read|have read|have said)"
        r"|we regret|in error|misstated|mistaken(?:ly)?|an earlier version|our (?:headline|article"
        r"|report) (?:of|said|was)|untrue|retract\w*|clarification|was wrong|were wrong|berichtigung|korrektur"
        r"|richtigstellung|erratum|rectificatif|fe de erratas)\b|更正|訂正"
    ),
    "reference": (
        r"\b(?:data ?sheet|preliminary|subject to change|specifications?|system architecture"
        r"|architecture overview|reference (?:guide|design|manual|architecture)|user guide|product (?:brief"
        r"|page|description)|applies to|see also|table of contents|glossary|cheat ?sheet|wiki\w*|consists? of"
        r"|is composed of|limits|quotas?|not supported|supported|deprecated|parameters?|arguments?|returns?"
        r"|default|release notes|changelog|known issues|datenblatt|fiche technique|ficha técnica)\b"
    ),
    "paper": (
        r"\b(?:abstract|arxiv|et al|we (?:study|present|propose|introduce a|show that|evaluate|prove|formulate"
        r"|analy[sz]e)|our (?:scheduler|method|approach|algorithm|scheme|simulator|experiments|results|system"
        r"|model|framework)|in simulation|simulat\w+|baselines?|state[- ]of[- ]the[- ]art|ablation\w*|theorem"
        r"|thesis|dissertation|paper)\b"
    ),
    "gossip": (
        r"\b(?:grain of salt|rumou?r mill|rumou?r\w*|leak\w*|tipster|a poster|posters|bloggers?|blogs?"
        r"|heard (?:of|that|from)|whisper\w*|unconfirmed|speculat\w+|gerücht\w*|rumeurs?|alleged\w*"
        r"|purported\w*|supposedly|take (?:it|this) with|angeblich\w*|dem vernehmen nach|selon la rumeur"
        r"|según rumores)\b|传闻|据传|传言|消息称|爆料|或将|未予置评|噂|루머"
    ),
    "guide": (
        r"\b(?:how to|how do|step[- ]by[- ]step|in this (?:guide|tutorial|post|lesson|article)|we walk"
        r"|walk ?through|walks you|choosing|choose between|which (?:gpu|card|chip|one)|buy(?:er'?s|ing) guide"
        r"|tips?|best practices|getting started|quick ?start|prerequisites|you (?:will|can) (?:need|learn)"
        r"|explained|explainer|what is|faq|checklist|lessons?|tutorial|anleitung|schritt|comment (?:choisir"
        r"|installer)|cómo)\b"
    ),
    "meeting": (
        r"\b(?:booth|webinar|register|registration|rsvp|agenda|join us|meet us|meetup|workshop|hackathon"
        r"|speakers?|panel|seats?|tickets?|book a (?:slot|demo|meeting)|course|syllabus|summer school"
        r"|internship|we are hiring|hiring|vacanc\w+|apply (?:now|by|to)|salary|job|candidates?|podcast"
        r"|episode|listen|newsletter|subscribe|anmeldung|inscription)\b"
    ),
    "model": (
        r"\b(?:open[- ]weights?|checkpoints?|weights|apache 2\.0|mit licen[cs]e|hugging ?face|fine-?tun\w+"
        r"|pre-?train\w*|distill\w+|context (?:length|window)|parameters|\d+b(?:-a\d+b)?|quants?|quanti[sz]\w+"
        r"|tokeni[sz]er|swe-bench|mmlu|aime|multimodal|trained on|open[- ]source[sd]?|new model|moe)\b"
    ),
    "software": (
        r"\bv?\d+\.\d+\.\d+\b|\b(?:pip install|docker|git clone|kubectl|fixed|fixes|bug ?fix\w*|patch\w*"
        r"|plugin|driver|library|kernels?|compiler|sdk|cli|api|backend|repo|repository|pull request|merged"
        r"|vllm|sglang|pytorch|tensorflow|triton|cuda|rocm|llama\.cpp|ollama|release candidate|support for"
        r"|supports)\b"
    ),
    "forum": (
        r"\b(?:op|upvot\w+|commenters?|comments?|reddit|r/\w+|u/\w+|subreddit|discord|threads?|reply|replies"
        r"|imo|imho|lol|tl;dr|anyone|folks|guys|suggests?|asked|asks|wondering|forum|user)\b|楼主|\d+ ?楼|スレ|論壇|论坛"
    ),
    "essay": (
        r"\b(?:i (?:think|believe|propose|suspect|wonder|argue|remember|would|have come|do not|don't|see|was"
        r"|am)|in my (?:view|opinion)|my (?:view|guess|bet|proposal|point|notebook|take|desk|boss)|opinion"
        r"|op-ed|column|essay|letter to|imagine|suppose|let us|let me|the lesson|the moral|what if|why (?:i|we"
        r"|does|do|is|are)|ich (?:glaube|finde|denke)|je (?:pense|crois))\b"
    ),
    "nothing": (
        r"\b(?:none|nobody|nothing|not one|no (?:such|one|order|orders|deal|date|plan|plans|price|decision"
        r"|contract|agreement|comment|chip|silicon|product)|did not|didn't|has not|have not|hasn't|is not"
        r"|are not|isn't|not (?:yet|been)|never|neither|declin\w+|denie[sd]|denying|untrue|false|hoax"
        r"|cancell?ed the (?:talks|meeting)|would not|wouldn't|no longer)\b"
    ),
    "memory": (
        r"\b(?:hbm\d?e? (?:stacks?|production|output|supply)|dram|nand|wafer starts|foundry|fabs?|substrates?"
        r"|packaging|cowos|optics|switch(?:es)?|nics?|dpus?|cpus?|power supply|cooling|chillers?"
        r"|transformers? factory|gigafactory)\b"
    ),
}
GENRES = {name: Phrases(words) for name, words in _TABLE.items()}
