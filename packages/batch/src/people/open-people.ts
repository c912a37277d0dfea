import { statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { CastMember } from '@clipo/agent';
import {
  ClipoError,
  type ConsentPurpose,
  InputProblems,
  type PreparedPerson,
  type PresenterEngine,
  type PresenterMedia,
  type RemoteSource,
} from '@clipo/contract';
import { contentHash, createPresenterMedia } from '@clipo/engine';
import { listCharacters } from '@clipo/presenter';
import {
  engineOf,
  type FoundPerson,
  findPerson,
  neededPurposes,
  personVersion,
  preparePerson,
  publishInFolder,
  requireConsent,
} from '@clipo/presenter/people';
import { pathInside } from '../brief/guard-path.ts';
import type { MakeSettings } from '../make/types.ts';

/** A person whom a brief names as presenter, ready to be cast. */
export interface OpenedPerson {
  /** As the brief names it. */
  name: string;
  member: CastMember;
  prepared: PreparedPerson;
  /** The person's own voice; undefined where no document names one. */
  voice: string | undefined;
  /** The picture or film and its consent; undefined for an engine's own avatar. */
  shown: { path: string; sha256: string; consentId: string } | undefined;
  /** Who animates the person, where this machine does not. */
  remote: RemotePerson | undefined;
}

/** A person who is animated elsewhere. */
export interface RemotePerson {
  engine: PresenterEngine;
  source: RemoteSource;
  motion: 'calm' | 'normal' | 'active';
  mostCents: number | undefined;
  deadlineMs: number;
  /** A public address of a file, where the person's document says how one is had. */
  publish?: ((file: string) => Promise<string>) | undefined;
  /** The drawn presenter who speaks where the engine fails. */
  standIn: string;
}

export interface PeopleDeps {
  env: MakeSettings;
  /** Where names are looked for. */
  folder: string;
  cacheDir: string;
  /** What the person must have agreed to. */
  purposes: readonly ConsentPurpose[];
  signal: AbortSignal;
}

/** Whether a presenter is named by a path rather than by the id of a drawn one. */
function isPersonName(name: string, folder: string): boolean {
  const isDrawn = listCharacters().some(({ id }) => id === name);
  return !isDrawn && (/[./\\]/.test(name) || statSync(join(folder, name), { throwIfNoEntry: false }) !== undefined);
}

/**
 * Opens the persons that are named: finds each, asks the consent, and prepares pictures and films. Nothing is sent anywhere.
 * All that is wrong with several is told at once.
 * @param named names with the field that holds each
 * @throws ClipoError `consent_needed`, `unfit_face`, `not_found`, `outside_folder`, `invalid_input` …; InputProblems
 */
export async function openPeople(
  named: readonly (readonly [field: string, name: string])[],
  deps: PeopleDeps,
): Promise<OpenedPerson[]> {
  const wanted = new Map(
    named.filter(([, name]) => isPersonName(name, deps.folder)).map(([field, name]) => [name, field]),
  );
  const media = createPresenterMedia();
  const opened: OpenedPerson[] = [];
  const faults: ClipoError[] = [];
  for (const [name, field] of wanted) {
    try {
      opened.push(await openOne(name, field, media, deps));
    } catch (error) {
      const known = error instanceof InputProblems ? error.problems : error instanceof ClipoError ? [error] : [];
      if (known.length === 0 || deps.signal.aborted) {
        throw error;
      }
      faults.push(...known);
    }
  }
  const [fault] = faults;
  if (fault !== undefined) {
    throw faults.length === 1 ? fault : new InputProblems(faults);
  }
  return opened;
}

async function openOne(name: string, field: string, media: PresenterMedia, deps: PeopleDeps): Promise<OpenedPerson> {
  const { env, signal, purposes, cacheDir } = deps;
  const { home } = env;
  const place = await pathInside(deps.folder, name, field);
  const { document, material, folder } = await findPerson(place, field, media);
  const { motion, voice, engine: choice } = document;
  const person = { name, voice };
  if (choice !== undefined) {
    return openRemote({ name, field }, { document, material, folder }, deps);
  }
  if (material === undefined) {
    throw new ClipoError('internal', 'a person without a picture or an engine');
  }
  const { fileSha256, consentId, ...prepared } = await preparePerson(
    { ...material, motion, purposes },
    { home, cacheDir, media, signal },
  );
  return {
    ...person,
    member: { source: { kind: 'person', person: prepared.id }, version: personVersion },
    prepared,
    shown: { path: material.file, sha256: fileSha256, consentId },
    remote: undefined,
  };
}

async function openRemote(
  { name, field }: { name: string; field: string },
  { document, material, folder }: FoundPerson,
  { env, cacheDir, purposes }: PeopleDeps,
): Promise<OpenedPerson> {
  const { engine: choice, avatar, motion, voice, mostCents, deadlineSeconds, standIn } = document;
  if (choice === undefined) {
    throw new ClipoError('internal', 'no engine was chosen');
  }
  if (!listCharacters().some(({ id }) => id === standIn)) {
    const problem = `standIn: ${standIn} is no drawn presenter: ${listCharacters()
      .map(({ id }) => id)
      .join(', ')}`;
    throw new ClipoError('invalid_input', `${field}: ${problem}`, { details: { field, problem } });
  }
  const shared = choice.kind === 'duix' ? { here: resolve(folder, choice.sharedFolder.here) } : {};
  const engine = engineOf(
    choice.kind === 'duix' ? { ...choice, sharedFolder: { ...choice.sharedFolder, ...shared } } : choice,
    field,
    env.variable,
    env.outside?.fetch,
  );
  const publish =
    choice.kind === 'tencent' && choice.publicFolder !== undefined
      ? publishInFolder({ ...choice.publicFolder, here: resolve(folder, choice.publicFolder.here) })
      : undefined;
  if (engine.capabilities.transport === 'public_url' && (publish ?? env.outside?.publish) === undefined) {
    const [own, service] = ['engine.publicFolder', 'CLIPO_URL'];
    const problem = `${engine.id} fetches the voice from a public address: name a folder that a web server of yours shows (${own}), or make it on a service with one (${service})`;
    throw new ClipoError('invalid_input', `${field}: ${problem}`, {
      details: { field, problem, rule: 'engine_public_address', engine: engine.id },
    });
  }
  const kind = material?.kind ?? 'avatar';
  if (!engine.capabilities.sources.includes(kind)) {
    const problem = `${engine.id} animates ${engine.capabilities.sources.join(', ')}, and this is: ${kind}`;
    throw new ClipoError('invalid_input', `${field}: ${problem}`, { details: { field, problem } });
  }
  const need = material && { kind: material.kind, purposes: [...purposes, ...neededPurposes(engine)] };
  const consent = material && need && (await requireConsent(material.file, need, { home: env.home }));
  const id = contentHash([
    ...[personVersion, choice.kind, engine.id, choice.baseUrl, env.outside?.owner],
    ...[avatar, consent?.fileSha256, motion],
  ]);
  const source: RemoteSource =
    material !== undefined && consent !== undefined
      ? { kind: material.kind, path: material.file, consent }
      : { kind: 'avatar', avatarId: avatar ?? '' };
  return {
    name,
    member: { source: { kind: 'person', person: `person:${id}` }, version: personVersion },
    prepared: {
      id: `person:${id}`,
      kind: 'clips',
      folder: join(cacheDir, 'people', consent?.fileSha256 ?? 'avatars', id.slice(0, 32)),
      performances: [],
      consent: material && need && { material: material.file, ...need, home: env.home },
    },
    voice,
    shown: material && consent && { path: material.file, sha256: consent.fileSha256, consentId: consent.id },
    remote: { engine, source, motion, mostCents, deadlineMs: deadlineSeconds * 1000, publish, standIn },
  };
}
