import { randomBytes } from 'node:crypto';
import { rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { ClipoError } from '@clipo/contract/errors';
import { openSource, unreadable } from '../byte-source.ts';
import { kindOfFile } from '../read-labels.ts';
import type { CredentialSigner } from './credential-signer.ts';
import { findCredentials } from './find-credentials.ts';
import { librarySettings, openLibrary } from './open-library.ts';

/** How much of a work machines made, in IPTC's words (cv.iptc.org/newscodes/digitalsourcetype). */
export const sourceTypes = {
  /** All of it by a trained model. */
  trained: 'http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia',
  /** What was taken or drawn, with parts by a trained model. */
  compositeWithTrained: 'http://cv.iptc.org/newscodes/digitalsourcetype/compositeWithTrainedAlgorithmicMedia',
  /** What was taken, put together with parts by rules. */
  composite: 'http://cv.iptc.org/newscodes/digitalsourcetype/compositeSynthetic',
  /** By rules alone: no trained model, nothing taken. */
  algorithmic: 'http://cv.iptc.org/newscodes/digitalsourcetype/algorithmicMedia',
} as const;
export type SourceType = keyof typeof sourceTypes;

/** Something that a work is made of. */
export interface CredentialIngredient {
  /** What it is called, for people. */
  title: string;
  /** The file itself: where it has credentials of its own, they go into the new ones. */
  path?: string | undefined;
  /** `parent`: the work is this file, changed. `component`: it was put into the work. */
  relation: 'parent' | 'component';
}

/** What credentials say of a work. */
export interface CredentialClaim {
  title: string;
  /** Of the program that made it. */
  version: string;
  /** How much of it machines made. Left out where another's file was only labelled. */
  sourceType?: SourceType | undefined;
  ingredients?: readonly CredentialIngredient[];
}

/**
 * Signs a file (MP4, MOV, M4A, JPEG, PNG, WebP) with content credentials of C2PA: what made it, of what, and how much of it
 * is by machines. The last thing that is done to a file: every later change breaks the signature. `pathOut` is whole or
 * not there; it may be `pathIn`.
 * @throws ClipoError `not_found`, `unreadable_material`, `label_failed` where it can't be signed or stamped,
 *   `missing_program` where the library has no binary for this machine
 */
export async function signCredentials(
  pathIn: string,
  pathOut: string,
  claim: CredentialClaim,
  signer: CredentialSigner,
): Promise<void> {
  const mimeType = await mimeTypeOf(pathIn);
  if (mimeType === undefined) {
    throw unreadable(pathIn, 'is of no kind that can carry content credentials here');
  }
  const { Builder, CallbackSigner } = await openLibrary();
  const ingredients = (claim.ingredients ?? []).map((ingredient, index) => ({
    ...ingredient,
    id: `ingredient-${index}`,
  }));
  const draft = join(dirname(pathOut), `.${basename(pathOut)}.${randomBytes(6).toString('hex')}.part`);
  try {
    const builder = Builder.withJson(
      {
        title: claim.title,
        claim_generator_info: [{ name: 'Clipo', version: claim.version }],
        assertions: [{ label: 'c2pa.actions.v2', data: { actions: actionsOf(claim, ingredients) } }],
      } as unknown as Parameters<typeof Builder.withJson>[0],
      librarySettings,
    );
    for (const { id, title, path, relation } of ingredients) {
      const about = JSON.stringify({
        title,
        instance_id: id,
        relationship: relation === 'parent' ? 'parentOf' : 'componentOf',
      });
      const own = path === undefined ? undefined : await signedFile(path);
      await (own === undefined ? builder.addIngredient(about) : builder.addIngredient(about, own));
    }
    const hand = CallbackSigner.newSigner(
      {
        alg: signer.algorithm,
        certs: signer.chain.map((certificate) => Buffer.from(certificate)),
        reserveSize: reserveBytes(signer),
        directCoseHandling: false,
        ...(signer.timeStampUrl === undefined ? {} : { tsaUrl: signer.timeStampUrl }),
      },
      async (bytes) => Buffer.from(await signer.sign(bytes)),
    );
    await builder.signAsync(hand, { path: pathIn, mimeType }, { path: draft });
    await rename(draft, pathOut);
  } catch (cause) {
    const complaint = cause instanceof Error ? cause.message : String(cause);
    throw cause instanceof ClipoError
      ? cause
      : new ClipoError('label_failed', `${pathOut}: content credentials: ${complaint}`, {
          details: { file: pathOut, problem: `content credentials: ${complaint}` },
          cause,
        });
  } finally {
    await rm(draft, { force: true });
  }
}

function actionsOf(
  { sourceType, version }: CredentialClaim,
  ingredients: readonly (CredentialIngredient & { id: string })[],
): object[] {
  const softwareAgent = { name: 'Clipo', version };
  const parent = ingredients.find(({ relation }) => relation === 'parent');
  const first =
    parent === undefined
      ? { action: 'c2pa.created', softwareAgent, digitalSourceType: sourceTypes[sourceType ?? 'algorithmic'] }
      : { action: 'c2pa.opened', softwareAgent, parameters: { ingredientIds: [parent.id] } };
  return [
    first,
    ...(parent === undefined ? [] : [{ action: 'c2pa.edited.metadata', softwareAgent }]),
    ...ingredients
      .filter(({ relation }) => relation === 'component')
      .map(({ id }) => ({ action: 'c2pa.placed', softwareAgent, parameters: { ingredientIds: [id] } })),
  ];
}

/** Room for the signature, its certificates and a time stamp with its own. */
function reserveBytes({ chain, timeStampUrl }: CredentialSigner): number {
  return 2048 + chain.join('').length + (timeStampUrl === undefined ? 0 : 16_384);
}

async function mimeTypeOf(path: string): Promise<string | undefined> {
  const source = await openSource(path);
  try {
    return (await findCredentials(source, await kindOfFile(source)))?.mimeType;
  } finally {
    await source.close();
  }
}

/** A file with credentials of its own; all others are told by their name alone, which costs no reading. */
async function signedFile(path: string): Promise<{ path: string; mimeType: string } | undefined> {
  const source = await openSource(path);
  try {
    const found = await findCredentials(source, await kindOfFile(source));
    return found?.isThere === true ? { path, mimeType: found.mimeType } : undefined;
  } finally {
    await source.close();
  }
}
