import { readFile } from 'node:fs/promises';
import { tinyMedia } from '@clipo/testkit';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { examples } from '../http/examples.ts';
import { startApi, type TestApi } from '../testing/api.fixture.ts';
import { addMadeVideos } from '../testing/made-videos.fixture.ts';
import { type Schemas, type TextField, textFieldsOf } from './schema-fields.fixture.ts';

/** No text may say this, in whatever field: "online casino". Short, and without a mark: also names take it. */
const forbidden = '在线赌场';

/** What a file is called that a body is made to name. */
const fileName = '好用';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.stop());

interface Operation {
  operationId: string;
  tags: string[];
  requestBody?: { content: Record<string, { schema?: { $ref?: string } }> };
}

/** People, money and machines: what their bodies show is tried by every-field.test.ts; acting on them would end this test. */
const ofPeople: ReadonlySet<string> = new Set([
  ...['Sign-in', 'Account', 'Security', 'Agreements', 'Notices', 'Privacy', 'Measures', 'Appeals', 'People'],
  ...['Operation', 'Credits', 'Payments', 'Keys', 'Team', 'Cases', 'Webhooks', 'Events'],
]);

/** What may hold anything, with why. */
const free: readonly [place: RegExp, why: string][] = [
  [/^checkTexts /, 'it is asked whether this may stand'],
  [/^checkDelivery /, 'told what is wrong with it, and nothing kept'],
  [/^(?:scoreCopy|improveCopy|suggestHooks) /, 'answered to who asked alone, and nothing kept'],
  [/^draftRuleSet /, 'operators write the words that may not stand'],
  [/^previewFont letters$/, 'a picture for who asked alone, and nothing kept'],
  [/^addPresenterEngine (?:key|token)$/, 'sealed, and never shown'],
  [/^speak (?:model|instructions)$/, 'taken as other services take it, and not used'],
  [/ (?:batch\.)?brief\.mustNotSay\.#$/, 'what must not be said'],
  [
    / (?:batch\.)?brief\.(?:presenter|voice|template|model)\b(?!.*\.text$)/,
    'a choice by its id: what is not there is refused when a batch is made of it, a voice when it is planned',
  ],
  [/^createDelivery posts\.\*\.#\.(?:handle|aiDeclaration)$/, 'the channel says both, whatever a text says'],
  [/ data\.(?:voice|music)\.|\.source\.(?:character|person)$/, 'an id or a path: nobody is shown it'],
];
const isFree = (place: string) => free.some(([which]) => which.test(place));

/** Bodies of which every field is reached, but what names something that is not there, or a place in the body itself. */
const whole = /^(?:createBatch|createRecipe|saveProduct|createStoryboard|createTemplate|createScript|createDelivery) /;
const named =
  /\.(?:presenter|voice|template|model|music)\b(?!.*\.(?:text|holder|licence|scope|people|guardian)$)|files\.\*$|\.slot$|lines\.#\.text$|(?:materialIds|videos)\.#$|^createBatch template\./;

it('each text of each schema that the API takes, also those that no example shows: what may not pass passes nowhere (S1, S2)', async () => {
  const { paths, components } = (await (await api.app.request('/api/v1/openapi.json')).json()) as {
    paths: Record<string, Record<string, Operation>>;
    components: { schemas: Schemas };
  };
  const type = { 'content-type': 'application/octet-stream' };
  const picture = await readFile(await tinyMedia('picture'));
  const sent = await api.ask('POST', '/api/v1/materials?name=cup.png', picture, type);
  const material = ((await sent.json()) as { id: string }).id;
  const made = await addMadeVideos(api, 1);
  /** Examples are about materials and videos that are nobody's: here they are there. */
  const shown = (name: string) => {
    const example = JSON.parse(
      JSON.stringify(examples[name] ?? examples[name.replace(/Input$/, '')] ?? null)
        .replaceAll(/mat_[0-9a-z]{26}/g, material)
        .replaceAll(/vid_[0-9a-z]{26}/g, made.ids[0] ?? ''),
    ) as { files?: object } | null;
    // Whatever file a field makes the body name, there is one.
    const files = { [fileName]: material, [forbidden]: material };
    return example?.files === undefined ? example : { ...example, files: { ...example.files, ...files } };
  };
  const create = async (path: string, body: unknown = {}) =>
    ((await (await api.ask('POST', path, body as object)).json()) as { id: string }).id;
  const rows: Readonly<Record<string, () => Promise<string>>> = {
    '/api/v1/conversations/{id}': () => create('/api/v1/conversations'),
    '/api/v1/scripts/{id}': () => create('/api/v1/scripts', shown('NewScript')),
    '/api/v1/templates/{id}': () => create('/api/v1/templates', shown('NewTemplate')),
    '/api/v1/storyboards/{id}': () => create('/api/v1/storyboards', shown('NewStoryboard')),
    '/api/v1/recipes/{id}': () => create('/api/v1/recipes', shown('NewRecipe')),
    '/api/v1/materials/{id}': async () => material,
    '/api/v1/videos/{id}': async () => made.ids[0] ?? '',
    '/api/v1/batches/{id}': async () => made.batchId,
  };

  const wanted = { text: forbidden, keys: { posts: made.ids[0] ?? '' } };
  const refused = new Set<string>();
  const passed = new Set<string>();
  const unreached = new Map<string, string>();
  for (const [path, methods] of Object.entries(paths)) {
    const [about = '', more = ''] = /^(.*?\{id\})(.*)$/.exec(path)?.slice(1) ?? [];
    for (const [method, { operationId, tags, requestBody }] of Object.entries(methods)) {
      const name = requestBody?.content['application/json']?.schema?.$ref?.split('/').at(-1);
      if (name === undefined || ofPeople.has(tags[0] ?? '') || more.includes('{')) {
        continue;
      }
      const id = about === '' ? '' : await rows[about]?.();
      if (id === undefined) {
        continue;
      }
      const address = path.replace('{id}', id);
      const base = shown(name);
      for (const [field, ways] of Object.entries(Object.groupBy(textFieldsOf(components.schemas, name, wanted), at))) {
        const place = `${operationId} ${field}`;
        for (const { build } of ways ?? []) {
          const answer = await api.ask(method.toUpperCase(), address, build(base) as object);
          if (answer.ok) {
            passed.add(place);
          } else if (answer.status === 451) {
            refused.add(place);
          } else {
            unreached.set(place, `${answer.status} ${(await answer.text()).slice(0, 300)}`);
          }
          if (answer.ok || answer.status === 451) {
            break;
          }
        }
      }
    }
  }
  const missed = [...unreached.keys()].filter((place) => !refused.has(place));
  expect([...passed].filter((place) => !isFree(place))).toEqual([]);
  expect(missed.filter((place) => whole.test(place) && !named.test(place) && !isFree(place))).toEqual([]);
  expect(refused.size).toBeGreaterThan(500);
}, 900_000);

const at = ({ path }: TextField) => path;
