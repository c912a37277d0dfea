import { type BadRequest, get, invalid, malformed, missing, post, wrongTexts } from './bad-requests.fixture.ts';

const answer = (status: number, code: string) => ({ status, code });
const unauthenticated = answer(401, 'unauthenticated');
const csv = (name: string, raw: string | Uint8Array<ArrayBuffer>, wanted = invalid as ReturnType<typeof answer>) =>
  ({
    name: `/api/v1/products/import: ${name}`,
    method: 'POST',
    path: '/api/v1/products/import',
    raw,
    headers: { 'content-type': 'text/csv' },
    ...wanted,
  }) satisfies BadRequest;
const bytesTo = (path: string, name: string, raw: string | Uint8Array<ArrayBuffer>, wanted = malformed as object) =>
  ({
    name: `${path}: ${name}`,
    method: 'POST',
    path,
    raw,
    headers: { 'content-type': 'application/octet-stream' },
    ...(wanted as ReturnType<typeof answer>),
  }) satisfies BadRequest;

const badRenders: BadRequest[] = [
  ...wrongTexts.map(([name, text]) => post('/api/v1/speeches', `text is ${name}`, { text })),
  ...wrongTexts.map(([name, text]) => post('/api/v1/presentations', `text is ${name}`, { text, presenter: 'x' })),
  ...[0, -1, 2.1, 1e308, '1', null].map((rate) => post('/api/v1/speeches', `rate ${rate}`, { text: 'x', rate })),
  ...['../../etc/passwd', 'x'.repeat(101), '', 7].map((voice) =>
    post('/api/v1/speeches', `voice ${String(voice).slice(0, 20)}`, { text: 'x', voice }),
  ),
  post('/api/v1/speeches', 'a language that nobody speaks here', { text: 'x', language: 'tlh' }),
  post('/api/v1/speeches', 'an unknown key', { text: 'x', shout: true }),
  post('/api/v1/speeches', 'forbidden words', { text: '全网最低价' }, answer(451, 'content_rejected')),
  post('/api/v1/presentations', 'nobody presents', { text: 'x' }),
  post('/api/v1/presentations', 'a presenter of nowhere', { text: 'x', presenter: '../x' }, missing),
  ...[
    { layout: 'upside-down' },
    { side: 'top' },
    { format: '9x17' },
    { resolution: 2160 },
    { resolution: '720' },
    { container: 'exe' },
  ].map((change) => post('/api/v1/presentations', JSON.stringify(change), { text: 'x', presenter: 'lin', ...change })),
  get('/api/v1/renders?limit=0'),
  get('/api/v1/renders?cursor=x'),
  ...['/api/v1/renders', '/edit/v1/render'].flatMap((path) => [
    get(`${path}/nothing`, missing),
    get(`${path}/%00`, malformed),
    get(`${path}/${'x'.repeat(5000)}`),
  ]),
  post('/api/v1/renders/nothing/cancel', 'a render of nobody', undefined, missing),
];

const clip = { asset: { type: 'title', text: 'x' }, start: 0, length: 1 };
const edit = (change: object, output: object = {}) => ({
  timeline: { tracks: [{ clips: [{ ...clip, ...change }] }] },
  output: { format: 'mp4', resolution: 'preview', ...output },
});
const video = (src: string) => ({ asset: { type: 'video', src } });

const badEdits: BadRequest[] = [
  ...[null, 1, 'x', [], {}, { timeline: {} }, { timeline: { tracks: [] } }, { timeline: { tracks: {} } }].map(
    (body) => ({
      ...post('/edit/v1/render', `${JSON.stringify(body)} as an edit`, undefined),
      raw: JSON.stringify(body),
      headers: { 'content-type': 'application/json' },
    }),
  ),
  ...[
    { asset: { type: 'html', html: '<script>alert(1)</script>' } },
    { asset: { type: 'luma', src: 'http://8.8.8.8/x' } },
    { asset: { type: 'title' } },
    { asset: null },
    { start: -1 },
    { start: 'x' },
    { start: 1e308 },
    { length: 0 },
    { length: 1e9 },
    { length: null },
    { fit: 'stretchy' },
    { scale: -1 },
    { opacity: 2 },
    { transition: { in: 'explode' } },
    { effect: 'spin' },
    { filter: 'boost' },
  ].map((change) => post('/edit/v1/render', `a clip with ${JSON.stringify(change)}`, edit(change))),
  ...[{ format: 'exe' }, { resolution: '16k' }, { fps: 1000 }, { size: { width: 1e9, height: 2 } }, { size: 'x' }].map(
    (output) => post('/edit/v1/render', `an output with ${JSON.stringify(output)}`, edit({}, output)),
  ),
  ...['http://127.0.0.1/x.mp4', 'http://169.254.169.254/latest', 'file:///etc/passwd', 'http://10.0.0.1/x'].map((src) =>
    post('/edit/v1/render', `a clip of ${src}`, edit(video(src)), answer(422, 'url_refused')),
  ),
  post('/edit/v1/render', 'a merge of nothing', { ...edit({}), merge: 'x' }),
  post('/edit/v1/render', 'a callback', { ...edit({}), callback: 'http://8.8.8.8/' }),
];

const badFiles: BadRequest[] = [
  csv('nothing', '', answer(422, 'invalid_input')),
  csv('a head alone', 'id,name\n'),
  csv('no head', '1,2,3\n4,5,6\n'),
  csv('a quote that never closes', 'id,name\n1,"x\n'),
  csv('a NUL', 'id,name\n1,a\u0000b\n', malformed),
  csv('no UTF-8', new Uint8Array([0x69, 0x64, 0x0a, 0xff, 0xfe]), malformed),
  csv('two rows of one id', 'id,name\n1,x\n1,y\n'),
  csv('an id that is a path', 'id,name\n../../x,x\n'),
  csv('a picture of nobody', 'id,name,materials\n1,x,nothing.png\n'),
  csv('a picture of an inner address', 'id,name,materials\n1,x,http://127.0.0.1/x.png\n', answer(422, 'url_refused')),
  { ...csv('half of a JSON', '{"id": '), headers: { 'content-type': 'application/jsonl' } },
  { ...csv('a list for a product', '[]\n'), headers: { 'content-type': 'application/jsonl' } },
  {
    ...csv('a table as an archive', 'PK'),
    headers: { 'content-type': 'application/zip' },
    ...answer(415, 'unsupported_type'),
  },
  bytesTo('/api/v1/labels/verify', 'nothing', ''),
  bytesTo('/api/v1/verify', 'nothing', ''),
  bytesTo('/api/v1/labels?name=x', 'nothing', ''),
  bytesTo('/api/v1/labels', 'no name', 'x', invalid),
  bytesTo('/api/v1/labels?name=', 'an empty name', 'x', invalid),
  bytesTo('/api/v1/labels?name=x', 'a text', 'hello', answer(422, 'unreadable_material')),
  bytesTo('/api/v1/labels?name=x.png', 'the beginning of a PNG', '\x89PNG\r\n', answer(422, 'unreadable_material')),
  bytesTo('/api/v1/labels?name=%00', 'a NUL in its name', 'x', malformed),
];

const badCatalog: BadRequest[] = [
  get('/api/v1/schemas/nothing', missing),
  get('/api/v1/schemas/__proto__', missing),
  get('/api/v1/schemas/constructor', missing),
  get(`/api/v1/schemas/${'x'.repeat(500)}`),
  get('/api/v1/schemas/%00', malformed),
  get('/api/v1/music?mood=x'),
  post('/api/v1/templates/check', 'no template', {}),
  post('/api/v1/templates/check', 'an empty template', { data: {} }),
  post('/api/v1/templates/check', 'a template that is a list', { data: [] }),
];

const contact = 'somebody@example.com';
const accepted = { agreement: 'x', privacy: 'x' };
const password = 'correct horse battery';

const badAccounts: BadRequest[] = [
  ...wrongTexts.map(([name, value]) => post('/api/v1/sign-in/codes', `contact is ${name}`, { contact: value })),
  ...['nobody', 'a@', '@b', 'a@b@c.example', '12345', '+86 0000', 'a\r\nbcc: b@example.com'].map((value) =>
    post('/api/v1/sign-in/codes', `contact ${JSON.stringify(value)}`, { contact: value }),
  ),
  ...['12345', '1234567', 'abcdef', 123456, null, '１２３４５６'].map((code) =>
    post('/api/v1/sign-in/code', `code ${JSON.stringify(code)}`, { contact, code, accepted }),
  ),
  post('/api/v1/sign-in/code', 'no texts accepted', { contact, code: '123456' }),
  post('/api/v1/sign-up/password', 'a short password', { contact, code: '123456', password: 'x', accepted }),
  post('/api/v1/sign-up/password', 'an endless password', {
    contact,
    code: '123456',
    password: 'x'.repeat(100_000),
    accepted,
  }),
  post('/api/v1/sign-up/password', 'an operator by wish', {
    contact,
    code: '123456',
    password,
    accepted,
    isOperator: true,
  }),
  post('/api/v1/sign-in/password', 'a password that is a list', { contact, password: [password] }),
  post('/api/v1/sign-in/password', 'a query for a contact', { contact: { $ne: null }, password }),
  post('/api/v1/sign-in/password', 'somebody unknown', { contact, password }, answer(401, 'sign_in_failed')),
  post('/api/v1/sign-in/passkey', 'no passkey', {}),
  post('/api/v1/sign-in/wechat', 'no code', {}),
  get('/api/v1/agreements?language=tlh'),
  get('/api/v1/outbox?limit=x'),
  post('/api/v1/me/agreements', 'a key for a person', accepted, unauthenticated),
  get('/api/v1/me', unauthenticated),
  { ...get('/api/v1/me', unauthenticated, { authorization: 'Bearer x' }), name: 'GET /api/v1/me with a key of nobody' },
  get('/api/v1/outbox', unauthenticated, { authorization: 'Bearer clipo_nobody' }),
];

/** The same for single files, edits, tables, labels, the catalogue, and accounts. */
export const badRequestsOfDoors: readonly BadRequest[] = [
  ...badRenders,
  ...badEdits,
  ...badFiles,
  ...badCatalog,
  ...badAccounts,
];
