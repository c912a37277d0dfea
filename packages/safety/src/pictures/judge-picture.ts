import type { FoundCode } from './find-codes.ts';
import type { Frame } from './frame.ts';
import type { KnownBad, PictureFinding } from './picture-finding.ts';
import { isSamePicture } from './picture-hash.ts';
import type { PictureRating } from './rate-picture.ts';

/** How sure the network is, in all of what is indecent, where two people must look; and where one must. */
const surelyIndecent = 0.85;
const maybeIndecent = 0.5;
/** It takes swimwear for this: somebody looks where it is nearly sure. */
const suggestive = 0.9;

const texts = {
  indecent: {
    why: {
      'zh-CN': '画面疑似淫秽色情（广告法第九条第（八）项；网络信息内容生态治理规定第六条第十项）',
      en: 'looks indecent (Advertising Law, art. 9(8); Provisions on the Governance of Online Content, art. 6(10))',
    },
    suggestion: { 'zh-CN': '换一张画面，或等待人工审核', en: 'use another picture, or wait for a reviewer' },
  },
  suggestive: {
    why: {
      'zh-CN': '画面疑似性暗示（广告法第九条第（七）项：妨碍社会公共秩序或者违背社会良好风尚）',
      en: 'looks suggestive (Advertising Law, art. 9(7): good morals)',
    },
    suggestion: { 'zh-CN': '换一张画面，或等待人工审核', en: 'use another picture, or wait for a reviewer' },
  },
  code: {
    why: {
      'zh-CN': '画面含二维码或条码，属站外引流（抖音、快手、小红书、视频号社区规则）',
      en: 'shows a QR code or barcode, which leads away from the platform (community rules)',
    },
    suggestion: { 'zh-CN': '遮住或裁掉二维码、条码', en: 'cover or cut the code off' },
  },
  known: {
    why: {
      'zh-CN': '与已被禁止的画面相同（网络信息内容生态治理规定第十条）',
      en: 'is a copy of a picture that was forbidden (Provisions on the Governance of Online Content, art. 10)',
    },
    suggestion: { 'zh-CN': '换一张画面；若是误判可申诉', en: 'use another picture; appeal if this is wrong' },
  },
} as const;

/** What is seen of a picture. */
export interface Seen {
  frame: Pick<Frame, 'atMs' | 'width' | 'height'>;
  /** As it is, and in a mirror; none where it is too plain. */
  hashes: readonly string[];
  rating: PictureRating | null;
  codes: readonly FoundCode[];
}

/** What may not be shown of all that was seen, each thing once, where it was seen most surely. */
export function judgePictures(seen: readonly Seen[], known: readonly KnownBad[]): PictureFinding[] {
  const best = new Map<string, PictureFinding>();
  for (const finding of seen.flatMap((each) => judgePicture(each, known))) {
    const key = `${finding.rule} ${finding.text}`;
    const kept = best.get(key);
    if (kept === undefined || finding.score > kept.score) {
      best.set(key, finding);
    }
  }
  return [...best.values()].sort((one, other) => one.atMs - other.atMs);
}

/** What may not, or not without more, be shown of what is seen. Nothing is looked at here: the same is judged alike. */
export function judgePicture({ frame, hashes, rating, codes }: Seen, known: readonly KnownBad[]): PictureFinding[] {
  const { atMs } = frame;
  const whole = { atMs, box: null } as const;
  const findings: PictureFinding[] = [];
  const copy = known.find(({ hash }) => hashes.some((own) => isSamePicture(own, hash)));
  if (copy !== undefined) {
    const { category } = copy;
    findings.push({
      rule: 'known_picture',
      category,
      level: 'block',
      text: copy.id,
      score: 1000,
      ...whole,
      ...texts.known,
    });
  }
  const indecent = (rating?.porn ?? 0) + (rating?.hentai ?? 0);
  if (indecent >= maybeIndecent) {
    // A network errs: it never refuses by itself, a person does, and until then nobody uses the picture.
    const rule = indecent >= surelyIndecent ? 'indecent_picture' : 'doubtful_picture';
    const score = Math.round(Math.min(1, indecent) * 1000);
    findings.push({ rule, category: 'vice', level: 'review', text: '', score, ...whole, ...texts.indecent });
  } else if ((rating?.sexy ?? 0) >= suggestive) {
    const score = Math.round((rating?.sexy ?? 0) * 1000);
    const rule = 'suggestive_picture';
    findings.push({ rule, category: 'morals', level: 'review', text: '', score, ...whole, ...texts.suggestive });
  }
  for (const { format, text, box } of codes) {
    const { width, height } = frame;
    const share = (part: number, of: number) => Math.round((part / of) * 1000);
    findings.push({
      rule: 'code_in_picture',
      category: 'platform',
      level: 'platform',
      atMs,
      text: `${format}: ${text}`.slice(0, 200),
      score: 1000,
      box: {
        x: share(box.x, width),
        y: share(box.y, height),
        width: share(box.width, width),
        height: share(box.height, height),
      },
      ...texts.code,
    });
  }
  return findings;
}
