/** A brief that fits, as small as it can be. */
export const goodBrief = {
  product: { id: 'TB500', name: 'Tumbler', facts: [{ text: 'Weighs 268 g', source: 'Manual' }] },
  materials: [{ file: 'tumbler.mp4' }],
} as const;

/** Something wrong with a brief: where, the rule it breaks, and (for unknown keys) the key that was meant. */
export interface BadBrief {
  what: string;
  brief: unknown;
  field: string;
  rule: string;
  nearest?: string;
}

const product = goodBrief.product;
const price = { amount: '89.00', currency: 'CNY' };
const changed = (change: object) => ({ ...goodBrief, ...change });
const withProduct = (change: object) => changed({ product: { ...product, ...change } });
const withPrice = (change: object) => withProduct({ price: { ...price, ...change } });
const row = (what: string, brief: unknown, field: string, rule: string, nearest?: string): BadBrief => ({
  what,
  brief,
  field,
  rule,
  ...(nearest === undefined ? {} : { nearest }),
});

/** What users get wrong. */
export const badBriefs: readonly BadBrief[] = [
  row('no document', undefined, '(the whole document)', 'missing'),
  row('null', null, '(the whole document)', 'wrong_type'),
  row('a list', [goodBrief], '(the whole document)', 'wrong_type'),
  row('a text', 'tumbler', '(the whole document)', 'wrong_type'),
  row('an empty object', {}, 'materials', 'missing'),
  row('another version', changed({ version: 2 }), 'version', 'not_one_of'),

  row('a misspelt key', changed({ languges: ['en'] }), 'languges', 'unknown_key_near', 'languages'),
  row('a key in another case', changed({ Count: 3 }), 'Count', 'unknown_key_near', 'count'),
  row(
    'a key with a letter missing',
    changed({ durationSecond: 15 }),
    'durationSecond',
    'unknown_key_near',
    'durationSeconds',
  ),
  row('a key of nothing', changed({ colour_of_the_sky: 'blue' }), 'colour_of_the_sky', 'unknown_key'),
  row(
    'a misspelt key of the product',
    withProduct({ sellingPoint: [] }),
    'product.sellingPoint',
    'unknown_key_near',
    'sellingPoints',
  ),
  row(
    'a misspelt key of the price',
    withPrice({ curency: 'CNY' }),
    'product.price.curency',
    'unknown_key_near',
    'currency',
  ),
  row(
    'a misspelt key of a fact',
    withProduct({ facts: [{ text: 'a', source: 'b', sorce: 'c' }] }),
    'product.facts[0].sorce',
    'unknown_key_near',
    'source',
  ),
  row(
    'a misspelt key of a material',
    changed({ materials: [{ file: 'a.png', right: {} }] }),
    'materials[0].right',
    'unknown_key_near',
    'rights',
  ),
  row(
    'a misspelt key of rights',
    changed({ materials: [{ file: 'a.png', rights: { holder: 'a', licence: 'b', license: 'c' } }] }),
    'materials[0].rights.license',
    'unknown_key_near',
    'licence',
  ),
  row('an unknown axis', changed({ axes: { hooks: 3 } }), 'axes.hooks', 'unknown_key_near', 'hook'),
  row(
    'a language that is not there',
    withProduct({ name: { 'zh-CN': '杯', fr: 'Tasse' } }),
    'product.name.fr',
    'unknown_key_near',
    'en',
  ),

  row(
    'a part of a picture outside it',
    changed({ materials: [{ file: 'a.png', parts: [{ name: '杯盖', x: 1.2, y: 0.5 }] }] }),
    'materials[0].parts[0].x',
    'too_large',
  ),
  row('no materials', changed({ materials: [] }), 'materials', 'too_few'),
  row(
    'too many materials',
    changed({ materials: Array.from({ length: 501 }, () => ({ file: 'a' })) }),
    'materials',
    'too_many',
  ),
  row('a material as a text', changed({ materials: ['tumbler.mp4'] }), 'materials[0]', 'wrong_type'),
  row('a material without a file', changed({ materials: [{}] }), 'materials[0].file', 'missing'),
  row('a material with an empty file', changed({ materials: [{ file: '' }] }), 'materials[0].file', 'too_short'),
  row(
    'rights without a holder',
    changed({ materials: [{ file: 'a', rights: { licence: 'CC0-1.0' } }] }),
    'materials[0].rights.holder',
    'missing',
  ),

  row('a product without a name', changed({ product: { id: 'A' } }), 'product.name', 'missing'),
  row('an empty name', withProduct({ name: '' }), 'product.name', 'too_short'),
  row('a name of spaces', withProduct({ name: '   ' }), 'product.name', 'too_short'),
  row('a name in no language', withProduct({ name: {} }), 'product.name', 'other'),
  row('a name as a number', withProduct({ name: 500 }), 'product.name', 'wrong_type'),
  row('an id with a slash', withProduct({ id: '../etc' }), 'product.id', 'other'),
  row('an id with a space', withProduct({ id: 'TB 500' }), 'product.id', 'other'),
  row('a link that is none', withProduct({ link: 'shop' }), 'product.link', 'other'),
  row('a link that runs', withProduct({ link: 'javascript:alert(1)' }), 'product.link', 'other'),
  row('a price of −1', withPrice({ amount: '-1' }), 'product.price.amount', 'other'),
  row('a price as a number', withPrice({ amount: 89 }), 'product.price.amount', 'wrong_type'),
  row('a price with a comma', withPrice({ amount: '1,299.00' }), 'product.price.amount', 'other'),
  row('a price without currency', withProduct({ price: { amount: '89.00' } }), 'product.price.currency', 'missing'),
  row('a currency of no country', withPrice({ currency: 'XYZ' }), 'product.price.currency', 'other'),
  row('an earlier price below the price', withPrice({ original: '79.00' }), 'product.price.original', 'other'),
  row('a currency sign', withPrice({ currency: '¥' }), 'product.price.currency', 'other'),
  row(
    '10,000 selling points',
    withProduct({ sellingPoints: Array.from({ length: 10_000 }, (_, n) => `point ${n}`) }),
    'product.sellingPoints',
    'too_many',
  ),
  row(
    '10,000 facts',
    withProduct({ facts: Array.from({ length: 10_000 }, () => ({ text: 'a', source: 'b' })) }),
    'product.facts',
    'too_many',
  ),
  row('selling points as a text', withProduct({ sellingPoints: 'light' }), 'product.sellingPoints', 'wrong_type'),
  row(
    'a fact without its source',
    withProduct({ facts: [{ text: 'Weighs 268 g' }] }),
    'product.facts[0].source',
    'missing',
  ),
  row('a fact as a text', withProduct({ facts: ['Weighs 268 g'] }), 'product.facts[0]', 'wrong_type'),
  row(
    'a very long selling point',
    withProduct({ sellingPoints: ['x'.repeat(501)] }),
    'product.sellingPoints[0]',
    'too_long',
  ),

  row('count 0', changed({ count: 0 }), 'count', 'too_small'),
  row('count 1001', changed({ count: 1001 }), 'count', 'too_large'),
  row('half a video', changed({ count: 1.5 }), 'count', 'not_whole'),
  row('count as a text', changed({ count: '24' }), 'count', 'wrong_type'),
  row('a count that is not a number', changed({ count: Number.NaN }), 'count', 'wrong_type'),
  row('an unknown language', changed({ languages: ['fr'] }), 'languages[0]', 'not_one_of'),
  row('no language', changed({ languages: [] }), 'languages', 'too_few'),
  row('an unknown format', changed({ formats: ['9:16'] }), 'formats[0]', 'not_one_of'),
  row('no format', changed({ formats: [] }), 'formats', 'too_few'),
  row('a format as a text', changed({ formats: '9x16' }), 'formats', 'wrong_type'),
  row('5 seconds', changed({ durationSeconds: 5 }), 'durationSeconds', 'too_small'),
  row('an hour', changed({ durationSeconds: 3600 }), 'durationSeconds', 'too_large'),
  row('an unknown plan', changed({ plan: 'random' }), 'plan', 'not_one_of'),
  row('a seed below zero', changed({ seed: -1 }), 'seed', 'too_small'),
  row('a seed as a text', changed({ seed: 'x' }), 'seed', 'wrong_type'),
  row('an axis without a choice', changed({ axes: { hook: 0 } }), 'axes.hook', 'too_small'),
  row('an exclusion of nothing', changed({ exclusions: [{}] }), 'exclusions[0]', 'other'),
  row('a difference beyond all', changed({ minDifference: 1.5 }), 'minDifference', 'too_large'),
  row('a colour by name', changed({ brand: { name: 'x', colors: ['red'] } }), 'brand.colors[0]', 'other'),
  row('music by an unknown name', changed({ music: 'yes' }), 'music', 'not_one_of'),
  row('a voice as a number', changed({ voice: 3 }), 'voice', 'wrong_type'),
  row('a recording without its text', changed({ voice: { file: 'voice.m4a' } }), 'voice.text', 'missing'),
  row(
    'a misspelt key of a recording',
    changed({ voice: { file: 'voice.m4a', text: 'a', right: {} } }),
    'voice.right',
    'unknown_key_near',
    'rights',
  ),
  row('a presenter as a number', changed({ presenter: 3 }), 'presenter', 'wrong_type'),
  row('no presenters in a list', changed({ presenter: [] }), 'presenter', 'too_few'),
  row(
    'a misspelt key of a presenter',
    changed({ presenter: { character: 'lin', layuot: 'half' } }),
    'presenter.layuot',
    'unknown_key_near',
    'layout',
  ),
  row(
    'an unknown layout in a list',
    changed({ presenter: ['lin', { character: 'lin', layout: 'ceiling' }] }),
    'presenter[1].layout',
    'not_one_of',
  ),
  row('a dialogue of one', changed({ presenter: { character: 'lin', layout: 'dialogue' } }), 'presenter.with', 'other'),
  row('a number in a list of voices', changed({ voice: ['default', 3] }), 'voice[1]', 'wrong_type'),
  row(
    'an unknown platform',
    changed({ channels: [{ platform: 'myspace', handle: 'a' }] }),
    'channels[0].platform',
    'not_one_of',
  ),
  row('a channel without a handle', changed({ channels: [{ platform: 'douyin' }] }), 'channels[0].handle', 'missing'),
  row('an odd resolution', changed({ resolution: 1000 }), 'resolution', 'not_one_of'),
  row('an odd frame rate', changed({ fps: 29.97 }), 'fps', 'not_one_of'),
  row('an unknown codec', changed({ codec: 'av1' }), 'codec', 'not_one_of'),
  row('a model without an address', changed({ model: { name: 'x' } }), 'model.baseUrl', 'missing'),
  row(
    "a model's key in the brief",
    changed({ model: { baseUrl: 'https://models.example.com/v1', name: 'x', key: 'y' } }),
    'model.key',
    'unknown_key',
  ),
  row('an empty word that must not be said', changed({ mustNotSay: [''] }), 'mustNotSay[0]', 'too_short'),
  row(
    'a key that reaches for the prototype',
    JSON.parse('{"materials":[{"file":"a"}],"__proto__":{"count":3}}'),
    '__proto__',
    'unknown_key',
  ),
];
