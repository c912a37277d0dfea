/** Keys whose texts nobody sees in a video: names of files and choices, and the words that must not be said. */
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
  return Object.entries(document).flatMap(([key, value]) =>
    unseen.has(key) && !areNamed ? [] : textsOf(value, path === '' ? key : `${path}.${key}`),
  );
}

/**
 * Names in a document that nobody sees in a video, and that go with it all the same: of files and of parts. Only those with
 * Han characters: what a machine made up has none, and would be taken for a word now and then.
 */
export function namesOf(document: unknown, path = ''): [field: string, name: string][] {
  if (typeof document !== 'object' || document === null) {
    return [];
  }
  return Object.entries(document).flatMap(([key, value]): [string, string][] => {
    const field = Array.isArray(document) ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`;
    const isName = (key === 'id' || key === 'file') && typeof value === 'string';
    return isName ? (/\p{Script=Han}/u.test(value) ? [[field, value]] : []) : namesOf(value, field);
  });
}
