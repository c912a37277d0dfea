import { access } from 'node:fs/promises';
import { join } from 'node:path';
import type { PreparedMaterial, PreparedPerson, Storyboard } from '@clipo/contract';
import { ClipoError } from '@clipo/contract/errors';
import {
  type CredentialClaim,
  type CredentialSigner,
  openDevelopmentSigner,
  openFileSigner,
  readAiOrigin,
  type SourceType,
} from '@clipo/label';
import packageJson from '../../package.json' with { type: 'json' };

/** The settings of content credentials as they are written. */
export interface CredentialSettings {
  /** CLIPO_CREDENTIALS: `on`, `off`, or undefined, which is off. */
  mode: string | undefined;
  /** CLIPO_CREDENTIALS_CERT: PEM file of the certificates, the signer's own first. */
  chain: string | undefined;
  /** CLIPO_CREDENTIALS_KEY: PEM file of its private key. */
  key: string | undefined;
  /** CLIPO_CREDENTIALS_TSA: address of a time stamp service (RFC 3161). */
  timeStampUrl: string | undefined;
}

/**
 * The signer of content credentials, where they are on: by the certificate and key that are set, else by a development
 * certificate that nobody trusts, made in `home` when it is first asked for.
 * @throws ClipoError `not_found`, `invalid_input` naming the setting
 */
export async function openCredentialSigner(
  home: string,
  { mode, chain, key, timeStampUrl }: CredentialSettings,
): Promise<CredentialSigner | undefined> {
  if (mode !== undefined && mode !== 'on' && mode !== 'off') {
    throw invalid('CLIPO_CREDENTIALS', 'is neither on nor off');
  }
  if ((chain === undefined) !== (key === undefined)) {
    const missing = chain === undefined ? 'CLIPO_CREDENTIALS_CERT' : 'CLIPO_CREDENTIALS_KEY';
    throw invalid(missing, 'is missing: certificate and key belong together');
  }
  if (timeStampUrl !== undefined && !/^https?:\/\//.test(timeStampUrl)) {
    throw invalid('CLIPO_CREDENTIALS_TSA', 'is no http or https address');
  }
  if (mode !== 'on') {
    return undefined;
  }
  return chain === undefined || key === undefined
    ? openDevelopmentSigner(join(home, 'credentials'), timeStampUrl)
    : openFileSigner({ chain, key, timeStampUrl }, { chain: 'CLIPO_CREDENTIALS_CERT', key: 'CLIPO_CREDENTIALS_KEY' });
}

/** What credentials have to know of a video. */
export interface ClaimedVideo {
  name: string;
  storyboard: Storyboard;
  /** What spoke its lines. */
  engines: readonly string[];
  materials: readonly PreparedMaterial[];
  people: readonly PreparedPerson[];
  /** Where the brief's files are: the originals, with what they say of themselves. */
  folder: string;
}

/** Voices that are put together by rule, or recorded; all others are trained. */
const untrainedVoices = /^(?:espeak|flite|recording)/;

/** What a video's credentials say: what it holds decides, not what it is called. */
export async function claimOf(video: ClaimedVideo): Promise<CredentialClaim> {
  // Materials and persons are named by their content's hash wherever a storyboard holds them.
  const text = JSON.stringify(video.storyboard);
  const materials = video.materials.filter(({ id }) => text.includes(id));
  const people = video.people.filter(({ id }) => text.includes(id));
  const ingredients = await Promise.all(
    materials.map(async ({ file, path }) => ({ title: file, path: await firstThere(join(video.folder, file), path) })),
  );
  const origins = await Promise.all(ingredients.map(({ path }) => readAiOrigin(path)));
  const isTrained =
    video.engines.some((engine) => !untrainedVoices.test(engine)) ||
    people.some(({ kind }) => kind === 'clips') ||
    // A label on what is shown raises the film's own word.
    origins.some((origin) => origin !== null);
  const sourceType: SourceType = isTrained
    ? 'compositeWithTrained'
    : materials.length > 0 || people.length > 0
      ? 'composite'
      : 'algorithmic';
  return {
    title: video.name,
    version: packageJson.version,
    sourceType,
    ingredients: ingredients.map((ingredient) => ({ ...ingredient, relation: 'component' })),
  };
}

/** The original, or what is played of it where only that is on this machine. */
async function firstThere(original: string, playable: string): Promise<string> {
  return access(original).then(
    () => original,
    () => playable,
  );
}

function invalid(field: string, problem: string): ClipoError {
  return new ClipoError('invalid_input', `${field}: ${problem}`, { details: { field, problem } });
}
