import type { SectionPatterns } from './pattern.ts';

/** English calls to action, spoken in 2 to 4 s. None presses for time. */
export const enCtas: SectionPatterns = {
  direct: [
    'Tap below.',
    'See below.',
    'Take a look.',
    'Have a look.',
    'Tap for more.',
    'Link below.',
    'Tap below for the details.',
    'Like it? The link is below.',
    'See the full details below.',
    'Find {theName} below.',
    'Go and see {theName}.',
    'To find out more, tap below.',
    'Want the full picture? Tap in.',
    'Meet {theName} at the link below.',
  ],
  question: [
    'Curious?',
    'Interested?',
    'Curious? Take a closer look.',
    'Is it the one? Tap below.',
    'Made up your mind? Tap below.',
    'Any questions? Ask in the comments.',
    'Ready when you are. Tap below.',
  ],
  scene: [
    'Save this one.',
    'Keep it in mind.',
    'Save it now, choose later.',
    'Add it to your cart and think.',
    'Know someone choosing {aNoun}? Share this.',
    'Keep {theName} in mind.',
    'Bookmark this for when you need it.',
  ],
  offer: [
    '{price}. Tap to see it.',
    '{theName}, {price}. Tap below.',
    '{price}. Have a look below.',
    'For {price}, take a look below.',
  ],
  story: [
    'Take {theName} home.',
    'Follow {brand} for the next one.',
    'The next choice is yours.',
    '{theName} {is} waiting below.',
  ],
  curiosity: [
    'Not done looking? Tap below.',
    'More views are one tap away.',
    'The rest is one tap away.',
    'See the rest for yourself.',
  ],
  list: ['Look, compare, then decide.', 'Open, check, then order.', 'Once you have seen enough, tap below.'],
};
