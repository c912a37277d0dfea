import { createHash, randomUUID } from 'node:crypto';
import { mkdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { type PresentLayout, presentStoryboard } from '@clipo/agent';
import {
  type CharacterChoice,
  ClipoError,
  type Dictionary,
  type Format,
  frameSize,
  type ImplicitLabel,
  type Language,
  type PreparedPerson,
  type PresenterLayer,
  type Speech,
  type Storyboard,
} from '@clipo/contract';
import {
  createNodeCanvas,
  createPresenterMedia,
  joinVideo,
  makeAudioTrack,
  mixRequestOf,
  openWorkerPool,
  pickEncoder,
  planVideo,
  type RenderSettings,
  renderAlpha,
  renderVideos,
} from '@clipo/engine';
import {
  assertLabelled,
  explicitLabel,
  labelFile,
  labelJson,
  makeImplicitLabel,
  signCredentials,
  watermarkKeyId,
} from '@clipo/label';
import { inputFault } from '@clipo/messages';
import { createPresenters, presenterModule, presenterVersion } from '@clipo/presenter';
import { checkVoice, openSpeech, readSpeechSettings } from '@clipo/speech';
import { castingsOf, checkCasting, drawnMember, voicesFor } from '../make/casting.ts';
import { claimOf, openCredentialSigner } from '../make/credentials.ts';
import { markingOf } from '../make/marking.ts';
import { workerCount } from '../make/prepare-batch.ts';
import { providerOf } from '../make/provider.ts';
import type { MakeSettings } from '../make/types.ts';
import { noticeOf } from '../people/cast-people.ts';
import { costNotes } from '../people/cost-notes.ts';
import { openPeople } from '../people/open-people.ts';
import { askConsents, dropClips, performPeople, withStandIns } from '../people/perform-people.ts';
import { sentencesOf } from './sentences.ts';

/** What somebody shall say, and how it is shown. */
export interface PresentInput {
  text: string;
  language: Language;
  /** A drawn presenter's id; or a person's picture, film, document or folder, as a path in `folder`. */
  character: string;
  folder: string;
  /** A voice id, or `default`: the presenter's own. */
  voice: string;
  layout: PresentLayout;
  side: CharacterChoice['side'];
  format: Format;
  /** Short side in pixels: whole and even. */
  resolution: number;
  /** Absolute path of an .mp4 on a plain ground, or a .webm with alpha. */
  out: string;
  /** How names and other words are said. */
  dictionary?: Dictionary | undefined;
}

export interface PresentDeps {
  env: MakeSettings;
  signal: AbortSignal;
  onFrames(done: number, total: number): void;
  /** Told before an outside engine is asked for anything: what it costs. */
  onCost?(notice: string): void;
}

/** What was written. */
export interface Presented {
  frames: number;
  fps: number;
  durationMs: number;
  label: ImplicitLabel;
  /** Where an outside engine failed: who is seen instead, and why. */
  notices: string[];
}

/** More is no video that a presenter tells; it is cut into several. */
const mostCharacters = 4000;
const fps = 30;
/** A warm grey that no brand's clothes vanish on. */
const ground = '#E9E4DA';

/**
 * Makes a video of a presenter who says a text. Both labels are on it; the file is read back before it gets its name.
 * @throws ClipoError of the input (fields --text, --presenter, --voice, --out), `voice_failed`, `cancelled` …
 */
export async function presentText(input: PresentInput, deps: PresentDeps): Promise<Presented> {
  checkInput(input);
  const { code } = providerOf(deps.env.providerCode);
  const cacheDir = join(deps.env.home, 'cache');
  const choice = { character: input.character, layout: input.layout, shape: 'circle', side: input.side } as const;
  const people = await openPeople([['--presenter', input.character]], {
    ...deps,
    folder: input.folder,
    cacheDir,
    purposes: ['render'],
  });
  checkCasting({ presenter: input.character }, { field: '--presenter', people });
  const [casting] = castingsOf({ presenter: choice, brand: undefined }, people);
  if (casting?.cast === undefined) {
    throw new ClipoError('internal', 'nobody was cast');
  }
  const { speaker } = voicesFor(input.voice, casting, input.language);
  const sentences = await speakAll(input, speaker, join(cacheDir, 'voice'), deps);
  const composed = presentStoryboard({
    ...input,
    member: casting.cast.speaker,
    fps,
    sentences,
    ground,
    seed: 1,
  });
  for (const notice of costNotes(people, [composed], deps.env)) {
    deps.onCost?.(notice);
  }
  const performed = await performPeople(people, [composed.storyboard], {
    home: deps.env.home,
    output: deps.env.outside === undefined ? input.out : undefined,
    signal: deps.signal,
    outside: deps.env.outside,
  });
  const standIns = performed.standIns.flat();
  const members = standIns.map(({ person, character }) => ({ person, member: drawnMember(character, undefined) }));
  const storyboard = withStandIns(composed.storyboard, members);
  const presenter = { ...composed.presenter, ...members[0]?.member };
  const frames = storyboard.scenes.reduce((sum, scene) => sum + scene.frames, 0);
  const size = frameSize(input.format, input.resolution);
  const contentKey = JSON.stringify([
    presenterVersion,
    storyboard.scenes,
    storyboard.voice.map(({ speechKey }) => speechKey),
    size,
  ]);
  const produceId = createHash('sha256').update(contentKey).digest('hex').slice(0, 32);
  const label = makeImplicitLabel({ providerCode: code, produceId });
  await mkdir(dirname(input.out), { recursive: true });
  const part = join(dirname(input.out), `.${basename(input.out)}.${randomUUID()}.tmp${extname(input.out)}`);
  try {
    const work = { storyboard, people: performed.people, frames, size, label, cacheDir, part };
    await (isAlpha(input) ? writeAlpha(work, presenter, deps) : writeOpaque(work, deps));
    await assertLabelled(part, label);
    const signer = await openCredentialSigner(deps.env.home, deps.env.credentials);
    // WebM has no place for content credentials.
    if (signer !== undefined && !isAlpha(input)) {
      const engines = sentences.map(({ speech }) => speech.engine);
      const claim = { name: basename(input.out), storyboard, engines, materials: [], people: performed.people };
      await signCredentials(part, part, await claimOf({ ...claim, folder: dirname(input.out) }), signer);
      await assertLabelled(part, label);
    }
    // Cached pieces ask nobody: who withdrew meanwhile is not in a new file.
    await askConsents(performed.people);
    await rename(part, input.out);
  } finally {
    await rm(part, { force: true });
    await dropClips(performed.people);
  }
  const notices = standIns.map((standIn) => noticeOf(standIn, deps.env.language));
  return { frames, fps, durationMs: Math.round((frames * 1000) / fps), label, notices };
}

interface Work {
  storyboard: Storyboard;
  people: readonly PreparedPerson[];
  frames: number;
  size: { width: number; height: number };
  label: ImplicitLabel;
  cacheDir: string;
  /** Where the file is made before it gets its name. */
  part: string;
}

function isAlpha({ out }: Pick<PresentInput, 'out'>): boolean {
  return extname(out).toLowerCase() === '.webm';
}

function checkInput({ text, out }: PresentInput): void {
  if (!['.mp4', '.webm'].includes(extname(out).toLowerCase())) {
    throw inputFault('--out', 'rule.present_ending');
  }
  if (text.trim() === '') {
    throw inputFault('--text', 'rule.present_empty');
  }
  if (text.length > mostCharacters) {
    throw inputFault('--text', 'rule.present_long', { length: text.length, most: mostCharacters });
  }
}

async function speakAll(
  { text, language, dictionary }: PresentInput,
  voice: string,
  cacheDir: string,
  { env, signal }: PresentDeps,
): Promise<{ text: string; speech: Speech }[]> {
  const engine = openSpeech({ ...readSpeechSettings(env), cacheDir, dictionary });
  try {
    await checkVoice(engine, voice, language);
    const spoken = sentencesOf(text);
    if (spoken.length === 0) {
      throw inputFault('--text', 'rule.present_empty');
    }
    return await Promise.all(
      spoken.map(async (sentence) => ({
        text: sentence,
        speech: await engine.speak({ text: sentence, language, voice, rate: 1 }, signal),
      })),
    );
  } finally {
    await engine.close();
  }
}

async function writeOpaque(
  { storyboard, people, frames, size, label, cacheDir, part }: Work,
  deps: PresentDeps,
): Promise<void> {
  const { encoder } = await pickEncoder('h264', deps.env.encoder, deps.signal);
  const marking = markingOf(deps.env.watermarkKey);
  const settings: RenderSettings = {
    size,
    fps,
    codec: 'h264',
    quality: 'final',
    encoder,
    label: explicitLabel({ language: storyboard.language, ...size }),
    mark: watermarkKeyId(marking.key),
    isAlone: true,
  };
  const pool = openWorkerPool(workerCount, presenterModule, people, marking);
  try {
    let done = 0;
    let segments: readonly string[] = [];
    let failure: ClipoError | undefined;
    await renderVideos(
      [{ plan: planVideo(storyboard, settings), settings }],
      {
        cacheDir,
        pool,
        materials: [],
        onPiece: (piece) => {
          done += piece.frames;
          deps.onFrames(done, frames);
        },
        onVideo: (_, outcome) => {
          if (outcome instanceof ClipoError) {
            failure = outcome;
          } else {
            segments = outcome.segments;
          }
        },
      },
      deps.signal,
    );
    if (failure !== undefined) {
      throw failure;
    }
    const { track } = await makeAudioTrack(mixRequestOf(storyboard, frames), join(cacheDir, 'sound'), deps.signal);
    await joinVideo({ segments, audio: track, fps, tags: { AIGC: labelJson(label) }, out: part }, deps.signal);
  } finally {
    await pool.close();
  }
}

async function writeAlpha(work: Work, layer: PresenterLayer, deps: PresentDeps): Promise<void> {
  const { storyboard, people, frames, size, label, part } = work;
  const even = (value: number) => Math.round(value / 2) * 2;
  const at = {
    x: even(layer.box.x * size.width),
    y: even(layer.box.y * size.height),
    w: even(layer.box.w * size.width),
    h: even(layer.box.h * size.height),
  };
  const { source, track, framing, cues } = layer;
  const presenters = createPresenters(createNodeCanvas(), { prepared: people, media: createPresenterMedia() });
  const presenter = await presenters.open({
    source,
    track,
    framing,
    cues,
    size: { width: at.w, height: at.h },
    fps,
    firstFrame: 0,
    endFrame: frames,
  });
  const bare = `${part}.bare.webm`;
  try {
    await renderAlpha(
      {
        size,
        fps,
        frames,
        presenter: {
          frame: (index) => {
            deps.onFrames(index + 1, frames);
            return presenter.frame(index);
          },
          close: () => presenter.close(),
        },
        at,
        label: explicitLabel({ language: storyboard.language, ...size }),
        sound: mixRequestOf(storyboard, frames),
        out: bare,
      },
      deps.signal,
    );
    await labelFile(bare, part, label, { signal: deps.signal });
  } finally {
    await presenter.close();
    await rm(bare, { force: true });
  }
}
