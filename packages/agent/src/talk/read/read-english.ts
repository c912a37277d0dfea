import type { ReadBrief } from './read-brief.ts';
import { gap, type SaidText } from './said-text.ts';

const stop = `,.;!?\\n:${gap}`;
/** To the end of a clause; a point within a number ends none. */
const clause = `((?:(?!\\.(?:\\s|$))[^,;!?\\n:${gap}]){1,90})`;

/** Reads what English says in words of its own: the product, its points, for whom, in what tone. */
export function readEnglish(said: SaidText, read: ReadBrief, asked: string | undefined): void {
  said.take(/\s[-–—]\s/, () => true);
  said.take(
    new RegExp(
      `(?:(?:our|the|my) )?brand(?: name)?(?: is(?: called)?|[:=])\\s*${clause.replace('{1,90}', '{1,40}?')}(?=$|[${stop}]| and )`,
      'i',
    ),
    ([, name]) => {
      read.brand ??= trimmed(name);
      return true;
    },
  );
  readTone(said, read);
  readAudience(said, read);
  readPoints(said, read);
  readProduct(said, read);
  readRest(said.rest(), read, asked);
}

function readTone(said: SaidText, read: ReadBrief): void {
  const keep = (text: string | undefined) => {
    read.tone ??= trimmed(text);
    return true;
  };
  said.take(
    new RegExp(
      `(?:make |change |set )?(?:the )?(?:tone|style|mood|voice)(?: should be| is| to|[:=]| of voice:)\\s*(?:a bit |rather )?${clause}`,
      'i',
    ),
    ([, text]) => keep(text),
  );
  said.take(/\bmake (?:the )?(?:tone|mood|style|voice) (\w+(?: and \w+)?)/i, ([, text]) => keep(text));
  said.take(/\b(?:in an? |with an? )?((?:\w+ and )?(?!the\b|our\b|this\b|that\b)\w+) (?:tone|mood)\b/i, ([, text]) =>
    keep(text),
  );
}

const peopleWord =
  /\b(?:people|persons?|students?|parents?|moms?|mums?|mothers?|dads?|fathers?|kids?|children|babies|toddlers|women|men|girls|boys|teens?|teenagers|adults|seniors|workers|runners|cyclists|hikers|campers|gamers|owners|lovers|fans|beginners|commuters|travellers|travelers|professionals|families|couples|users|buyers|shoppers|dogs|cats|drivers|cooks|bakers|nurses|teachers|athletes|renters|homeowners|everyone|those who|anyone|who)\b/i;

function readAudience(said: SaidText, read: ReadBrief): void {
  const keep = (text: string | undefined) => {
    const audience = trimmed(text);
    if (audience === '' || read.audience !== undefined) {
      return false;
    }
    read.audience = audience;
    return true;
  };
  said.take(
    new RegExp(
      `(?:the |our |my )?(?:target )?(?:audience|customers|buyers|viewers|target group)(?: is| are| to|[:=])\\s*${clause}`,
      'i',
    ),
    ([, text]) => keep(text),
  );
  said.take(
    new RegExp(
      `(?:it's |it is |they are |they're )?(?:aimed at|targeted at|targeting|made for|designed for|meant for|intended for|perfect for|ideal for|great for)\\s+${clause}`,
      'i',
    ),
    ([, text]) => (peopleWord.test(text ?? '') ? keep(text) : false),
  );
  said.take(
    new RegExp(
      `(?:(?:it's|it is|they are|they're) )?\\bfor\\s+(?!my\\b|our\\b|the\\b|an?\\b|this\\b)((?:(?! with | that |\\.(?:\\s|$))[^,;!?\\n:${gap}]){1,60})(?=$|[${stop}]| with | that )`,
      'i',
    ),
    ([, text]) => (peopleWord.test(text ?? '') ? keep(text) : false),
  );
}

/** A list of points ends with its sentence; what was taken out of it leaves no hole. */
function readPoints(said: SaidText, read: ReadBrief): void {
  said.take(
    new RegExp(
      `(?:the |its |main |key )*(?:selling points?|points|features?|benefits?|highlights?|usps?)(?: are| is| include|[:=])+\\s*((?:(?!\\.(?:\\s|$))[^\\n${gap}])+)`,
      'i',
    ),
    ([, text]) => {
      const points = splitPoints(text ?? '', true);
      read.points = [...(read.points ?? []), ...points];
      return points.length > 0;
    },
  );
}

/** A list of points. `isList`: said to be one, so that "and" parts it as well. */
function splitPoints(text: string, isList: boolean): string[] {
  return text
    .split(isList ? /[,;•\n]|\band\b/iu : /[;•\n]/u)
    .map(pointOf)
    .filter((point) => point !== '' && !isFiller(point));
}

function pointOf(text: string): string {
  return trimmed(text)
    .replace(
      /^(?:(?:and|also|plus|with|it(?:'s| is| has)?|they(?: are| have)?|which|that|comes with|featuring|features)\s+)+/i,
      '',
    )
    .replace(/^(?:it|they)\s+/i, '')
    .replace(/^(?:is|are|has (?!no\b)|have (?!no\b))\s*/i, '');
}

const leads = String.raw`(?:(?:my|our) (?:shop|store|company|brand)(?= (?:has|sells|offers|makes))|i|we)(?:'re| are|'m| am|'d| would|'ve| have)?(?: like to| want to| need to| just| now| going to)*\s*(?:has|sells|offers|makes|sell(?:ing)?|launch(?:ing)?|advertis(?:e|ing)|promot(?:e|ing)|offer(?:ing)?|make|making|introduc(?:e|ing)|push(?:ing)?|got|have)`;
const article = String.raw`(?:an?|the|our|my|this|these|some|new|a new|our new|my new|pair of|a pair of)`;
/** Where a product's name ends and something is said about it. */
const about = String.raw`(?= (?:that|which|with|for|on|in|at|has|is|it|to|and it|and has|who)\b|[${stop}]|$)`;
const name = String.raw`((?:(?!\.(?:\s|$))[^,;!?\n:${gap}]){2,60}?)`;

function readProduct(said: SaidText, read: ReadBrief): void {
  const keep = (text: string | undefined) => {
    const product = productOf(text);
    if (product === undefined || read.product !== undefined) {
      return false;
    }
    read.product = product;
    return true;
  };
  said.take(
    new RegExp(
      `(?:and )?(?:(?:the|our|my) )?product(?: name)?(?: is(?: called)?|[:=])\\s*(?:${article} )*${name}${about}`,
      'i',
    ),
    ([, text]) => keep(text),
  );
  said.take(new RegExp(`${leads}\\s+(?:my [\\w ]+?'s |${article} )*${name}${about}`, 'i'), ([, text]) => keep(text));
  said.take(new RegExp(`\\bfor (?:my [\\w ]+?'s |${article} )+${name}${about}`, 'i'), ([, text]) => keep(text));
  said.take(
    new RegExp(`(?:^|(?<=[.\\n]\\s?))(?:it's|it is|this is|they are|these are) (?:${article} )+${name}${about}`, 'i'),
    ([, text]) => keep(text),
  );
  said.take(
    new RegExp(
      `\\b(?:advertise|promote|sell|push|market|videos? (?:about|of)|ads? (?:about|of)) (?:my [\\w ]+?'s |${article} )*${name}${about}`,
      'i',
    ),
    ([, text]) => keep(text),
  );
}

const filler =
  /\b(?:hello|hi|hey|there|please|thanks?|thank you|you|can|could|would|create|make|give|me|do|let's|go ahead|go|start|yes|yep|ok(?:ay)?|sure|sounds good|good|great|i|we|it|a|an|the|batch|of|short|videos?|ads?|clips?|in|on|for|and|to|at|with|each|long|both|only|just|need|want|price|is|was|now|seconds?|channels?|here|page|link|this|that|they|them|are|be|should|will|post|publish|it's|its|about|around|up|first|per|more|then|also|needed|costs?|sells?|our|my|version|from|one)\b|[\s.\-–:]/gi;

/** Whether nothing is said once the words that only hold a sentence together are taken away. */
function isFiller(text: string): boolean {
  return text.replaceAll(filler, '').replaceAll(/\W/g, '').length < 2;
}

/** What no rule asked for: clauses that say what the product is, and what speaks for it. */
function readRest(left: string, read: ReadBrief, asked: string | undefined): void {
  const clauses = left
    .split(new RegExp(`[,;!?\\n${gap}]|:(?=\\s)|\\.(?=\\s|$)`, 'u'))
    .map(trimmed)
    .filter((text) => text !== '' && !isFiller(text));
  const [first, ...others] = clauses;
  if (first === undefined) {
    return;
  }
  if (asked === 'audience' && read.audience === undefined && clauses.length === 1) {
    read.audience = first.replace(/^for /i, '');
    return;
  }
  const isNamed = read.product !== undefined;
  if (!isNamed && asked === 'product') {
    read.product = productOf(first) ?? first;
    clauses.shift();
  } else if (
    !isNamed &&
    asked !== 'points' &&
    first.split(/\s+/).length <= 6 &&
    (others.length > 0 || read.points !== undefined || read.price !== undefined)
  ) {
    read.product = productOf(first) ?? first;
    clauses.shift();
  }
  if (read.product !== undefined || asked === 'points' || read.points !== undefined) {
    const isTold = /^(?:it|they|that|which|has|is)\b/i;
    const isWith = (text: string) => /^(?:with|featuring)\b/i.test(text);
    const points = clauses.flatMap((text) =>
      splitPoints(text.replace(isTold, '').replace(/^ /, ''), isWith(text)).flatMap((point) =>
        // "It holds 150 kg and packs down to …": two things said of it.
        isTold.test(text) || asked === 'points' ? point.split(/ and (?=\w+s\b|has|have|is)/i).map(pointOf) : [point],
      ),
    );
    if (points.length > 0) {
      read.points = [...(read.points ?? []), ...points];
    }
  }
}

function productOf(text: string | undefined): string | undefined {
  const product = trimmed(text).replace(new RegExp(`^(?:${article} )+`, 'i'), '');
  return product === '' || isFiller(product) ? undefined : product;
}

function trimmed(text: string | undefined): string {
  return (text ?? '')
    .replaceAll(gap, ' ')
    .replaceAll(/\s+/g, ' ')
    .replace(/^[\s,:;-]+|[\s,:;.-]+$/g, '')
    .replace(/^and\s+|\s+(?:and|with|for)$/gi, '');
}
