import type { LanguagePatterns } from './pattern.ts';
import type { Topic } from './topic.ts';

/** English lines about one thing. `{claim}` is a listed claim on that topic, said as the seller wrote it. */
export const enTopics: Record<Topic, Partial<LanguagePatterns>> = {
  leak: {
    hook: {
      pain: ['Ever opened a soaked bag?', 'Worried about leaks? {claim}.'],
      question: ['Does it leak? {claim}.'],
    },
    sell: { scene: ['{claim}. Toss it in your bag and go.', 'Toss it in your bag: {claim}.'] },
    demo: { scene: ['Right next to your phone? {claim}.', 'Fill it up and see: {claim}.'] },
  },
  warm: {
    hook: { pain: ['Hot at eight, cold by ten?'], question: ['How long does it last? {claim}.'] },
    sell: { scene: ['{claim}. No need to rush it.', 'Whenever you are ready: {claim}.'] },
    demo: { number: ['No big talk, just degrees: {claim}.', 'The honest test: {claim}.'] },
  },
  oneHand: {
    hook: { pain: ['Hands full? {claim}.', 'Only one hand free?'] },
    sell: { scene: ['{claim}. Your other hand stays free.', 'When you’re carrying bags: {claim}.'] },
    demo: { scene: ['Even with your arms full: {claim}.'] },
  },
  weight: {
    hook: { question: ['How heavy? {claim}.', 'On the scale: {claim}.'] },
    sell: { number: ['Feel the weight: {claim}.'] },
    demo: { number: ['How heavy? Here’s the number: {claim}.'] },
  },
  grip: {
    hook: { pain: ['Butterfingers? {claim}.', 'Ever had one slip right out?'] },
    sell: { detail: ['{claim}. You feel it when you pick it up.', 'In your hand: {claim}.'] },
    demo: { detail: ['Pick it up and you feel it: {claim}.'] },
  },
  slip: {
    hook: { pain: ['Afraid of slipping? {claim}.'], question: ['Steady underfoot? {claim}.'] },
    sell: { scene: ['{claim}. Every step counts.', 'Underfoot: {claim}.'] },
    demo: { scene: ['Sure steps start here: {claim}.'] },
  },
  clean: {
    hook: { pain: ['Hard to clean? {claim}.'], question: ['Easy to clean? {claim}.'] },
    sell: { scene: ['{claim}. No big job.', 'After use? {claim}.'] },
    demo: { scene: ['And taking care of it? Simple: {claim}.'] },
  },
  quiet: {
    hook: { pain: ['Tired of the noise?'], question: ['Is it loud? {claim}.'] },
    sell: { scene: ['{claim}. Easy on the ears.', 'Quiet enough? {claim}.'] },
    demo: { number: ['Let your ears decide: {claim}.'] },
  },
  noise: {
    hook: { pain: ['Too loud to hear yourself think?'], question: ['Noisy out there? {claim}.'] },
    sell: { scene: ['{claim}. Your commute, a little calmer.', 'On the train: {claim}.'] },
    demo: { scene: ['When you want a quiet moment: {claim}.'] },
  },
  battery: {
    hook: { pain: ['Battery in the red again?'], question: ['And the battery? {claim}.'] },
    sell: { number: ['{claim}. One less thing to worry about.', 'On power: {claim}.'] },
    demo: { scene: ['Halfway through, and no power? {claim}.'] },
  },
  waterproof: {
    hook: { pain: ['Worried about water? {claim}.'], question: ['What if it gets wet? {claim}.'] },
    sell: { scene: ['{claim}. A little rain is just rain.', 'When it gets wet: {claim}.'] },
    demo: { scene: ['Water happens: {claim}.'] },
  },
  breathable: {
    hook: { pain: ['Hot, sticky, had enough?'], question: ['Too warm? {claim}.'] },
    sell: { scene: ['{claim}. You’ll thank it in summer.', 'On warm days: {claim}.'] },
    demo: { scene: ['When the weather turns warm: {claim}.'] },
  },
  soft: {
    hook: { question: ['How does it feel? {claim}.'], pain: ['Scratchy against the skin?'] },
    sell: { detail: ['{claim}. One touch and you know.', 'To the touch: {claim}.'] },
    demo: { detail: ['Feel it for yourself: {claim}.'] },
  },
  cushion: {
    hook: { pain: ['Long day? Your body knows.'], question: ['Comfortable? {claim}.'] },
    sell: { scene: ['{claim}. You notice by the evening.', 'Hours later, you notice: {claim}.'] },
    demo: { scene: ['After a few hours you notice: {claim}.'] },
  },
  sweet: {
    hook: { pain: ['Craving it, dreading the sugar?'], question: ['How sweet? {claim}.'] },
    sell: { detail: ['{claim}. For those who like it less sweet.', 'Sugar first: {claim}.'] },
    demo: { detail: ['Not a sweet tooth? Read this line: {claim}.'] },
  },
  ingredients: {
    hook: { question: ['Do you read the back first?', 'What’s inside? {claim}.'] },
    sell: { detail: ['{claim}. Nothing to decode.', 'What’s in it? {claim}.'] },
    demo: { detail: ['The back of the pack, read out loud: {claim}.'] },
  },
  bite: {
    hook: { scene: ['Hear that crunch?'], question: ['How is the bite? {claim}.'] },
    sell: { scene: ['{claim}. One bite and you know.', 'Take a bite: {claim}.'] },
    demo: { scene: ['Just think of that first bite: {claim}.'] },
  },
  room: {
    hook: { pain: ['Too much stuff, too little space?'], question: ['Lots to carry? {claim}.'] },
    sell: { number: ['{claim}. Everything gets its place.', 'Room? {claim}.'] },
    demo: { scene: ['All those bits and pieces? {claim}.'] },
  },
  small: {
    hook: { pain: ['Nowhere left to put things?'], question: ['Takes up space? {claim}.'] },
    sell: { scene: ['{claim}. Out of the way when you are done.', 'When you are done: {claim}.'] },
    demo: { scene: ['Short on space? {claim}.'] },
  },
  install: {
    hook: { pain: ['Dreading the assembly?'], question: ['Hard to set up? {claim}.'] },
    sell: { detail: ['{claim}. No need to call anyone.', 'Setting it up: {claim}.'] },
    demo: { scene: ['No evening lost to a manual: {claim}.'] },
  },
  sturdy: {
    hook: { pain: ['Things that never last?'], question: ['Is it sturdy? {claim}.'] },
    sell: { detail: ['{claim}. Made for every day.', 'Built like this: {claim}.'] },
    demo: { detail: ['Everyday things take a beating: {claim}.'] },
  },
  fast: {
    hook: { pain: ['Still waiting?'], question: ['How long does it take? {claim}.'] },
    sell: { number: ['{claim}. Set your watch.', 'Watch the clock: {claim}.'] },
    demo: { number: ['On a rushed morning, this counts: {claim}.'] },
  },
  scent: {
    hook: { question: ['What does it smell like? {claim}.'], pain: ['Scents that give you a headache?'] },
    sell: { detail: ['{claim}. Your nose will notice.', 'How does it smell? {claim}.'] },
    demo: { detail: ['Scent is personal, so here it is: {claim}.'] },
  },
  moist: {
    hook: { pain: ['Skin feeling tight and dry?'], question: ['Dry skin? {claim}.'] },
    sell: { scene: ['{claim}. Good to have when the heating is on.', 'When skin feels dry: {claim}.'] },
    demo: { scene: ['When the air is dry: {claim}.'] },
  },
  gentle: {
    hook: { pain: ['Formulas you can’t read?'], question: ['What’s in the formula? {claim}.'] },
    sell: { detail: ['{claim}. Read the label, then decide.', 'Look at the formula: {claim}.'] },
    demo: { detail: ['It goes on your skin, so read this: {claim}.'] },
  },
  material: {
    hook: { question: ['What’s it made of? {claim}.', 'Material first: {claim}.'] },
    sell: { detail: ['{claim}. You can feel it.', 'On the material: {claim}.'] },
    demo: { detail: ['You see the shape. Here’s the material: {claim}.'] },
  },
  size: {
    hook: { question: ['How big? {claim}.'], pain: ['Worried about the size? {claim}.'] },
    sell: { number: ['{claim}. Measure your spot first.', 'Measure first: {claim}.'] },
    demo: { detail: ['Before you order, grab a ruler: {claim}.'] },
  },
  origin: {
    hook: { question: ['Where is it from? {claim}.'] },
    sell: { detail: ['{claim}. Now you know where it comes from.', 'Where it comes from: {claim}.'] },
    demo: { story: ['You may ask where it is from: {claim}.'] },
  },
  returns: {
    hook: { pain: ['And if something goes wrong?'], question: ['After you buy? {claim}.'] },
    sell: { proof: ['{claim}. One less worry.', 'Good to know: {claim}.'] },
    trust: { proof: ['After you buy: {claim}.', 'In writing: {claim}.'] },
  },
  quantity: {
    demo: {
      detail: ['{claim}. Enough for you?', 'Size and count: {claim}.', 'What you get, in plain terms: {claim}.'],
    },
  },
  age: {
    hook: { question: ['For which age? {claim}.'] },
    sell: { detail: ['Check the age first: {claim}.'] },
    demo: { detail: ['Who is it for? {claim}.', 'The age to go by: {claim}.'] },
  },
  glow: {
    hook: { pain: ['Harsh light, tired eyes?'], question: ['How bright? {claim}.'] },
    sell: { detail: ['{claim}. Switch it on and see.', 'Switch it on: {claim}.'] },
    demo: { detail: ['About the light, to be exact: {claim}.'] },
  },
};
