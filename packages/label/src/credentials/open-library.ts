import { ClipoError } from '@clipo/contract';

/** What is used of the C2PA library. */
export type CredentialLibrary = typeof import('@contentauth/c2pa-node');

/**
 * What the library is told for every file: nothing is fetched from the net, no thumbnails, and what was signed is read
 * back here and not there too.
 */
export const librarySettings = {
  verify: { verify_after_sign: false, remote_manifest_fetch: false, ocsp_fetch: false },
  builder: { thumbnail: { enabled: false } },
} as const;

let library: Promise<CredentialLibrary> | undefined;

/**
 * Loads the C2PA library, once and only where it is needed: it is native code of 48 MB.
 * @throws ClipoError `missing_program` where it is not installed for this machine
 */
export async function openLibrary(): Promise<CredentialLibrary> {
  library ??= import('@contentauth/c2pa-node');
  try {
    return await library;
  } catch (cause) {
    library = undefined;
    throw notThere(cause);
  }
}

/** The error for a machine without the library: the package holds the binary for Linux on x64 alone. */
function notThere(cause: unknown): ClipoError {
  return new ClipoError('missing_program', 'the C2PA library has no binary for this machine', {
    details: { program: '@contentauth/c2pa-node', command: 'C2PA_LIBRARY_PATH=<index.node>' },
    cause,
  });
}
