import { crc32, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';

/** A request that is wrong in one way, and the answer that the documentation promises. */
export interface BadRequest {
  name: string;
  method: string;
  path: string;
  body?: unknown;
  /** Sent as it is, instead of a JSON body. */
  raw?: string | Uint8Array<ArrayBuffer>;
  headers?: Record<string, string>;
  status: number;
  code: string;
}

const json = { 'content-type': 'application/json' };
const bytes = { 'content-type': 'application/octet-stream' };
const deep = (open: string, close: string, depth: number) => open.repeat(depth) + close.repeat(depth);
const line = { role: 'hook', text: 'x' };

/** Small as they come, large as they are unpacked: a thousand to one. */
const zeros = Buffer.alloc(64 * 1024 * 1024);
const gzipBomb = new Uint8Array(gzipSync(zeros, { level: 1 }));

/** A ZIP whose one file says that it is a kilobyte, and is 64 MiB. */
function zipBomb(): Uint8Array<ArrayBuffer> {
  const data = deflateRawSync(zeros, { level: 1 });
  const head = Buffer.alloc(26);
  head.writeUInt16LE(20, 0);
  head.writeUInt16LE(8, 4);
  head.writeUInt32LE(crc32(zeros), 10);
  head.writeUInt32LE(data.length, 14);
  head.writeUInt32LE(1024, 18);
  head.writeUInt16LE(5, 22);
  const local = Buffer.concat([Buffer.from('PK\x03\x04'), head, Buffer.from('x.mp4'), data]);
  const listed = Buffer.alloc(42);
  listed.writeUInt16LE(20, 0);
  head.copy(listed, 2, 0, 26);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(1, 4);
  end.writeUInt16LE(1, 6);
  end.writeUInt32LE(51, 8);
  end.writeUInt32LE(local.length, 12);
  const parts = [local, Buffer.from('PK\x01\x02'), listed, Buffer.from('x.mp4'), Buffer.from('PK\x05\x06'), end];
  return new Uint8Array(Buffer.concat(parts));
}

/** A chunk of a PNG. */
function pngChunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

/** A picture of one pixel beside which 64 MiB of text are packed. */
function pngBomb(): Uint8Array<ArrayBuffer> {
  const size = Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 2, 0, 0, 0]);
  const chunks = [
    pngChunk('IHDR', size),
    pngChunk('zTXt', Buffer.concat([Buffer.from('Comment\0\0'), deflateSync(zeros, { level: 1 })])),
    pngChunk('IDAT', deflateSync(Buffer.alloc(4))),
    pngChunk('IEND', Buffer.alloc(0)),
  ];
  return new Uint8Array(Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), ...chunks]));
}
const product = { id: 'p', name: 'Cup' };
const brief = { product, materials: [{ file: 'a.png' }] };
export const invalid = { status: 422, code: 'invalid_input' } as const;
export const malformed = { status: 400, code: 'malformed_request' } as const;

export const post = (path: string, name: string, body: unknown, answer: { status: number; code: string } = invalid) =>
  ({ name: `${path}: ${name}`, method: 'POST', path, body, ...answer }) satisfies BadRequest;
const rawPost = (name: string, raw: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = json) =>
  ({ name, method: 'POST', path: '/api/v1/keys', raw, headers, ...malformed }) satisfies BadRequest;

/** Values of the wrong type, or of no sense, for a text of a limited length. */
export const wrongTexts: readonly [string, unknown][] = [
  ['a number', 1],
  ['null', null],
  ['a list', []],
  ['an object', {}],
  ['true', true],
  ['nothing', ''],
  ['spaces', '   '],
  ['a hundred thousand letters', 'x'.repeat(100_000)],
];
const wrongWholes: readonly [string, unknown][] = [
  ['a text', '1'],
  ['a fraction', 1.5],
  ['less than allowed', -1],
  ['more than a double holds', 1e308],
  ['more than allowed', 2 ** 53],
  ['null', null],
  ['a list', [1]],
];

const badBodies: BadRequest[] = [
  rawPost('no JSON', 'hello'),
  rawPost('half of a JSON', '{"name": "x"'),
  rawPost('two documents', '{}{}'),
  rawPost('a comma too many', '{"name": "x",}'),
  rawPost('no body', ''),
  rawPost('NaN', '{"name": NaN}'),
  rawPost('no UTF-8', new Uint8Array([0x22, 0xff, 0xfe, 0x22])),
  rawPost('UTF-16', new Uint8Array([0xff, 0xfe, 0x7b, 0, 0x7d, 0])),
  rawPost('brackets a hundred thousand deep', deep('[', ']', 100_000)),
  rawPost('objects a hundred deep', `${'{"a":'.repeat(100)}1${'}'.repeat(100)}`),
  rawPost('brackets that never close', '['.repeat(500_000)),
  rawPost('a NUL in a text', '{"name": "a\\u0000b", "scopes": ["read"]}'),
  rawPost('a NUL in a key', '{"a\\u0000b": 1}'),
  rawPost('half a surrogate pair', '{"name": "\\ud800", "scopes": ["read"]}'),
  { ...rawPost('too many bytes', `"${'x'.repeat(2_200_000)}"`), status: 413, code: 'too_large' },
  {
    ...rawPost('a form', 'name=x', { 'content-type': 'application/x-www-form-urlencoded' }),
    status: 415,
    code: 'unsupported_type',
  },
  { ...rawPost('XML', '<x/>', { 'content-type': 'application/xml' }), status: 415, code: 'unsupported_type' },
  { ...rawPost('JSON called text', '{}', { 'content-type': 'text/plain' }), status: 415, code: 'unsupported_type' },
  { ...rawPost('a list instead of an object', '[]'), ...invalid },
  { ...rawPost('a text instead of an object', '"x"'), ...invalid },
  { ...rawPost('null instead of an object', 'null'), ...invalid },
  { ...rawPost('a prototype', '{"__proto__": {"name": "x"}, "constructor": 1}'), ...invalid },
  rawPost('a bomb of gzip', gzipBomb, { ...json, 'content-encoding': 'gzip' }),
  { ...rawPost('an idempotency key with a space', '{}', { ...json, 'idempotency-key': 'a b' }) },
  { ...rawPost('an endless idempotency key', '{}', { ...json, 'idempotency-key': 'x'.repeat(300) }) },
];

const badFields: BadRequest[] = [
  ...wrongTexts.map(([name, value]) => post('/api/v1/keys', `name is ${name}`, { name: value, scopes: ['read'] })),
  ...wrongTexts.map(([name, value]) =>
    post('/api/v1/scripts', `text is ${name}`, { name: 'x', language: 'en', lines: [{ role: 'hook', text: value }] }),
  ),
  ...wrongTexts.map(([name, value]) =>
    post('/api/v1/products', `product.name is ${name}`, { product: { id: 'p', name: value } }),
  ),
  ...wrongWholes.map(([name, value]) =>
    post('/api/v1/uploads', `sizeBytes is ${name}`, { name: 'x', sizeBytes: value }),
  ),
  ...wrongWholes.map(([name, value]) =>
    post('/api/v1/batches', `brief.count is ${name}`, {
      brief: { ...brief, count: value },
      files: { 'a.png': 'mat_x' },
    }),
  ),
  ...[[], ['everything'], 'read', null, ['read', 'read', 'read', 'read', 'read'], [1]].map((scopes) =>
    post('/api/v1/keys', `scopes are ${JSON.stringify(scopes)}`, { name: 'x', scopes }),
  ),
  ...['yesterday', '2020-01-01T00:00:00Z', 1, '2999-13-01T00:00:00Z'].map((expiresAt) =>
    post('/api/v1/keys', `expiresAt is ${expiresAt}`, { name: 'x', scopes: ['read'], expiresAt }),
  ),
  post('/api/v1/keys', 'an unknown key', { name: 'x', scopes: ['read'], admin: true }),
  post('/api/v1/scripts', 'no lines', { name: 'x', language: 'en', lines: [] }),
  post('/api/v1/scripts', 'a thousand lines', { name: 'x', language: 'en', lines: Array(1000).fill(line) }),
  post('/api/v1/scripts', 'an unknown language', { name: 'x', language: 'tlh', lines: [line] }),
  post('/api/v1/scripts', 'an unknown role', { name: 'x', language: 'en', lines: [{ role: 'villain', text: 'x' }] }),
  ...['../x', 'a/b', '', ' ', 'x'.repeat(65), '-x'].map((id) =>
    post('/api/v1/products', `product.id is ${JSON.stringify(id.slice(0, 10))}`, { product: { id, name: 'x' } }),
  ),
  post('/api/v1/products', 'a price as a number', { product: { ...product, price: { amount: 1, currency: 'CNY' } } }),
  post('/api/v1/products', 'a negative price', { product: { ...product, price: { amount: '-1', currency: 'CNY' } } }),
  post('/api/v1/products', 'a link that is none', { product: { ...product, link: 'javascript' } }),
  post('/api/v1/products', 'a material of nobody', { product, materialIds: ['mat_nobody'] }),
  post('/api/v1/products', 'too many selling points', { product: { ...product, sellingPoints: Array(201).fill('x') } }),
  post('/api/v1/templates', 'an empty template', { data: {} }),
  post('/api/v1/templates', 'a template that is a text', { data: 'clear' }),
  post('/api/v1/recipes', 'a recipe without a batch', { name: 'x' }),
  post('/api/v1/storyboards', 'an empty storyboard', { name: 'x', data: {} }),
  post('/api/v1/storyboards', 'a storyboard that is a list', { name: 'x', data: [] }),
  post('/api/v1/uploads', 'a hash that is none', { name: 'x', sizeBytes: 1, sha256: 'x' }),
  post('/api/v1/uploads', 'an upload of nothing', { name: 'x', sizeBytes: 0 }),
  post(
    '/api/v1/uploads',
    'more than is taken',
    { name: 'x', sizeBytes: 11 * 1024 ** 3 },
    { status: 413, code: 'too_large' },
  ),
  post('/api/v1/batches', 'no brief', { files: {} }),
  post('/api/v1/batches', 'a brief without materials', { brief: { product, materials: [] }, files: {} }),
  post('/api/v1/batches', 'no product', { brief: { materials: [{ file: 'a.png' }] }, files: { 'a.png': 'mat_x' } }),
  post('/api/v1/batches', 'a file without its material', { brief, files: {} }),
  ...['../a.png', '/etc/passwd', 'C:\\a.png', 'a/../../b.png', '\\\\host\\a.png'].map((file) =>
    post('/api/v1/batches', `a file ${file}`, {
      brief: { product, materials: [{ file }] },
      files: { [file]: 'mat_x' },
    }),
  ),
  post(
    '/api/v1/batches',
    'a material of nobody',
    { brief, files: { 'a.png': 'mat_x' } },
    { status: 404, code: 'no_such_thing' },
  ),
  post('/api/v1/batches', "a model at the attacker's address", {
    brief: { ...brief, model: { baseUrl: 'http://169.254.169.254/v1', name: 'x' } },
    files: { 'a.png': 'mat_x' },
  }),
  ...['9x17', '', 1, null].map((format) =>
    post('/api/v1/batches', `format ${format}`, {
      brief: { ...brief, formats: [format] },
      files: { 'a.png': 'mat_x' },
    }),
  ),
  ...[
    { template: 'bold-promos' },
    { template: ['clear', 'nowhere'] },
    { presenter: 'linn' },
    { presenter: ['mei', { character: 'nobody' }] },
  ].map((names) =>
    post('/api/v1/batches', `names of nothing: ${JSON.stringify(names)}`, {
      brief: { ...brief, ...names },
      files: { 'a.png': 'mat_x' },
    }),
  ),
  post('/v1/audio/speech', 'nothing to say', { input: ' ' }),
  post('/v1/audio/speech', 'a speed of a thousand', { input: 'x', speed: 1000 }),
  post('/v1/audio/speech', 'a format that is none', { input: 'x', response_format: 'midi' }),
  post('/v1/audio/speech', 'too much to say', { input: 'x'.repeat(5000) }),
  post('/v1/audio/speech', 'a voice that is a path', { input: 'x', voice: '../../etc/passwd' }),
  post('/api/v1/scripts/score', 'an unknown platform', { text: 'x', language: 'en', platform: 'myspace' }),
  post('/api/v1/scripts/hooks', 'a billion hooks', { product, language: 'en', count: 1e9 }),
  post(
    '/api/v1/scripts',
    'forbidden words',
    { name: 'x', language: 'zh-CN', lines: [{ role: 'hook', text: '全网最低价' }] },
    { status: 451, code: 'content_rejected' },
  ),
];

export const get = (
  path: string,
  answer: { status: number; code: string } = invalid,
  headers: Record<string, string> = {},
) => ({ name: `GET ${path.slice(0, 80)}`, method: 'GET', path, headers, ...answer }) satisfies BadRequest;
export const missing = { status: 404, code: 'no_such_thing' } as const;

const badAddresses: BadRequest[] = [
  ...[
    'limit=0',
    'limit=-1',
    'limit=201',
    'limit=x',
    'limit=1.5',
    'limit=1e99',
    'limit=',
    'limit=1&limit=2',
    'cursor=',
    'cursor=x',
    'cursor=%00',
    'unknown=1',
  ].map((query) => get(`/api/v1/materials?${query}`, query === 'cursor=%00' ? malformed : invalid)),
  get('/api/v1/materials?sha256=x'),
  get('/api/v1/videos?batch=bat_x&cursor=x'),
  get('/api/v1/events?after=-1'),
  get('/api/v1/events', invalid, { 'last-event-id': 'x' }),
  ...[
    'materials',
    'products',
    'batches',
    'videos',
    'scripts',
    'templates',
    'storyboards',
    'recipes',
    'uploads',
  ].flatMap((noun) => [
    get(`/api/v1/${noun}/nothing`, missing),
    get(`/api/v1/${noun}/${"'; drop table teams; --".replaceAll(' ', '%20')}`, missing),
    get(`/api/v1/${noun}/%00`, malformed),
    get(`/api/v1/${noun}/${'x'.repeat(5000)}`),
  ]),
  get('/api/v1/../../etc/passwd', missing),
  get('/api/v1/%2e%2e/%2e%2e/etc/passwd', missing),
  get('/media/..%2f..%2fetc%2fpasswd', { status: 410, code: 'link_expired' }),
  get(`/media/${'a'.repeat(64)}?expires=9999999999&signature=x`, { status: 410, code: 'link_expired' }),
  { ...get('/api/v1/keys', { status: 405, code: 'method_not_allowed' }), method: 'PUT', name: 'PUT keys' },
  { ...get('/api/v1/voices', { status: 405, code: 'method_not_allowed' }), method: 'DELETE', name: 'DELETE voices' },
];

/** Addresses behind which nothing may be fetched; as material and as webhook. */
const badUrls: BadRequest[] = [
  'http://127.0.0.1/',
  'http://localhost/',
  'http://[::1]/',
  'http://0x7f000001/',
  'http://2130706433/',
  'http://169.254.169.254/latest/meta-data/',
  'http://[::ffff:169.254.169.254]/',
  'http://10.0.0.1/',
  'http://192.168.0.1/',
  'http://8.8.8.8:22/',
  'http://user:password@8.8.8.8/',
  'file:///etc/passwd',
  'ftp://8.8.8.8/x',
  'gopher://8.8.8.8/x',
  'data:image/png;base64,AAAA',
  'javascript:alert(1)',
  'not an address',
].map((url) => post('/api/v1/materials/import', `url ${url}`, { url }, { status: 422, code: 'url_refused' }));

const upload = (name: string, raw: string | Uint8Array<ArrayBuffer>, fileName = 'x.png') =>
  ({
    name: `a file that is ${name}`,
    method: 'POST',
    path: `/api/v1/materials?name=${encodeURIComponent(fileName)}`,
    raw,
    headers: bytes,
    status: 422,
    code: 'unreadable_material',
  }) satisfies BadRequest;

const latin = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'));

/** Files that are no pictures, clips or sounds, whatever they say that they are. */
const badFiles: BadRequest[] = [
  upload('empty', new Uint8Array(0)),
  upload('a text', 'hello'),
  upload('a page', '<!doctype html><script>alert(1)</script>', 'x.jpg'),
  upload('a drawing with a script', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', 'x.svg'),
  upload(
    'a drawing that names a file',
    '<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg>&x;</svg>',
  ),
  upload('an archive', latin('PK\x03\x04\x14\0\0\0\x08\0'), 'x.zip'),
  upload('a bomb of gzip', gzipBomb, 'x.mp4'),
  upload('a bomb of a ZIP that lies about what it holds', zipBomb(), 'x.mp4'),
  upload('a pixel beside a bomb of text', pngBomb()),
  upload('a program', latin('\x7fELF\x02\x01\x01')),
  upload('a document', latin('%PDF-1.7\n')),
  upload('a play list', '#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n', 'x.mp4'),
  upload('a list to join', "ffconcat version 1.0\nfile '/etc/passwd'\n", 'x.mp4'),
  upload('the beginning of a PNG', latin('\x89PNG\r\n\x1a\n')),
  upload(
    'a PNG of two thousand million pixels',
    latin('\x89PNG\r\n\x1a\n\0\0\0\rIHDR\x7f\xff\xff\xff\x7f\xff\xff\xff\x08\x02\0\0\0'),
  ),
  upload('the beginning of a JPEG', latin('\xff\xd8\xff\xe0\0\x10JFIF')),
  upload('the beginning of a film', latin('\0\0\0\x18ftypmp42\0\0\0\0'), 'x.mp4'),
  upload('the beginning of a GIF', latin('GIF89a\xff\xff\xff\xff'), 'x.gif'),
  upload('a WebP that lies about its length', latin('RIFF\xff\xff\xff\x7fWEBPVP8L\0\0\0\0'), 'x.webp'),
  upload('a sound without sound', latin('RIFF\x24\0\0\0WAVEfmt '), 'x.wav'),
  upload('noise', new Uint8Array(Array.from({ length: 5000 }, (_, index) => (index * 7919 + 13) & 0xff))),
];

export const badRequests: readonly BadRequest[] = [
  ...badBodies,
  ...badFields,
  ...badAddresses,
  ...badUrls,
  ...badUrls.slice(0, 5).map((bad) => ({ ...bad, name: `webhook ${bad.name}`, path: '/api/v1/webhooks' })),
  ...badFiles,
];
