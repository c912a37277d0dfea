import type { ImplicitLabel } from '@clipo/contract';
import type { LabelledKind } from './found-label.ts';
import { type LabelProblem, problem } from './problem.ts';
import { parseProviderCode } from './provider-code.ts';
import { type LabelRule, labelRules, type Severity } from './rules.ts';
import { type LabelSignature, readSignature } from './sign/sign-label.ts';
import { verifyFile } from './verify-file.ts';

/**
 * What a file's label comes to: `valid`, `invalid` (there, but wrong, or the file is damaged), `missing`, or `unknown`
 * where the file is of a kind that can't be read.
 */
export type Verdict = 'valid' | 'invalid' | 'missing' | 'unknown';

/** A rule that a file breaks: `message` says how. */
export interface BrokenRule {
  rule: LabelRule['id'];
  severity: Severity;
  clause: string;
  message: string;
}

/** A broken rule in a reader's language. What exactly is wrong is stated in English; in Chinese the rule itself is told. */
export function sentenceOf({ rule, message }: BrokenRule, language: 'zh-CN' | 'en'): string {
  const rules: readonly LabelRule[] = Object.values(labelRules);
  return language === 'en' ? message : (rules.find(({ id }) => id === rule)?.says['zh-CN'] ?? message);
}

/** What the strict checker finds out about a file, whoever made it. */
export interface LabelReport {
  kind: LabelledKind | 'unknown';
  verdict: Verdict;
  /** Whether the label names the given provider; false where none is given. */
  isOurs: boolean;
  /** The explicit label's words where they can be read from bytes (subtitles); null where they would have to be seen. */
  explicit: string | null;
  /** The implicit label, where exactly one was found and it reads well. */
  implicit: ImplicitLabel | null;
  /** The producer's signature of the label, where there is one. Whether the key is the producer's is not known here. */
  signature: LabelSignature | null;
  problems: BrokenRule[];
}

/**
 * Judges a file by every rule of `labelRules`, whoever made it. The explicit label on pictures and in sound is not looked
 * for. With `provider`, the code of a service, it is said whether the file is that service's.
 * @throws ClipoError `not_found`, `unreadable_material` where the path can't be opened; a bad label is data, not an error
 */
export async function checkFile(
  file: string | Uint8Array,
  options: { provider?: string | undefined } = {},
): Promise<LabelReport> {
  const { kind, label, explicit, found, problems } = await verifyFile(file);
  const signature = label === undefined ? undefined : readSignature(label);
  const all = [
    ...problems,
    ...(label === undefined ? [] : problemsOfProducer(label.ContentProducer)),
    ...(signature?.isValid === false
      ? [problem('bad_signature', `the ${signature.algorithm} signature does not fit the label`)]
      : []),
  ];
  const broken = all.map(({ code, message }): BrokenRule => {
    const { id, severity, clause } = labelRules[code];
    return { rule: id, severity, clause, message };
  });
  return {
    kind,
    verdict: verdictOf(kind, found.length > 0 || explicit !== undefined, broken),
    isOurs: label !== undefined && label.ContentProducer === options.provider,
    explicit: explicit ?? null,
    implicit: label ?? null,
    signature: signature ?? null,
    problems: broken,
  };
}

function verdictOf(kind: LabelReport['kind'], isThere: boolean, broken: readonly BrokenRule[]): Verdict {
  if (kind === 'unknown') {
    return 'unknown';
  }
  const errors = broken.filter(({ severity }) => severity === 'error');
  if (errors.length === 0) {
    return 'valid';
  }
  const isDamaged = errors.some(({ rule }) => rule === labelRules.broken_file.id || rule === labelRules.too_large.id);
  return isThere || isDamaged ? 'invalid' : 'missing';
}

/** A name may stand where the code should: it is no error, but no platform can resolve it. */
function problemsOfProducer(producer: string): LabelProblem[] {
  const code = parseProviderCode(producer);
  if (!code.ok) {
    return [problem('provider_code', `ContentProducer ${producer}: ${code.problem}`)];
  }
  return code.isDevelopment ? [problem('development_code', `ContentProducer ${producer} is for development`)] : [];
}
