import { randomBytes } from 'node:crypto';

const letters = '0123456789abcdefghjkmnpqrstvwxyz';

/** What an id is of: its first letters say so. */
export type IdKind =
  | 'team'
  | 'sfc'
  | 'sfd'
  | 'kpc'
  | 'clp'
  | 'mpf'
  | 'rls'
  | 'key'
  | 'mat'
  | 'lic'
  | 'bat'
  | 'vid'
  | 'upl'
  | 'whk'
  | 'dlv'
  | 'prd'
  | 'scr'
  | 'sto'
  | 'tpl'
  | 'rcp'
  | 'prs'
  | 'voi'
  | 'rnd'
  | 'ctx'
  | 'lot'
  | 'hld'
  | 'usr'
  | 'ses'
  | 'acc'
  | 'ver'
  | 'dev'
  | 'cod'
  | 'msg'
  | 'dek'
  | 'con'
  | 'psk'
  | 'rec'
  | 'chg'
  | 'ntc'
  | 'ann'
  | 'inv'
  | 'ugr'
  | 'dis'
  | 'del'
  | 'ord'
  | 'ref'
  | 'ivc'
  | 'pkg'
  | 'dcs'
  | 'cmt'
  | 'shr'
  | 'fld'
  | 'cnv'
  | 'cms'
  | 'rpt'
  | 'eng'
  | 'pre'
  | 'per'
  | 'lnt'
  | 'msr'
  | 'act'
  | 'mpr'
  | 'sev'
  | 'aup'
  | 'apl'
  | 'frm'
  | 'gwi'
  | 'inc'
  | 'cas'
  | 'cfl'
  | 'tkd'
  | 'und'
  | 'lgh'
  | 'atg'
  | 'swp';

/** The least id of a kind that can have been made at a moment: all that were made since sort after it. */
export function leastIdAt(kind: IdKind, at: Date): string {
  return spell(kind, BigInt(at.getTime()) << 80n);
}

/** A new id such as `bat_01jd…`: later ones sort after earlier ones (48 bits of milliseconds), 80 bits are random. */
export function newId(kind: IdKind, nowMs = Date.now()): string {
  return spell(kind, (BigInt(nowMs) << 80n) | BigInt(`0x${randomBytes(10).toString('hex')}`));
}

function spell(kind: IdKind, number: bigint): string {
  let bits = number;
  let text = '';
  for (let index = 0; index < 26; index++) {
    text = letters[Number(bits & 31n)] + text;
    bits >>= 5n;
  }
  return `${kind}_${text}`;
}
