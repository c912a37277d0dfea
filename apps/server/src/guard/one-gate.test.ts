import { createServer, type Server } from 'node:http';
import { shippedTemplate } from '@clipo/agent';
import { listCharacters } from '@clipo/presenter';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { check } from '../check/check.ts';
import { newId } from '../db/new-id.ts';
import { deliveries, materials, renders, videos } from '../db/schema/index.ts';
import { packageLinkFor } from '../features/deliveries/package-link.ts';
import { mediaLinkFor } from '../features/media/media-link-for.ts';
import { startApi, type TestApi } from '../testing/api.fixture.ts';
import { signInWithCode } from '../testing/browser.fixture.ts';
import { addMadeVideos } from '../testing/made-videos.fixture.ts';

/** No advertising may say this: "the lowest price on the whole net". */
const forbidden = '全网最低价';
const hash = 'a'.repeat(64);

let api: TestApi;
let files: Server;
let filesUrl = '';
beforeAll(async () => {
  files = createServer((_request, response) => response.writeHead(200, { 'content-type': 'image/png' }).end(picture));
  await new Promise<void>((resolve) => files.listen(0, '127.0.0.1', resolve));
  const address = files.address();
  filesUrl = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  api = await startApi({}, { addresses: { isAllowed: () => true, resolve: async () => [] } });
});
afterAll(async () => {
  await api.stop();
  files.close();
});

/** One point of red. */
const picture = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==',
  'base64',
);
const bytes = { 'content-type': 'application/octet-stream' };
const line = { role: 'hook', text: '单手能开' };
const script = (text: string) => ({ name: 's', language: 'zh-CN', lines: [{ ...line, text }] });
const made = async (path: string, body: object) =>
  ((await (await api.ask('POST', path, body)).json()) as { id: string }).id;
const template = (text: string) => ({
  data: { ...shippedTemplate('clear'), name: 'mine', title: { 'zh-CN': text, en: text } },
});

/** What enters with words or files, or leaves as a file, each asked with what may not pass. */
const gated: Record<string, () => Promise<Response>> = {
  createBatch: () =>
    api.ask('POST', '/api/v1/batches', {
      brief: { product: { id: 'P', name: `${forbidden}的杯` }, materials: [{ file: 'a.jpg' }], durationSeconds: 6 },
      files: { 'a.jpg': 'mat_1' },
    }),
  createConversation: () => api.ask('POST', '/api/v1/conversations', { title: forbidden }),
  changeConversation: async () =>
    api.ask('PATCH', `/api/v1/conversations/${await made('/api/v1/conversations', {})}`, { title: forbidden }),
  sendMessage: async () =>
    api.ask('POST', `/api/v1/conversations/${await made('/api/v1/conversations', {})}/messages`, { text: forbidden }),
  createSpeech: () => api.ask('POST', '/api/v1/speeches', { text: forbidden }),
  createPresentation: () =>
    api.ask('POST', '/api/v1/presentations', { text: forbidden, presenter: listCharacters()[0]?.id }),
  replaceDictionary: () =>
    api.ask('PUT', '/api/v1/dictionary', {
      signedOff: { by: '王敏', on: '2026-11-20' },
      words: { Klypo: { 'zh-CN': { say: forbidden } } },
    }),
  tryPronunciation: () =>
    api.ask('POST', '/api/v1/dictionary/try', {
      text: 'Klypo',
      language: 'zh-CN',
      words: { Klypo: { 'zh-CN': { say: forbidden } } },
    }),
  speak: () => api.ask('POST', '/v1/audio/speech', { model: 'tts-1', voice: 'alloy', input: forbidden }),
  renderEdit: () =>
    api.ask('POST', '/edit/v1/render', {
      timeline: { tracks: [{ clips: [{ asset: { type: 'title', text: forbidden }, start: 0, length: 1 }] }] },
      output: { format: 'mp4', resolution: 'preview' },
    }),
  labelFile: () => api.ask('POST', `/api/v1/labels?name=${encodeURIComponent(forbidden)}.png`, picture, bytes),
  uploadMaterial: () => api.ask('POST', `/api/v1/materials?name=${encodeURIComponent(forbidden)}.png`, picture, bytes),
  importMaterial: () => api.ask('POST', '/api/v1/materials/import', { url: `${filesUrl}/a.png`, name: forbidden }),
  changeMaterial: async () => {
    const sent = await api.ask('POST', '/api/v1/materials?name=a.png', picture, bytes);
    const { id } = (await sent.json()) as { id: string };
    return api.ask('PATCH', `/api/v1/materials/${id}`, { name: forbidden });
  },
  beginUpload: () => api.ask('POST', '/api/v1/uploads', { name: `${forbidden}.mp4`, sizeBytes: 9 }),
  saveProduct: () => api.ask('POST', '/api/v1/products', { product: { id: 'P', name: forbidden } }),
  importProducts: () =>
    api.ask('POST', '/api/v1/products/import', `id,name\nP,${forbidden}\n`, { 'content-type': 'text/csv' }),
  createScript: () => api.ask('POST', '/api/v1/scripts', script(forbidden)),
  replaceScript: async () =>
    api.ask('PUT', `/api/v1/scripts/${await made('/api/v1/scripts', script('单手能开'))}`, script(forbidden)),
  createTemplate: () => api.ask('POST', '/api/v1/templates', template(forbidden)),
  replaceTemplate: async () =>
    api.ask('PUT', `/api/v1/templates/${await made('/api/v1/templates', template('我的'))}`, template(forbidden)),
  decideReview: async () =>
    api.ask('POST', '/api/v1/reviews', {
      videos: (await addMadeVideos(api, 1)).ids,
      outcome: 'rejected',
      note: forbidden,
    }),
  addReviewComment: async () =>
    api.ask('POST', `/api/v1/videos/${(await addMadeVideos(api, 1)).ids[0]}/comments`, { body: forbidden }),
  createVideoFolder: () => api.ask('POST', '/api/v1/video-folders', { name: forbidden }),
  createShare: async () =>
    api.ask('POST', `/api/v1/batches/${(await addMadeVideos(api, 1)).batchId}/shares`, { name: forbidden }),
  appealHeld: () => api.ask('POST', '/api/v1/held/sfc_1/appeal', { text: `${forbidden}的杯` }),
  addSharedComment: async () => shared('comments', { body: forbidden }),
  decideShared: async () => shared('decisions', { outcome: 'rejected', note: forbidden }),
  signUndertaking: async () => {
    const { path, body } = await undertaking({ purpose: `${forbidden}的推广视频` });
    return (await signInWithCode(api, '+8613900000411')).ask('POST', path, body);
  },
  decideUndertaking: async () =>
    (await signInWithCode(api, '+8613900000412')).ask('POST', '/api/v1/undertakings/und_1/decision', {
      outcome: 'declined',
      note: forbidden,
    }),
  createDelivery: async () =>
    api.ask('POST', '/api/v1/deliveries', {
      videos: [(await fileThatWasNeverChecked('vid')).of],
      channels: [{ platform: 'douyin', handle: 'a' }],
      labels: ['ai'],
    }),
  checkDelivery: async () =>
    api.ask('POST', '/api/v1/deliveries/check', {
      videos: [(await fileThatWasNeverChecked('vid')).of],
      channels: [],
      labels: [],
    }),
  downloadPackage: async () => {
    const { teamId } = api;
    const { of } = await fileThatWasNeverChecked('vid');
    const id = newId('pkg');
    const posts = { [of]: [] };
    const kept = { videoIds: [of], channels: [], labels: [], posts, language: 'en' as const };
    await api.deps.db.asTeam(teamId, (tx) =>
      tx.insert(deliveries).values({ id, teamId, ...kept, verdict: check({ kind: 'document', document: { posts } }) }),
    );
    return api.app.request(packageLinkFor(api.deps, { teamId, id }));
  },
  downloadFile: async () => api.app.request(mediaLinkFor(api.deps, await fileThatWasNeverChecked('mat'))),
};

/** Asks with a link of a client's that allows everything. */
async function shared(noun: string, words: object): Promise<Response> {
  const { batchId, ids } = await addMadeVideos(api, 1);
  const all = { name: '客户', mayComment: true, mayDecide: true };
  const made = await api.ask('POST', `/api/v1/batches/${batchId}/shares`, all);
  const { path } = (await made.json()) as { path: string };
  return api.app.request(`/api/v1/shared/${noun}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-clipo-share': path.split('#')[1] ?? '' },
    body: JSON.stringify({ video: ids[0], guest: '王', ...words }),
  });
}

/** What somebody signs to be given a video without the explicit label. */
async function undertaking(changes: object) {
  const { items } = (await (await api.ask('GET', '/api/v1/undertakings/duties')).json()) as {
    items: { version: string; language: string; sha256: string }[];
  };
  const [{ version, language, sha256 } = { version: '', language: '', sha256: '' }] = items;
  const body = {
    recipient: { name: '示例商贸有限公司', contact: 'han@example.com' },
    signedAs: '李雷',
    duties: { version, language, sha256 },
    ...changes,
  };
  return { path: '/api/v1/videos/vid_1/undertakings', body };
}

/** What renders or keeps what was checked already, and is checked once more where it is made or becomes a material. */
const checkedBefore = [
  'retryBatch',
  'resumeBatch',
  'endUpload',
  'signParts',
  'addVideoEditUpdate',
  'renderVideoEdit',
  'remakeVideoScene',
  'retryAnswer',
  'startTalkBatch',
  // A material of the operator's own, and an item that is one (licensed.test.ts).
  'addLicensedItem',
  'takeLicensedItem',
  // What a model says is checked before it is kept (describe-material.test.ts).
  'describeMaterial',
];
/** What answers about what was sent, and keeps and shows nothing of it to others. */
const answersOnly = [
  'checkTexts',
  'scoreCopy',
  'improveCopy',
  'suggestHooks',
  'checkTemplate',
  'verifyLabel',
  'saveTeamModel',
  'tryModel',
  'verifyFile',
  'followEvents',
  'estimateVideoEdit',
  'estimateVideoScene',
  'speakVideoLine',
  'previewFont',
  'previewPerson',
  'previewFile',
  'previewSound',
  'hearMusic',
  'followVideoEdits',
  'planBatchAhead',
  'previewBatchLook',
  'readProductPage',
  'reportPage',
];
/** What takes no words and gives no file. */
const wordless = [
  'deleteDictionary',
  'pauseBatch',
  'deleteConversation',
  'setTalkChange',
  'reportOutput',
  'closeOutputReport',
  'deleteTeamModel',
  'cancelBatch',
  'cancelRender',
  'deleteMaterial',
  'restoreMaterial',
  'lookThroughMaterials',
  'cancelUpload',
  'deleteProduct',
  'deleteTemplate',
  'deleteScript',
  'deleteStoryboard',
  'deleteRecipe',
  'rescheduleBatch',
  'resolveReviewComment',
  'revokeShare',
  'listSharedComments',
  'moveVideos',
  'deleteVideos',
  'restoreVideos',
  'deleteVideoFolder',
  'takeSafetyCase',
  'withdrawRuleSet',
  'withdrawUndertaking',
  // Behind the links that it gives stands `downloadFile`.
  'takeUnmarked',
  // Reasons of operators stand in the record of acts, and are told to owners of teams.
  'withdrawLicensedItem',
  'readmitLicensedItem',
  'withdrawTemplate',
  'readmitTemplate',
  'deleteKnownPicture',
];
/** Reviewers of the service look at what nobody else may see, and decide on it: operators alone (safety.test.ts). */
const ofReviewers = ['decideSafetyCase', 'addKnownPicture', 'draftRuleSet', 'tryRuleSet', 'publishRuleSet'];
/** Storyboards are kept through the same three lines as scripts and templates (documents/routes.ts). */
const asScripts = ['createStoryboard', 'replaceStoryboard', 'createRecipe', 'replaceRecipe'];
/** People, keys, money and machines: nothing of it becomes a video or is shown to who is not of the team. */
const others = [
  'Sign-in',
  'Account',
  'Security',
  'Agreements',
  'Notices',
  'Cases',
  'Privacy',
  'Measures',
  'Appeals',
  'Presenter consents',
  'Presenter engines',
  'Team',
  'People',
  'Operation',
  'Keys',
  'Credits',
  'Payments',
  'Webhooks',
  'Health',
  // Scans that prove a claim are sealed, and given back to their own team alone (claim-proofs.test.ts).
  'Claim proofs',
  'Material proofs',
];

describe('one gate stands before all that is rendered, shared or downloaded (S1, S2)', () => {
  it('every route that takes or gives something is behind it, or says here why it need not be', async () => {
    const document = (await (await api.app.request('/api/v1/openapi.json')).json()) as {
      paths: Record<
        string,
        Record<string, { operationId: string; tags: string[]; responses: Record<string, { content?: object }> }>
      >;
    };
    const known = new Set([
      ...Object.keys(gated),
      ...checkedBefore,
      ...answersOnly,
      ...wordless,
      ...asScripts,
      ...ofReviewers,
    ]);
    const unknown: string[] = [];
    for (const [path, methods] of Object.entries(document.paths)) {
      for (const [method, { operationId, tags, responses }] of Object.entries(methods)) {
        const types = Object.values(responses).flatMap(({ content = {} }) => Object.keys(content));
        const isOnlyTold = method === 'get' && types.every((type) => type.includes('json'));
        if (!isOnlyTold && !known.delete(operationId) && !others.includes(tags[0] ?? '')) {
          unknown.push(`${operationId} (${method} ${path})`);
        }
        if (Object.hasOwn(gated, operationId)) {
          expect(`${operationId} ${Object.keys(responses)}`).toContain('451');
        }
      }
    }
    expect(unknown).toEqual([]);
    // What is listed here is there.
    expect([...known]).toEqual([]);
  });

  it.each(Object.keys(gated))('%s lets nothing through that may not pass', async (operation) => {
    const answer = await gated[operation]?.();
    expect(await answer?.json()).toMatchObject({ status: 451, code: 'content_rejected' });
  });

  it.each(['mat', 'vid', 'rnd'] as const)('a file of a row that nobody checked is not served (%s)', async (kind) => {
    const link = mediaLinkFor(api.deps, await fileThatWasNeverChecked(kind));
    expect((await api.app.request(link)).status).toBe(451);
    // Nor under the name of another row, or of none.
    const elsewhere = mediaLinkFor(api.deps, { ...(await fileThatWasNeverChecked(kind)), of: newId(kind) });
    expect((await api.app.request(elsewhere)).status).toBe(404);
  });
});

/** A row of a kind that names a file and has no verdict. @returns what a link to it says */
async function fileThatWasNeverChecked(kind: 'mat' | 'vid' | 'rnd') {
  const { teamId, deps } = api;
  const id = newId(kind);
  const file = { sha256: hash, bytes: 9 };
  await deps.db.asTeam(teamId, async (tx) => {
    switch (kind) {
      case 'mat':
        return tx.insert(materials).values({ id, teamId, name: 'a', sha256: hash, bytes: 9, mediaType: 'image/png' });
      case 'vid': {
        const words = { name: 'v', ordinal: 0, product: 'p', creative: 0, language: 'zh-CN', format: '1x1' };
        const made = { status: 'done', files: { video: file, cover: file, srt: file, vtt: file, ass: file } } as const;
        return tx
          .insert(videos)
          .values({ id, teamId, batchId: newId('bat'), document: {} as never, ...words, ...made });
      }
      case 'rnd': {
        const made = { ...file, type: 'audio/wav', name: 'a.wav' };
        return tx.insert(renders).values({ id, teamId, kind: 'speech', status: 'done', wish: {}, file: made });
      }
    }
  });
  return { teamId, of: id, hash, type: 'video/mp4', name: 'a', use: 'inline' } as const;
}
