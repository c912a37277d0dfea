const small =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const tens = ' , ,twenty,thirty,forty,fifty,sixty,seventy,eighty,ninety'.split(',');
const scales = ['', ' thousand', ' million', ' billion', ' trillion'];

/** Digits one by one: `316` → three one six. */
export function sayDigits(digits: string): string {
  return [...digits].map((digit) => small[Number(digit)] ?? '').join(' ');
}

/** A whole number in words, the American way: `1299` → one thousand two hundred ninety-nine. */
export function sayWhole(digits: string): string {
  const trimmed = digits.replace(/^0+(?=\d)/, '');
  if (trimmed === '0') {
    return 'zero';
  }
  if (trimmed.length > 15) {
    return sayDigits(trimmed);
  }
  const groups = trimmed.padStart(Math.ceil(trimmed.length / 3) * 3, '0').match(/\d{3}/g) ?? [];
  return groups
    .map((group, index) => (group === '000' ? '' : `${sayHundreds(Number(group))}${scales[groups.length - 1 - index]}`))
    .filter((part) => part !== '')
    .join(' ');
}

function sayHundreds(value: number): string {
  const hundreds = Math.floor(value / 100);
  const rest = value % 100;
  return [hundreds === 0 ? '' : `${small[hundreds]} hundred`, rest === 0 ? '' : sayTens(rest)]
    .filter((part) => part !== '')
    .join(' ');
}

function sayTens(value: number): string {
  if (value < 20) {
    return small[value] ?? '';
  }
  return `${tens[Math.floor(value / 10)]}${value % 10 === 0 ? '' : `-${small[value % 10]}`}`;
}

/** A number with its fraction: `3.50` → three point five zero. */
export function sayNumber(whole: string, fraction: string): string {
  if (fraction !== '') {
    return `${sayWhole(whole)} point ${sayDigits(fraction)}`;
  }
  return /^0\d/.test(whole) ? sayDigits(whole) : sayWhole(whole);
}

const irregular: Readonly<Record<string, string>> = {
  one: 'first',
  two: 'second',
  three: 'third',
  five: 'fifth',
  eight: 'eighth',
  nine: 'ninth',
  twelve: 'twelfth',
};

/** The ordinal of a whole number: `21` → twenty-first. */
export function sayOrdinal(digits: string): string {
  return sayWhole(digits).replace(/[a-z]+$/, (last) => irregular[last] ?? `${last.replace(/y$/, 'ie')}th`);
}

/** A year: `2026` → twenty twenty-six, `2005` → two thousand five, `1900` → nineteen hundred. */
export function sayYear(digits: string): string {
  const century = Number(digits.slice(0, 2));
  const rest = Number(digits.slice(2));
  if (digits.startsWith('200')) {
    return sayWhole(digits);
  }
  return `${sayTens(century)} ${rest === 0 ? 'hundred' : rest < 10 ? `oh ${small[rest]}` : sayTens(rest)}`;
}
