/**
 * The code that stands in files until an operator sets its own. It has the right form, but its check digit is wrong on
 * purpose: it can never be taken for a real company's.
 */
export const developmentProviderCode = '001191110000000000000010001';

/** The outcome of a look at a provider code. */
export type ProviderCode =
  | {
      /** The code may stand in a label. */
      ok: true;
      /** It is `developmentProviderCode`: fine while developing, to be refused by whatever serves the public. */
      isDevelopment: boolean;
      /** 统一社会信用代码 of the company that faces the user. */
      creditCode: string;
      /** `unspecified` where positions 23–27 are `00000`. */
      service: 'generation' | 'propagation' | 'unspecified';
    }
  | { ok: false; isDevelopment: false; problem: string };

// 标识服务提供者编码规则 (TC260-PG-20252A): 00, 1 organisation, 1 统一社会信用代码, the code, service and model.
const form = /^0011([0-9A-HJ-NP-RTUWXY]{18})(0{5}|[12][0-9A-Z]{4})$/;

/**
 * Checks a service provider's code: 27 characters of the form of TC260-PG-20252A with a 统一社会信用代码 whose check digit
 * (GB 32100) is right. Never throws: what is wrong is told in `problem`.
 */
export function parseProviderCode(code: string): ProviderCode {
  const [, creditCode, suffix] = form.exec(code) ?? [];
  if (creditCode === undefined || suffix === undefined) {
    return { ok: false, isDevelopment: false, problem: problemOfForm(code) };
  }
  const isDevelopment = code === developmentProviderCode;
  const expected = checkDigit(creditCode);
  if (!isDevelopment && creditCode.at(-1) !== expected) {
    return {
      ok: false,
      isDevelopment: false,
      problem: `the credit code ${creditCode} ends with ${creditCode.at(-1)}, its check digit is ${expected}`,
    };
  }
  const service = suffix === '00000' ? 'unspecified' : suffix.startsWith('1') ? 'generation' : 'propagation';
  return { ok: true, isDevelopment, creditCode, service };
}

function problemOfForm(code: string): string {
  if (code.length !== 27) {
    return `must have 27 characters, has ${code.length}`;
  }
  if (!code.startsWith('0011')) {
    return 'must begin with 0011 (format 00, subject 1 organisation, binding 1 credit code)';
  }
  return 'must be 0011, an 18-character credit code (digits and capitals without I, O, S, V, Z), then 1 or 2 and four digits or capitals, or 00000';
}

/** GB 32100-2015: weights 3^i mod 31 over the first 17 characters. */
function checkDigit(creditCode: string): string {
  const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
  let sum = 0;
  let weight = 1;
  for (const character of creditCode.slice(0, 17)) {
    sum += alphabet.indexOf(character) * weight;
    weight = (weight * 3) % 31;
  }
  return alphabet.charAt((31 - (sum % 31)) % 31);
}
