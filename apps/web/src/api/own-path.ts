/**
 * Whether an address is a path of the site itself, however a browser reads it (it leaves tabs and line ends out, and takes
 * backslashes for slashes): an address from outside must not decide where a sign-in ends.
 */
export function isOwnPath(path: string, origin: string): boolean {
  return path.startsWith('/') && URL.canParse(path, origin) && new URL(path, origin).origin === origin;
}
