import { z } from 'zod';
import { openSource } from '../byte-source.ts';
import { kindOfFile } from '../read-labels.ts';
import { findCredentials } from './find-credentials.ts';
import { librarySettings, openLibrary } from './open-library.ts';
import { sourceTypes } from './sign-credentials.ts';

/**
 * What a file's content credentials come to: `trusted` (whole, by a signer that the given anchors know), `untrusted`
 * (whole, but nobody here knows the signer), `invalid` (changed after signing, or badly made), `unread` where they are
 * there but can't be read on this machine.
 */
export type CredentialState = 'trusted' | 'untrusted' | 'invalid' | 'unread';

/** Content credentials that a file carries. What the signer claims is the signer's word. */
export interface CredentialReport {
  state: CredentialState;
  /** The signer's organisation and name, as its certificate has them. */
  issuer: string | null;
  signer: string | null;
  /** The time of a time stamp service; null where none stamped it. */
  signedAt: string | null;
  /** The program that made it. */
  generator: string | null;
  title: string | null;
  /** How much of it machines made: a word of `sourceTypes`, or the address of another kind. */
  sourceType: string | null;
  /** In order, as C2PA names them: `c2pa.created`. */
  actions: string[];
  ingredients: { title: string | null; relation: string; hasCredentials: boolean }[];
  /** What is wrong, as C2PA names it: `assertion.bmffHash.mismatch`. */
  problems: string[];
}

const text = z.string().max(1000).nullish();
const Manifest = z.object({
  title: text,
  claim_generator_info: z.array(z.object({ name: text, version: text })).nullish(),
  signature_info: z.object({ issuer: text, common_name: text, time: text }).nullish(),
  assertions: z.array(z.object({ label: z.string(), data: z.unknown() })).nullish(),
  ingredients: z.array(z.object({ title: text, relationship: text, active_manifest: text })).nullish(),
});
const Store = z.object({
  active_manifest: z.string().nullish(),
  manifests: z.record(z.string(), z.unknown()).nullish(),
  validation_state: text,
  validation_status: z.array(z.object({ code: z.string() })).nullish(),
});
const Actions = z.object({
  actions: z.array(z.object({ action: z.string(), digitalSourceType: z.string().nullish() })).max(10_000),
});

const unread: CredentialReport = {
  state: 'unread',
  issuer: null,
  signer: null,
  signedAt: null,
  generator: null,
  title: null,
  sourceType: null,
  actions: [],
  ingredients: [],
  problems: [],
};

/**
 * Reads a file's content credentials and checks them against its bytes. Null where it carries none. Nothing is fetched:
 * credentials that are kept elsewhere are not asked for.
 * @param anchors PEM certificates of those whose signers are trusted
 * @throws ClipoError `not_found`, `unreadable_material` where the path can't be opened; broken credentials are data
 */
export async function readCredentials(
  path: string,
  options: { anchors?: string | undefined } = {},
): Promise<CredentialReport | null> {
  const source = await openSource(path);
  const found = await kindOfFile(source)
    .then((kind) => findCredentials(source, kind))
    .finally(() => source.close());
  if (found?.isThere !== true) {
    return null;
  }
  const library = await openLibrary().catch(() => undefined);
  if (library === undefined) {
    return { ...unread, problems: ['library.missing'] };
  }
  const settings =
    options.anchors === undefined ? librarySettings : { ...librarySettings, trust: { trust_anchors: options.anchors } };
  try {
    const reader = await library.Reader.fromAsset({ path, mimeType: found.mimeType }, settings);
    return reader === null ? null : reportOf(reader.json());
  } catch (cause) {
    // The library throws where the credentials themselves are no credentials: that is an answer about the file.
    return {
      ...unread,
      state: 'invalid',
      problems: [cause instanceof Error ? cause.message.slice(0, 300) : 'unreadable'],
    };
  }
}

function reportOf(json: unknown): CredentialReport {
  const store = Store.parse(json);
  const manifest = Manifest.parse(store.manifests?.[store.active_manifest ?? ''] ?? {});
  const actions = (manifest.assertions ?? [])
    .filter(({ label }) => label.startsWith('c2pa.actions'))
    .flatMap(({ data }) => Actions.safeParse(data).data?.actions ?? []);
  const address = actions.find(({ digitalSourceType }) => digitalSourceType != null)?.digitalSourceType ?? null;
  const [generator] = manifest.claim_generator_info ?? [];
  return {
    state: stateOf(store.validation_state),
    issuer: manifest.signature_info?.issuer ?? null,
    signer: manifest.signature_info?.common_name ?? null,
    signedAt: manifest.signature_info?.time ?? null,
    generator: generator === undefined ? null : [generator.name, generator.version].filter(Boolean).join(' '),
    title: manifest.title ?? null,
    sourceType: Object.entries(sourceTypes).find(([, known]) => known === address)?.[0] ?? address,
    actions: actions.map(({ action }) => action),
    ingredients: (manifest.ingredients ?? []).map(({ title, relationship, active_manifest }) => ({
      title: title ?? null,
      relation: relationship ?? 'componentOf',
      hasCredentials: active_manifest != null,
    })),
    problems: [...new Set((store.validation_status ?? []).map(({ code }) => code))],
  };
}

function stateOf(state: string | null | undefined): CredentialState {
  switch (state) {
    case 'Trusted':
      return 'trusted';
    case 'Valid':
      return 'untrusted';
    default:
      return 'invalid';
  }
}
