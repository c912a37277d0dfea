import { createHash } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CastMember } from '@clipo/agent';
import {
  ClipoError,
  type Layer,
  type Performance,
  type PreparedPerson,
  type PresenterEngine,
  type PresenterMedia,
  type Storyboard,
} from '@clipo/contract';
import { createPresenterMedia } from '@clipo/engine';
import { noteUse, orderPerformance, requireConsent, wavOf } from '@clipo/presenter/people';
import type { OutsideMeans } from '../make/types.ts';
import type { OpenedPerson, RemotePerson } from './open-people.ts';
import { tracksOf, voiceUnder } from './performed-tracks.ts';

/** A person whom an engine did not perform in a video, and why: a drawn presenter speaks there. */
export interface StandIn {
  person: OpenedPerson;
  character: string;
  error: ClipoError;
}

/** What came of asking persons to perform. */
export interface Performed {
  people: PreparedPerson[];
  /** By storyboard, in the order in which they were given; empty where everybody speaks themselves. */
  standIns: StandIn[][];
}

export interface PerformDeps {
  home: string;
  /** The file or folder that shows the persons: a withdrawal finds it. Undefined where rows of a service tell. */
  output: string | undefined;
  signal: AbortSignal;
  /** How outside engines are reached; left out, by the plain ways. */
  outside?: OutsideMeans | undefined;
}

/** Failures after which nothing more is ordered from an engine: the next order would end in the same way. */
const finalRules = ['engine_auth', 'engine_quota', 'engine_budget', 'engine_timeout', 'engine_no_face'];
const replaceable: readonly string[] = ['presenter_failed', 'url_refused', 'fetch_failed', 'unreadable_material'];

/**
 * Asks every consent again, notes that the persons are used, and lets outside engines perform what the storyboards hold. Where
 * an engine fails, the video gets a stand-in; what the user must decide (consent, a cancel, a full disk) is thrown.
 * @throws ClipoError `consent_needed`, `cancelled`, `disk_full` …
 */
export async function performPeople(
  people: readonly OpenedPerson[],
  storyboards: readonly Storyboard[],
  { home, output, signal, outside }: PerformDeps,
): Promise<Performed> {
  await askConsents(people.map(({ prepared }) => prepared));
  for (const { shown } of people) {
    if (shown !== undefined && output !== undefined) {
      const use = { consent: shown.consentId, at: new Date().toISOString(), output, material: shown.path };
      await noteUse(home, use);
    }
  }
  const media = createPresenterMedia();
  const standIns: StandIn[][] = storyboards.map(() => []);
  const prepared: PreparedPerson[] = [];
  for (const person of people) {
    const { remote } = person;
    if (remote === undefined) {
      prepared.push(person.prepared);
      continue;
    }
    const { performances, failures } = await perform(person, remote, storyboards, { media, signal, outside });
    prepared.push({ ...person.prepared, performances });
    for (const [index, storyboard] of storyboards.entries()) {
      const error = tracksOf(storyboard, person.prepared.id).flatMap(({ key }) => failures.get(key) ?? [])[0];
      if (error !== undefined) {
        standIns[index]?.push({ person, character: remote.standIn, error });
      }
    }
  }
  return { people: prepared, standIns };
}

/** @throws ClipoError `consent_needed` where one of the consents ended or was withdrawn */
export async function askConsents(people: readonly Pick<PreparedPerson, 'consent'>[]): Promise<void> {
  for (const { consent } of people) {
    if (consent !== undefined) {
      await requireConsent(consent.material, consent, consent);
    }
  }
}

/** Clips are large and quickly made anew from what the engine sent, which stays: they go when the work is done. */
export async function dropClips(people: readonly Pick<PreparedPerson, 'performances'>[]): Promise<void> {
  for (const { performances } of people) {
    for (const { path } of performances) {
      await rm(path, { force: true });
    }
  }
}

async function perform(
  { prepared }: OpenedPerson,
  { engine: whole, standIn: _, publish, ...remote }: RemotePerson,
  storyboards: readonly Storyboard[],
  { media, signal, outside }: Pick<PerformDeps, 'signal' | 'outside'> & { media: PresenterMedia },
): Promise<{ performances: Performance[]; failures: Map<string, ClipoError> }> {
  const isKeptOnly = outside?.isKeptOnly === true;
  const engine = isKeptOnly ? keptOnly(whole) : whole;
  // Nobody fetches what is not ordered.
  const means = { ...outside, publish: isKeptOnly ? undefined : (outside?.publish ?? publish) };
  const performances = new Map<string, Performance>();
  const failures = new Map<string, ClipoError>();
  let last: ClipoError | undefined;
  for (const storyboard of storyboards) {
    for (const spoken of tracksOf(storyboard, prepared.id)) {
      const { key, track } = spoken;
      if (performances.has(key) || failures.has(key)) {
        continue;
      }
      if (last !== undefined && finalRules.includes(String(last.details.rule))) {
        failures.set(key, last);
        continue;
      }
      const wav = wavOf(await voiceUnder(spoken, storyboard, media, signal));
      // The same lips over another voice would be another order.
      const folder = join(prepared.folder, createHash('sha256').update(wav).digest('hex').slice(0, 16));
      const voice = join(folder, 'voice.wav');
      await mkdir(folder, { recursive: true });
      await writeFile(voice, wav);
      const order = { engine, ...remote, track, voice, fps: storyboard.fps, means };
      try {
        performances.set(key, await orderPerformance(order, { folder, media, signal }));
      } catch (error) {
        if (!(error instanceof ClipoError && replaceable.includes(error.code))) {
          throw error;
        }
        last = error;
        failures.set(key, error);
      }
    }
  }
  return { performances: [...performances.values()], failures };
}

/** An engine that is asked for what it was paid for, and for nothing new. */
function keptOnly(engine: PresenterEngine): PresenterEngine {
  const error = { code: 'expired', isRetryable: false, message: 'it was not ordered before' } as const;
  return { ...engine, submit: async ({ idempotencyKey }) => ({ ref: idempotencyKey, phase: 'failed', error }) };
}

/** The storyboard with drawn presenters in place of persons who were not performed. */
export function withStandIns(
  storyboard: Storyboard,
  standIns: readonly { person: Pick<OpenedPerson, 'prepared'>; member: CastMember }[],
): Storyboard {
  const replaced = (layer: Layer): Layer => {
    if (layer.kind !== 'presenter' || layer.source.kind !== 'person') {
      return layer;
    }
    const { person: id } = layer.source;
    const other = standIns.find(({ person }) => person.prepared.id === id)?.member;
    return other === undefined ? layer : { ...layer, ...other };
  };
  return {
    ...storyboard,
    scenes: storyboard.scenes.map((scene) => ({ ...scene, layers: scene.layers.map(replaced) })),
  };
}
