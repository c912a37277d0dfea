/** Keys whose texts nobody sees in a video, but what `wordsAmong` tells: names of files and choices, and the words that must not be said. */
const unseen: ReadonlySet<string> = new Set([
  'id',
  'file',
  'link',
  'url',
  'src',
  'hash',
  'sha256',
  'mustNotSay',
  'rights',
  'template',
  'model',
  'voice',
  'music',
  'presenter',
  'currency',
  'amount',
  'category',
  'source',
  'platform',
  'exclusions',
]);

const languages: ReadonlySet<string> = new Set(['zh-CN', 'en']);

/** `#1F6F78` is no claim to be number one. */
const isColor = /^#[0-9a-f]{3,8}$/i;

/** Every text of a document that may come to be seen or heard, with its path, in the document's order. */
export function textsOf(document: unknown, path = ''): [field: string, text: string][] {
  if (typeof document === 'string') {
    return isColor.test(document) ? [] : [[path, document]];
  }
  if (Array.isArray(document)) {
    return document.flatMap((item, index) => textsOf(item, `${path}[${index}]`));
  }
  if (typeof document !== 'object' || document === null) {
    return [];
  }
  // What is under `properties` somebody named as they liked: a slot called "source" has a title like any other.
  const areNamed = /(?:^|\.)properties$/.test(path);
  return Object.entries(document).flatMap(([key, value]) => {
    const field = path === '' ? key : `${path}.${key}`;
    return unseen.has(key) && !areNamed ? wordsAmong(key, value, field) : textsOf(value, field);
  });
}

/**
 * What is seen or heard all the same of what these keys hold: where a claim comes from stands below it in small print, unless
 * it is a face's; what a recording says is spoken and shown, whatever its file is called.
 */
function wordsAmong(key: string, value: unknown, field: string): [field: string, text: string][] {
  const held = typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  switch (key) {
    case 'source': {
      const isInLanguages = Object.keys(held).every((name) => languages.has(name));
      return typeof value === 'string' || isInLanguages ? textsOf(value, field) : [];
    }
    case 'voice':
      return typeof held.text === 'string' ? [[`${field}.text`, held.text]] : [];
    default:
      return [];
  }
}

/** Whether earlier versions read this text as well: where it stands told them that nobody sees it. */
export function isReadSinceLong(field: string): boolean {
  return !/(?:^|(?<!(?:^|\.)properties)\.)(?:source|voice)(?:\.|$)/.test(field);
}

/** Keys under which somebody writes words that go with a video, or stand beside it, but are none of its own. */
const besides: ReadonlySet<string> = new Set(['rights', 'category']);

/**
 * Names in a document that nobody sees in a video, and that go with it all the same: of files and of parts, whose a material is,
 * what kind of goods. Of names only those with Han characters: what a machine made up has none, and would be taken for a word
 * now and then.
 */
export function namesOf(document: unknown, path = ''): [field: string, name: string][] {
  if (typeof document !== 'object' || document === null) {
    return [];
  }
  return Object.entries(document).flatMap(([key, value]): [string, string][] => {
    const field = Array.isArray(document) ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`;
    if (besides.has(key)) {
      return textsOf(value, field);
    }
    const isName = (key === 'id' || key === 'file') && typeof value === 'string';
    return isName ? (/\p{Script=Han}/u.test(value) ? [[field, value]] : []) : namesOf(value, field);
  });
}
