import { readFile } from 'node:fs/promises';
import { tinyMedia } from '@clipo/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { examples } from '../http/examples.ts';
import { startApi, type TestApi } from '../testing/api.fixture.ts';
import { signInWithCode, type TestBrowser } from '../testing/browser.fixture.ts';
import { addMadeVideos } from '../testing/made-videos.fixture.ts';

/** No text may say this, in whatever field: "the lowest price on the whole net", and an online casino. */
const forbidden = '全网最低价，在线赌场';

let api: TestApi;
let person: TestBrowser;
beforeAll(async () => {
  api = await startApi();
  person = await signInWithCode(api, 'every-field@example.com');
});
afterAll(() => api.stop());

interface Operation {
  operationId: string;
  tags: string[];
  requestBody?: { content: Record<string, { schema?: { $ref?: string } }> };
}

/** Every text of a body, by its path. */
function textsAt(value: unknown, path: string[] = []): string[][] {
  if (typeof value === 'string') {
    return [path];
  }
  return typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, inner]) => textsAt(inner, [...path, key]))
    : [];
}

function withText(body: unknown, path: readonly string[], text: string): object {
  const copy = structuredClone(body) as Record<string, unknown>;
  let place = copy;
  for (const key of path.slice(0, -1)) {
    place = place[key] as Record<string, unknown>;
  }
  place[path.at(-1) ?? ''] = text;
  return copy;
}

/** What may hold anything, as nobody is shown it as it stands: with why. */
const free: Readonly<Record<string, string>> = {
  'checkTexts texts.0': 'it is asked whether this may stand',
  'checkTexts texts.1': 'it is asked whether this may stand',
  'setPassword password': 'kept as a hash alone',
  'setPassword current': 'compared with a hash, and kept nowhere',
  'addPresenterEngine key': 'sealed, and never shown',
  'rotateKeys reason': 'an operator’s words, in the record of acts',
  'openIncident title': 'an operator’s book, no user’s words',
  'openIncident cause': 'an operator’s book, no user’s words',
  'openIncident measures': 'an operator’s book, no user’s words',
  'fileCase name': 'sealed, and told to nobody but who decides on the case',
  'fileCase text': 'it may quote what it complains about',
  'fileCase place': 'told to nobody but who decides on the case',
  'grantCredits reason': 'an operator’s book, no user’s words',
  'grantCredits reference': 'an operator’s book, no user’s words',
  'grantCredits teamId': 'an operator’s book, no user’s words',
  'refundUnused reason': 'an operator’s book, no user’s words',
  'announce titleZh': 'an operator’s words, in the record of acts',
  'announce bodyZh': 'an operator’s words, in the record of acts',
  'announce titleEn': 'an operator’s words, in the record of acts',
  'announce bodyEn': 'an operator’s words, in the record of acts',
  'askDeletion reason': 'told to nobody but operators',
  'quoteBatch brief.product.name': 'a price is told, and nothing kept',
  'quoteBatch brief.product.sellingPoints.1': 'a price is told, and nothing kept',
  'quoteBatch brief.materials.0.file': 'a price is told, and nothing kept',
  'scoreCopy text': 'told what is wrong with it, and nothing kept',
  'improveCopy text': 'answered without what may not stand, and nothing kept',
  'suggestHooks product.name': 'answered to who asked alone, and nothing kept',
  'suggestHooks product.sellingPoints.1': 'answered to who asked alone, and nothing kept',
};

/** What a body shows of itself, by the name that the document calls it: what is read in has its own (`NewBatchInput`). */
const exampleOf = (name: string) => examples[name] ?? examples[name.replace(/Input$/, '')];
const nameOf = ({ requestBody }: Operation) =>
  requestBody?.content['application/json']?.schema?.$ref?.split('/').at(-1) ?? '';
type Ask = TestApi['ask'];

/** Of a list that holds much of the same kind, such as the pages of a template, one of each kind. */
function fieldsToTry(example: object): string[][] {
  const kinds = new Map(
    textsAt(example).map((field) => [field.map((part) => (/^\d+$/.test(part) ? '#' : part)).join('.'), field]),
  );
  return [...kinds.values()];
}

async function operationsWithTexts(): Promise<
  { path: string; method: string; operation: Operation; example: object }[]
> {
  const document = (await (await api.app.request('/api/v1/openapi.json')).json()) as {
    paths: Record<string, Record<string, Operation>>;
  };
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, operation]) => {
      const example = exampleOf(nameOf(operation));
      return typeof example === 'object' && example !== null && textsAt(example).length > 0
        ? [{ path, method: method.toUpperCase(), operation, example }]
        : [];
    }),
  );
}

/** Rows that bodies are about: made as their owner makes them, then changed to what may not stand. */
const made = async (path: string, body: unknown = {}) =>
  ((await (await api.ask('POST', path, body as object)).json()) as { id: string }).id;
const rows: Readonly<Record<string, () => Promise<string>>> = {
  '/api/v1/conversations/{id}': () => made('/api/v1/conversations'),
  '/api/v1/scripts/{id}': () => made('/api/v1/scripts', examples.NewScript),
  '/api/v1/templates/{id}': () => made('/api/v1/templates', examples.NewTemplate),
  '/api/v1/storyboards/{id}': () => made('/api/v1/storyboards', examples.NewStoryboard),
  '/api/v1/recipes/{id}': () => made('/api/v1/recipes', examples.NewRecipe),
  '/api/v1/materials/{id}': async () => {
    const type = { 'content-type': 'application/octet-stream' };
    const sent = await api.ask(
      'POST',
      '/api/v1/materials?name=a.png',
      await readFile(await tinyMedia('picture')),
      type,
    );
    return ((await sent.json()) as { id: string }).id;
  },
  '/api/v1/videos/{id}': async () => (await addMadeVideos(api, 1)).ids[0] ?? '',
  '/api/v1/batches/{id}': async () => (await addMadeVideos(api, 1)).batchId,
};

describe('no field of any body lets through what may not pass (S2)', () => {
  it('each text of each body that the API takes at once, by a key and by a person', async () => {
    const passed = new Set<string>();
    let tried = 0;
    for (const { path, method, operation, example } of await operationsWithTexts()) {
      if (path.includes('{')) {
        continue;
      }
      for (const [index, field] of fieldsToTry(example).entries()) {
        const body = withText(example, field, forbidden);
        // A person comes to the same verbs by another way in: one field a body shows that it leads to the gate as well.
        for (const ask of (index === 0 ? [api.ask, person.ask] : [api.ask]) as Ask[]) {
          tried += 1;
          passed.add((await ask(method, path, body)).ok ? `${operation.operationId} ${field.join('.')}` : '');
        }
      }
    }
    expect(tried).toBeGreaterThan(250);
    expect([...passed].filter((each) => each !== '' && free[each] === undefined)).toEqual([]);
  }, 240_000);

  it('each text of each body that changes what is there: as it stands it is taken, with what may not pass it is not', async () => {
    const passed: string[] = [];
    const taken = new Set<string>();
    for (const { path, method, operation, example } of await operationsWithTexts()) {
      const [about = '', more = ''] = /^(.*?\{id\})(.*)$/.exec(path)?.slice(1) ?? [];
      const id = more.includes('{') ? undefined : await rows[about]?.();
      if (id === undefined) {
        continue;
      }
      const ask = (body: object) => api.ask(method, `${about.replace('{id}', id)}${more}`, body);
      // What replaces is checked by the lines that check what is made, which was tried whole: here a field of each name.
      for (const field of new Map(fieldsToTry(example).map((each) => [each.at(-1), each])).values()) {
        const { ok } = await ask(withText(example, field, forbidden));
        passed.push(...(ok ? [`${operation.operationId} ${field.join('.')}`] : []));
      }
      taken.add((await ask(example)).ok ? operation.operationId : '');
    }
    expect([...taken]).toEqual(
      expect.arrayContaining([
        'changeConversation',
        'changeMaterial',
        'replaceTemplate',
        'replaceStoryboard',
        'createShare',
      ]),
    );
    expect(passed.filter((each) => free[each] === undefined)).toEqual([]);
  }, 240_000);
});
