import { disguisedEn } from './disguised-terms.ts';
import type { TermList } from './term-rule.ts';

/** English advertising terms: a first list after FTC guidance (truth in advertising, health claims, endorsements). */
export const enTerms: TermList = {
  groups: [
    ...disguisedEn,
    {
      rule: 'absolute',
      severity: 'block',
      why: 'FTC Act §5: a superlative needs proof',
      match:
        /\b(?:the (?:very )?best|best[- ](?:in[- ]class|ever|quality|price|selling|on the market)|world'?s (?:best|first|number one|finest|only)|number one|no\. ?1(?!\d)|top[- ]rated|one and only|unbeatable|unmatched|unrivall?ed|second to none|world[- ]class|flawless|the only one|once[- ]in[- ]a[- ]lifetime|lowest price|cheapest|fastest|strongest|safest|healthiest|most (?:advanced|powerful|effective|popular|trusted|reliable|innovative|loved|comfortable|luxurious)|world[- ]?leading|industry[- ]leading|market[- ]leading|market leader|(?:nation|state)(?:al)?[- ]level|top of the (?:world|line|range)|(?:best|finest|greatest|fastest|strongest|safest|cheapest) (?:[a-z]+ ){0,2}(?:in|on) (?:the )?(?:world|market|country|planet|internet|town)|(?:nothing|no(?:body| one| other|ne)) (?:else )?(?:on the market |out there |in the world )?(?:is|comes|was) (?:half )?(?:as|so) good|(?:has|have) no (?:equal|rival|match|competition)|greatest of all time|unparalleled|unequal(?:l)?ed|peerless|incomparable|without equal|beyond compare|(?:no(?:body| one| other brand| other (?:mug|cup|product|company))|nothing)(?: else)? (?:makes? a better|does it better|comes? close|compares?|beats|can (?:match|compete|beat)|is better)|(?:you (?:will|won'?t|can'?t) )?(?:never )?find (?:a )?better|the only (?:brand|product|cream|mug|tool|brand)|(?:ranked|rated) (?:first|no\.? ?1|number one)|better than (?:anything|everything)|better than all (?:others|the rest))\b|\b100 ?% (?:safe|effective|natural|guaranteed|satisfaction|risk[- ]free)|#1(?!\d)/giu,
    },
    {
      rule: 'absolute',
      severity: 'evidence',
      why: 'FTC Act §5: puffery turns into a claim where it can be measured',
      match: /\b(?:best|perfect|ultimate|greatest|finest|unique|guarantee[ds]?|forever|never fails|always works)\b/giu,
    },
    {
      rule: 'authority',
      severity: 'evidence',
      why: 'FTC Endorsement Guides, 16 CFR 255',
      match:
        /\b(?:(?:doctors?|physicians?|dermatologists?|dentists?|scientists?|nasa|experts?)[- ](?:recommended|approved|recommends?|swear by|endorsed)|dermatologist[- ](?:recommended|approved|tested)|clinically (?:proven|tested)|scientifically proven|studies show|fda[- ]approved|patented|award[- ]winning|experts? recommend(?:ed)?|as seen on tv)\b/giu,
    },
    {
      rule: 'medical',
      severity: 'block',
      why: 'FTC Health Products Compliance Guidance',
      match:
        /\b(?:cures?|cured|heals?|treats? (?:pain|acne|eczema|disease|insomnia)|miracle|no side effects|side[- ]effect[- ]free|anti[- ]cancer|lowers? (?:blood pressure|blood sugar|cholesterol)|pain relief|relieves? pain|detox(?:es|ify)?|boosts? (?:your )?immun(?:e|ity)|(?:reverses?|reversed|reversing|eliminates?|ends?|defeats?|wipes? out|banish(?:es)?|gets? rid of|beats?|fix(?:es)?|prevents?|stops?|fights?|says? goodbye to|goodbye to) (?:your )?(?:diabetes|cancer|arthritis|hair loss|baldness|depression|anxiety|insomnia|hypertension|asthma|tumou?rs?|alzheimer'?s|heart disease|high blood pressure|migraines?|back pain|joint pain|chronic pain|covid|the flu|eczema|psoriasis|autism|dementia|gout|snoring for good)|kills? (?:cancer|tumou?rs?|all viruses|viruses)|shrinks? tumou?rs?|(?:throw away|ditch|stop taking|no more|no need for|instead of|replaces?) (?:your )?(?:insulin|medication|meds|pills|medicine|chemo(?:therapy)?|glasses|hearing aids?|doctors?|surgery|antidepressants)|restores? (?:your )?(?:vision|eyesight|hearing|hair)|(?:perfect|20\/20) (?:vision|eyesight) (?:again|in)|never (?:get|be) (?:sick|ill) again|works? for everyone|doctors hate|fountain of youth|(?:patients?|survivors?) (?:swear|prove|testify|confirm)|adds? \d+ years to your life|live to (?:be )?(?:a hundred|\d{3}))\b|\b(?:lose|drop|shed|slim) (?:\d+|one|two|three|four|five|ten|fifteen|twenty|thirty|half a|a) ?(?:pounds|lbs?|kilos?|kg|dress sizes|inches)\b|\b(?:look|looks|get) (?:\d+|ten|twenty) years younger\b|\bmelts? (?:away )?(?:your )?(?:belly )?fat\b/giu,
    },
    {
      rule: 'food',
      severity: 'evidence',
      why: 'FTC Act §5; 21 CFR 101',
      match:
        /\b(?:fat[- ]burning|burns? fat|lose weight|weight loss|slimming|all[- ]natural|chemical[- ]free|zero additives|superfood)\b/giu,
    },
    {
      rule: 'cosmetics',
      severity: 'evidence',
      why: 'FTC Act §5; 21 CFR 700',
      match: /\b(?:erases? wrinkles|anti[- ]?aging|removes? scars|regrows? hair|instant results)\b/giu,
    },
    {
      rule: 'finance',
      severity: 'block',
      why: 'FTC Business Opportunity Rule, 16 CFR 437',
      match:
        /\b(?:risk[- ]free|guaranteed (?:income|returns?|profits?)|get rich|passive income|(?:double|triple) your (?:money|income|savings|salary|investment)|(?<!at )no risk(?! of)|zero risk|(?:can(?:no|')?t|never|impossible to) lose(?: money)?|(?:\d+|ten|twenty|thirty|fifty) ?(?:%|percent|per cent) (?:returns?|profit|interest|yield|gains?|a (?:year|month|week|day)|per (?:year|month|week|day)|(?:monthly|daily|weekly|yearly|annual)(?: returns?)?)|(?:sure|certain|assured|guaranteed) (?:income|returns?|profits?|gains?|win)|financial freedom|(?:earn|make) (?:\$|£|€|us\$)? ?\d[\d,]*(?: dollars| bucks)? (?:a|per|every) (?:day|week|hour|month)|make money while you sleep|money back in (?:a|one|two|\d+) (?:weeks?|months?)|capital (?:is )?(?:guaranteed|protected)|become a millionaire|quit your job)\b/giu,
    },
    {
      rule: 'education',
      severity: 'block',
      why: 'FTC Act §5: a promise of results in education',
      match:
        /\b(?:guaranteed (?:admission|pass|passing|entry|score|scores|grades|job|employment|a'?s|degree|straight a'?s)|(?:pass|admission|job|degree|visa|entry|success|results?) (?:is |are )?guaranteed|pass or (?:your )?money back|(?:get|getting) into (?:harvard|yale|oxford|cambridge|your dream school),? guaranteed|(?:raise|boost|improve) your (?:score|sat|ielts|toefl|gpa|grade)s? by \d+|(?:everyone|every student|all students|all pupils|nobody) (?:passes|pass|fails|is admitted|gets in)|or you pay nothing|100 ?% pass(?: rate)?|leaked exam questions|real exam questions|written by the examiners?|no exam (?:needed|required) degree)\b/giu,
    },
    {
      rule: 'property',
      severity: 'block',
      why: 'FTC Act §5: a promise about property',
      match:
        /\b(?:(?:prices?|values?|property|homes?) (?:will|can) only (?:go up|rise)|guaranteed (?:rent|rental|rental income|appreciation|capital growth)|rent guaranteed|(?:sure|certain) to (?:rise|double) in value|will double in (?:value|price))\b/giu,
    },
    {
      rule: 'superstition',
      severity: 'block',
      why: 'FTC Act §5: powers that nothing has',
      match:
        /\b(?:(?:brings?|attracts?) (?:wealth|riches|money|prosperity|fortune) (?:to|into) (?:your|the)|wards? off (?:evil|curses|demons|bad (?:luck|spirits))|(?:fortune|palm) (?:telling|reading) by|blessed by (?:a|our) master|lifts? (?:any |the )?curses?|changes? your (?:fate|destiny))\b/giu,
    },
    {
      rule: 'pressure',
      severity: 'block',
      why: 'FTC Act §5: false urgency',
      match:
        /\b(?:last chance|today only|(?<!in a )hurry(?: up)?|act now|before it'?s gone|selling out fast|won'?t last|don'?t miss out|limited time(?: only)?|only \d+ left|while (?:stocks?|supplies) lasts?|final hours|you(?:'ve| have) won|free money)\b/giu,
    },
    {
      rule: 'disparage',
      severity: 'block',
      why: 'Lanham Act §43(a)',
      match:
        /\b(?:others?|rivals?|competitors?|(?:other|rival|competing) (?:brands?|products?|shops?|mugs?)) (?:are|is|sell|use|make) (?:all |only |just )?(?:fake|fakes|junk|a scam|garbage|trash|rubbish|poison|toxic|worthless|crap)\b/giu,
    },
    {
      rule: 'disparage',
      severity: 'evidence',
      why: 'Lanham Act §43(a)',
      match: /\b(?:better than (?:any|all|every)\w*|beats? (?:all|every|the competition)|dupe)\b/giu,
    },
    {
      rule: 'offPlatform',
      severity: 'platform',
      why: 'community rules: contact outside the platform',
      match:
        /\b(?:dm (?:me )?to (?:order|buy)|whats ?app (?:me|us)|scan the (?:qr )?code|qr code|text me at|wechat)\b/giu,
    },
  ],
  harmless: [
    /\bbest (?:before|by|friends?|wishes|regards|served|kept|stored|used|enjoyed|washed|cleaned|eaten|worn|paired|if used|practices?)\b/giu,
    // What counts the parts of a list says nothing of rank.
    /\b(?:point|reason|step|tip|item|part|question|fact|rule|thing|option|day|chapter|lesson|picture|photo|figure) (?:number|no\.?|#) ?(?:1|one)\b/giu,
    /(?:^|[.!?]\s+)number (?:1|one)(?= ?:)/giu,
    /\b(?:our|your|my|their|his|her|do the) (?:very )?best\b|\bat best\b|\b(?:takes?|took|taking) forever\b|\bbest of luck\b/giu,
    /\bpractice makes perfect\b|\bunique (?:id|identifier|code)\b|\b(?:see|read) (?:the )?guarantee\b/giu,
    /\b100 ?% (?:cotton|wool|cashmere|linen|silk|polyester|juice|arabica|recycled)\b/giu,
    /\bnumber one on (?:your|my|the) (?:to[- ]do )?list\b|\bguaranteed (?:delivery|arrival|time)(?: slot)?\b/giu,
    /\bcure the (?:leather|ham|bacon|concrete|resin|wood|meat|glue)\b/giu,
    /\btreats? for\b|\bdog treats?\b|\bdetox (?:button|mode)\b/giu,
  ],
  rewrites: [
    [
      /^(?:the (?:very )?best|best(?:[- ].+)?|greatest|finest|top[- ]rated|world[- ]class|number one|no\. ?1|#1)$/iu,
      'a good',
    ],
    [/^(?:perfect|ultimate|flawless|unbeatable|unmatched|unrivall?ed|second to none)$/iu, 'good'],
    [/^(?:unique|one and only|the only one)$/iu, 'different'],
    [/^(?:cheapest|lowest price)$/iu, 'fairly priced'],
    [/^fastest$/iu, 'fast'],
    [/^strongest$/iu, 'strong'],
    [/^safest$/iu, 'safe'],
    [/^forever$/iu, 'for long'],
    [/^(?:last chance|today only|limited time(?: only)?|final hours)$/iu, 'see the page for dates'],
    [/^(?:(?<!in a )hurry(?: up)?|act now|don'?t miss out)$/iu, 'take a look'],
    [/^(?:all[- ]natural|chemical[- ]free|zero additives)$/iu, 'see the ingredients'],
    [/^(?:dm (?:me )?to (?:order|buy)|scan the (?:qr )?code|whats ?app (?:me|us)|text me at)$/iu, 'tap the link below'],
  ],
};
