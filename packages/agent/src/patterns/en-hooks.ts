import type { SectionPatterns } from './pattern.ts';

/** English openings, spoken in 2 to 4 s. */
export const enHooks: SectionPatterns = {
  pain: [
    'Tired of guessing which {noun} to buy?',
    'Great photos, bad surprise. Been there?',
    'Too many choices, too little time?',
    'Still scrolling for {aNoun}?',
    'Bought the wrong {noun} before?',
  ],
  contrast: [
    'Most ads shout. This one shows.',
    'Looks aside, what else is there?',
    'Think every {noun} is the same?',
    'Less talk, more {noun}.',
    'Skip the hype. See {theName}.',
  ],
  number: [
    'Here is a number: {figure}.',
    '{figure}. Let that sink in.',
    'Start with this: {figure}.',
    '{figure}. Noted?',
  ],
  scene: [
    'In the market for {aNoun}?',
    'Before you head out, see this.',
    'Shopping for {aNoun} today?',
    'Got {aNoun} on your list?',
    'Pause your scroll for a second.',
  ],
  offer: [
    'What does {price} get you?',
    '{price}. Take a closer look.',
    '{aNoun} for {price}?',
    '{theName}, for {price}.',
  ],
  proof: ['No hype: {fact}.', 'On record: {fact}.', '{fact}. You can check that.', 'With a source: {fact}.'],
  question: [
    'How do you choose {aNoun}?',
    'What do you look for first?',
    '{point}. Is that you?',
    'Have you met {theName} yet?',
    'What makes a good {noun}?',
  ],
  story: [
    'You open ten tabs. Then what?',
    'You came to browse. Then, this.',
    'It starts with a simple search.',
    'One {noun}, ten open tabs. Sound familiar?',
  ],
  list: [
    '{theName}, in a few words.',
    'One thing to check on {aNoun}.',
    '{point}. {other}.',
    'Here is the short version.',
    'Keep this on your checklist: {point}.',
  ],
  detail: [
    'Look closer: {point}.',
    'One detail: {point}.',
    'The small print, out loud: {point}.',
    'Notice this: {point}.',
    '{point}. Start there.',
  ],
  curiosity: [
    'Wait, do not scroll past.',
    'Guess what we have here.',
    'There is something to show you.',
    'You will want to see this.',
    'Have a look at {this} {noun}.',
    'Short video. Stay a moment.',
  ],
  direct: [
    '{this} {is} {theName}.',
    'Say hello to {theName}.',
    'Straight to it: {point}.',
    '{name}. {point}.',
    'Today, just {theName}.',
    'In one line: {point}.',
  ],
};
