import { buildFor, openLibrary } from './open-library.ts';

// Apart from what opens the library, whose types whoever installs this package without it does not have.

/** How content credentials stand on this machine. */
export interface CredentialSupport {
  isThere: boolean;
  /** The release of the library to get where it is not, such as `c2pa-node_aarch64-apple-darwin-v0.8.0.zip`; null: none. */
  build: string | null;
}

/** Whether content credentials can be signed and checked on this machine, and what to get where they can't. */
export async function credentialSupport(): Promise<CredentialSupport> {
  const isThere = await openLibrary().then(
    () => true,
    () => false,
  );
  return { isThere, build: buildFor(process.platform, process.arch) };
}
