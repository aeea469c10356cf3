"""All forms of an English word, made from its base form by rule and from a short table of irregular ones."""

from __future__ import annotations

_VOWELS = frozenset("aeiou")
_IRREGULAR = {
    "be": "am is are was were been being", "have": "has had having", "do": "does did done doing",
    "go": "goes went gone going", "put": "puts putting", "cut": "cuts cutting", "hit": "hits hitting",
    "hurt": "hurts hurting", "let": "lets letting", "choose": "chooses chose chosen choosing", "make": "makes made making",
    "take": "takes took taken taking", "get": "gets got gotten getting", "give": "gives gave given giving",
    "come": "comes came coming", "say": "says said saying", "tell": "tells told telling", "see": "sees saw seen seeing",
    "think": "thinks thought thinking", "know": "knows knew known knowing", "feel": "feels felt feeling",
    "find": "finds found finding", "leave": "leaves left leaving", "keep": "keeps kept keeping",
    "bring": "brings brought bringing", "seek": "seeks sought seeking", "lie": "lies lied lying",
    "sleep": "sleeps slept sleeping", "wake": "wakes woke woken waking", "bite": "bites bit bitten biting",
    "break": "breaks broke broken breaking", "burn": "burns burnt burned burning", "speak": "speaks spoke spoken speaking",
    "write": "writes wrote written writing", "read": "reads reading", "run": "runs ran running", "sit": "sits sat sitting",
    "stand": "stands stood standing", "hold": "holds held holding", "send": "sends sent sending",
    "spend": "spends spent spending", "buy": "buys bought buying", "pay": "pays paid paying", "meet": "meets met meeting",
    "hang": "hangs hung hanging", "steal": "steals stole stolen stealing", "fight": "fights fought fighting",
    "throw": "throws threw thrown throwing", "swear": "swears swore sworn swearing",
    "spoil": "spoils spoilt spoiled spoiling", "learn": "learns learnt learned learning", "lose": "loses lost losing",
    "grow": "grows grew grown growing", "draw": "draws drew drawn drawing", "fall": "falls fell fallen falling",
    "eat": "eats ate eaten eating", "drink": "drinks drank drunk drinking", "sell": "sells sold selling",
    "lead": "leads led leading", "swell": "swells swelled swollen swelling", "bleed": "bleeds bled bleeding",
    "split": "splits splitting", "shut": "shuts shutting", "forget": "forgets forgot forgotten forgetting",
    "understand": "understands understood understanding", "mean": "means meant meaning",
    "show": "shows showed shown showing", "hear": "hears heard hearing", "drive": "drives drove driven driving",
    "begin": "begins began begun beginning", "set": "sets setting", "hide": "hides hid hidden hiding",
    "fly": "flies flew flown flying", "upset": "upsets upsetting", "catch": "catches caught catching",
    "teach": "teaches taught teaching", "want": "wants wanted wanting", "child": "children", "man": "men", "woman": "women",
    "wife": "wives", "foot": "feet", "tooth": "teeth", "can": "could", "will": "would", "child's": "children's",
    "bind": "binds bound binding", "cling": "clings clung clinging", "creep": "creeps crept creeping",
    "shake": "shakes shook shaken shaking", "sing": "sings sang sung singing", "suck": "sucks sucked sucking",
    "shoot": "shoots shot shooting", "sting": "stings stung stinging", "tear": "tears tore torn tearing",
    "try": "tries tried trying", "beat": "beats beat beaten beating", "wear": "wears wore worn wearing",
    "win": "wins won winning", "quit": "quits quitting", "reach": "reaches reached reaching", "lay": "lays laid laying",
    "blow": "blows blew blown blowing", "freeze": "freezes froze frozen freezing", "ride": "rides rode ridden riding",
    "ring": "rings rang rung ringing", "rise": "rises rose risen rising", "strike": "strikes struck striking",
    "refer": "refers referred referring", "offer": "offers offered offering", "visit": "visits visited visiting",
    "suffer": "suffers suffered suffering", "open": "opens opened opening", "listen": "listens listened listening",
    "happen": "happens happened happening", "threaten": "threatens threatened threatening",
    "label": "labels labelled labeled labelling labeling", "travel": "travels travelled travelling", "counsel": "counsels",
    "consent": "consents consented consenting", "enter": "enters entered entering", "answer": "answers answered answering",
    "consider": "considers considered considering", "wander": "wanders wandered wandering",
    "whisper": "whispers whispered whispering", "deliver": "delivers delivered delivering",
    "order": "orders ordered ordering", "feed": "feeds fed feeding", "bend": "bends bent bending",
    "fit": "fits fitted fitting", "focus": "focuses focused focusing focussed",
    "practise": "practises practised practising practiced practice",
}  # fmt: skip


def forms(base: str) -> frozenset[str]:
    """The base form and every form that it takes as a verb or a noun. Too many are harmless: nobody writes them."""
    if base in _IRREGULAR:
        return frozenset((base, *_IRREGULAR[base].split()))
    if len(base) < 3 or not base.isalpha():
        return frozenset((base,))
    if base.endswith("e"):
        return frozenset(
            (base, base + "s", base + "d", base[:-1] + "ing", base + "ing" if base.endswith(("ee", "ye", "oe")) else base)
        )
    if base[-1] == "y" and base[-2] not in _VOWELS:
        return frozenset((base, base[:-1] + "ies", base[:-1] + "ied", base + "ing"))
    if base.endswith(("s", "x", "z", "ch", "sh")):
        return frozenset((base, base + "es", base + "ed", base + "ing"))
    made = {base, base + "s", base + "ed", base + "ing"}
    if base[-1] not in _VOWELS and base[-1] not in "wxyh" and base[-2] in _VOWELS and (len(base) < 4 or base[-3] not in _VOWELS):
        made |= {base + base[-1] + "ed", base + base[-1] + "ing"}
    return frozenset(made)
