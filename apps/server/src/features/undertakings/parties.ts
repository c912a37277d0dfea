import { z } from 'zod';
import type { Deps } from '../../deps.ts';

/** Who signs an undertaking and who receives the files: kept sealed. */
export const Parties = z.strictObject({
  signedAs: z.string(),
  /** Of the account, as it was then: it may be gone when somebody asks. */
  account: z.string(),
  recipient: z.strictObject({ name: z.string(), contact: z.string() }),
});
export type Parties = z.infer<typeof Parties>;

const place = 'undertakings.parties';

export async function sealParties({ envelope }: Pick<Deps, 'envelope'>, parties: Parties): Promise<string> {
  return envelope.seal(JSON.stringify(parties), place);
}

export async function openParties({ envelope }: Pick<Deps, 'envelope'>, sealed: string): Promise<Parties> {
  return Parties.parse(JSON.parse(await envelope.unseal(sealed, place)));
}
