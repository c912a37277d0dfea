const digitNames = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
const groupNames = ['', '万', '亿', '万亿'];
const placeNames = ['千', '百', '十', ''];

/** Digits one by one: `2026` → 二零二六. `one` is 幺 in telephone numbers. */
export function sayDigits(digits: string, one: '一' | '幺' = '一'): string {
  return [...digits].map((digit) => (digit === '1' ? one : (digitNames[Number(digit)] ?? ''))).join('');
}

/** A whole number in words: `10500` → 一万零五百, `2000` → 两千. Beyond sixteen places the digits are read. */
export function sayWhole(digits: string): string {
  const trimmed = digits.replace(/^0+(?=\d)/, '');
  if (trimmed === '0') {
    return '零';
  }
  if (trimmed.length > 16) {
    return sayDigits(trimmed);
  }
  const padded = trimmed.padStart(Math.ceil(trimmed.length / 4) * 4, '0');
  const groups = padded.match(/\d{4}/g) ?? [];
  let said = '';
  let isGap = false;
  for (const [index, group] of groups.entries()) {
    if (group === '0000') {
      isGap = said !== '';
      continue;
    }
    const needsZero = said !== '' && (isGap || group.startsWith('0'));
    const name = groupNames[groups.length - 1 - index] ?? '';
    const isLoneTwo = group === '0002' && name !== '';
    said += `${needsZero ? '零' : ''}${isLoneTwo ? '两' : sayGroup(group, said === '')}${name}`;
    isGap = false;
  }
  return said;
}

function sayGroup(group: string, isFirst: boolean): string {
  let said = '';
  let isGap = false;
  for (const [place, digit] of [...group].entries()) {
    if (digit === '0') {
      isGap = said !== '';
      continue;
    }
    // 十二, but 一百一十二; 两百, 两千, but 一千二百.
    const isBareTen = digit === '1' && place === 2 && said === '' && isFirst;
    const isTwo = digit === '2' && (place === 0 || (place === 1 && said === ''));
    const name = isBareTen ? '' : isTwo ? '两' : digitNames[Number(digit)];
    said += `${isGap ? '零' : ''}${name}${placeNames[place]}`;
    isGap = false;
  }
  return said;
}

/** A number with its fraction: `2.50` → 二点五零. `isCounted` says 两 for a lone 2, as before 个 or 小时. */
export function sayNumber(whole: string, fraction: string, isCounted = false): string {
  if (fraction !== '') {
    return `${sayWhole(whole)}点${sayDigits(fraction)}`;
  }
  // 007 and the like are codes, not amounts.
  if (/^0\d/.test(whole)) {
    return sayDigits(whole);
  }
  return isCounted && whole === '2' ? '两' : sayWhole(whole);
}

/** An amount of money: the zeros at the end of its fraction are silent, `89.00` → 八十九, `9.90` → 九点九. */
export function sayAmount(whole: string, fraction: string): string {
  return sayNumber(whole, fraction.replace(/0+$/, ''), true);
}
