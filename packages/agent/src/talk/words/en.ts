import type { TalkWords } from './zh-cn.ts';

/** What the built-in planner says in English. */
export const enWords: TalkWords = {
  hello:
    "Hello, I'm Clipo's built-in planner. I'm no language model: by rules, I understand products, selling points, prices, audiences, channels, numbers and lengths.",
  introduction: '(I am the built-in planner and work by rules; no language model is connected.)',
  noted: ({ what }) => `Noted: ${what}.`,
  dropped: ({ what }) => `Taken out: ${what}.`,
  ask: {
    product: 'What are we selling? A name is enough, such as "travel mug".',
    points: 'What speaks for it? Two or three selling points will do, such as "opens with one hand, leakproof".',
    price: 'What does it cost? Say "skip" to leave the price out.',
    materials: 'Now the pictures: drop photos or clips of the product here, or paste them.',
  },
  useMaterials: ({ count }) =>
    `Your library has ${count} material${count === 1 ? '' : 's'}. Drop new ones here, or say "use the ones in the library".`,
  noMaterials: 'The library is still empty: please upload a photo or a clip of the product first.',
  planning: 'I have all I need. Planning.',
  replanning: 'Planned again with your change.',
  proposed: ({ hooks, bodies, ctas, creatives, videos, seconds }) =>
    `Here is the plan: ${hooks} hooks × ${bodies} bodies × ${ctas} calls to action; ${creatives} creatives of these, ${videos} video${videos === 1 ? '' : 's'} of ${seconds} seconds. Tell me what to change, such as "make the second hook a question", "drop the price", "20 videos are enough". When you are happy, press "Start" on the quote.`,
  planFailed: ({ problem }) => `That could not be planned: ${problem}`,
  mostCount: ({ most }) =>
    `These points give at most ${most} different creatives. Say "make ${most} videos", or tell me more selling points.`,
  confirmByCard: 'Starting spends credits, so that is yours to do: press "Start" on the quote.',
  nothingYet: 'There is no plan to start yet. Let me ask for what is missing.',
  rewritten: ({ part, text }) => `${part} now says: "${text}"`,
  rewriteNone: ({ part, way }) =>
    `I found no ${way} for ${part}: the points you gave make no line of that kind that fits its time. Tell me another selling point, or the words themselves, such as: ${part} to "…".`,
  rewriteUnknown: ({ said }) =>
    `"${said}" is beyond me. The built-in planner can make a line a question, a pain, a contrast, a number, a scene, an offer, a story, a myth, a list, a teaser or direct; or give me the words, such as: change hook 2 to "…".`,
  lost: ({ parts }) =>
    `The line you wanted in ${parts} no longer fits what we agreed on (it may name a price that was dropped), so I wrote another.`,
  noSuchPart: ({ axis, at, count }) => `There is no ${axis} ${at}; there are ${count}.`,
  noPlanYet: 'There is no script to change yet. First the plan.',
  ownLineWords: ({ problem }) => `That line can't be used: ${problem}. Try it in other words.`,
  ownLineTime: ({ seconds }) => `That line does not fit its ${seconds} seconds. Please make it shorter.`,
  noSuchPoint: ({ at, count }) => `There is no selling point ${at}; there are ${count}.`,
  undone: ({ what }) => `Taken back: ${what}.`,
  nothingToUndo: 'There is no change to take back.',
  notUnderstood:
    'I did not understand that. I know products, selling points, prices, audiences, channels, numbers, lengths, languages and formats, and changes such as "make the third hook a question", "drop the price" or "undo".',
  whyHooks: ({ list }) =>
    `Each hook takes an angle of its own, so that the videos of a batch differ:\n${list}\nThe score is how well an opening stops a viewer: concrete, short, spoken. They claim only what you told me.`,
  whyHook: ({ part, angle, text, score }) => `- ${part}, ${angle}: "${text}" (${score})`,
  whyCount: ({ hooks, bodies, ctas, creatives }) =>
    `For ${creatives} creatives, the fewest lines are combined: ${hooks} hooks × ${bodies} bodies × ${ctas} calls to action. No two videos say the same, and what they share is rendered once.`,
  whyPrice: ({ videos, each, total }) =>
    `${videos} videos × ${each} credits = ${total} credits. They are set aside at the start and spent as videos are finished; what fails costs nothing.`,
  whyFree: 'This service takes no credits: making videos is free.',
  whyNothing:
    'There is no plan yet, so there is nothing to explain. I ask for product, points and materials first, then plan.',
  limited: ({ field, most }) => `${field}: at most ${most}, so I noted ${most}.`,
  manyCount: ({ count }) => String(count),
  manySeconds: ({ seconds }) => `${seconds} s`,
  fields: {
    product: 'product',
    category: 'category',
    brand: 'brand',
    points: 'selling points',
    price: 'price',
    original: 'earlier price',
    originalProof: 'proof of the earlier price',
    audience: 'audience',
    tone: 'tone',
    channels: 'channels',
    count: 'videos',
    seconds: 'length',
    languages: 'languages',
    formats: 'formats',
    mustSay: 'must say',
    mustNotSay: 'must not say',
    presenter: 'presenter',
    music: 'music',
    template: 'template',
    link: 'link',
    isDraft: 'draft',
    materialIds: 'materials',
    lines: 'lines',
  },
  yes: 'yes',
  no: 'no',
  count: ({ count }) => String(count),
  originalNote: 'I keep the earlier price in mind, but without proof of when and where it was charged it is not shown.',
  axes: { hook: 'hook', body: 'body', cta: 'call to action' },
  angles: {
    pain: 'pain',
    contrast: 'contrast',
    number: 'number',
    scene: 'scene',
    offer: 'offer',
    proof: 'proof',
    question: 'question',
    story: 'story',
    myth: 'myth',
    list: 'list',
    detail: 'detail',
    curiosity: 'teaser',
    direct: 'direct line',
  },
  list: ', ',
};
