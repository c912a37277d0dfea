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
        /\b(?:the (?:very )?best|best[- ](?:in[- ]class|ever|quality|price|selling|on the market)|world'?s (?:best|first|number one|finest|only)|number one|no\. ?1(?!\d)|top[- ]rated|one and only|unbeatable|unmatched|unrivall?ed|second to none|world[- ]class|flawless|the only one|once[- ]in[- ]a[- ]lifetime|lowest price|cheapest|fastest|strongest|safest|healthiest|most (?:advanced|powerful|effective|popular|trusted))\b|\b100 ?% (?:safe|effective|natural|guaranteed|satisfaction|risk[- ]free)|#1(?!\d)/giu,
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
        /\b(?:doctor[- ](?:recommended|approved)|dermatologist[- ](?:recommended|approved|tested)|clinically (?:proven|tested)|scientifically proven|studies show|fda[- ]approved|patented|award[- ]winning|experts? recommend(?:ed)?|as seen on tv)\b/giu,
    },
    {
      rule: 'medical',
      severity: 'block',
      why: 'FTC Health Products Compliance Guidance',
      match:
        /\b(?:cures?|cured|heals?|treats? (?:pain|acne|eczema|disease|insomnia)|miracle|no side effects|side[- ]effect[- ]free|anti[- ]cancer|lowers? (?:blood pressure|blood sugar|cholesterol)|pain relief|relieves? pain|detox(?:es|ify)?|boosts? (?:your )?immun(?:e|ity))\b/giu,
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
        /\b(?:risk[- ]free|guaranteed (?:income|returns?|profits?)|get rich|passive income|double your money|no risk)\b/giu,
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
      severity: 'evidence',
      why: 'Lanham Act §43(a)',
      match:
        /\b(?:better than (?:any|all|every)\w*|beats? (?:all|every|the competition)|others? (?:are|is) (?:fake|junk|a scam)|dupe)\b/giu,
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
    /\bbest (?:before|by|friends?|wishes|served|kept|stored|used|enjoyed|washed|cleaned|eaten|worn|paired|if used|practices?)\b/giu,
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
