import { ClipoError } from '@clipo/contract/errors';

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

/** Version of the library whose builds fit. */
const version = '0.8.0';
/** The builds that the library's makers release. Only that for Linux on x64 is in its package. */
const builds: Readonly<Record<string, string>> = {
  'linux x64': 'x86_64-unknown-linux-gnu',
  'linux arm64': 'aarch64-unknown-linux-gnu',
  'darwin arm64': 'aarch64-apple-darwin',
  'darwin x64': 'x86_64-apple-darwin',
  'win32 x64': 'x86_64-pc-windows-msvc',
};

let library: Promise<CredentialLibrary> | undefined;

/**
 * Loads the C2PA library, once and only where it is needed: it is native code of 48 MB.
 * @throws ClipoError `missing_program` where there is no build of it that runs on this machine, naming the one to get
 */
export async function openLibrary(): Promise<CredentialLibrary> {
  library ??= load();
  try {
    return await library;
  } catch (cause) {
    library = undefined;
    throw notThere(cause);
  }
}

async function load(): Promise<CredentialLibrary> {
  const loaded = await import('@contentauth/c2pa-node');
  // It looks for its native code when it is first used, and where that is missing every file would seem to be broken.
  loaded.Builder.new();
  return loaded;
}

/** The release of the library for a platform and processor, as Node names them; null where its makers release none. */
export function buildFor(platform: string, arch: string): string | null {
  const target = builds[`${platform} ${arch}`];
  return target === undefined ? null : `c2pa-node_${target}-v${version}.zip`;
}

function notThere(cause: unknown): ClipoError {
  const build = buildFor(process.platform, process.arch);
  const command = `C2PA_LIBRARY_PATH=<index.node of ${build ?? `c2pa-node ${version}, built for this machine`}>`;
  return new ClipoError('missing_program', 'the C2PA library has no binary for this machine', {
    details: { program: '@contentauth/c2pa-node', command },
    cause,
  });
}
