/** Words that turn a thing into a warning against it, before it or after it. */
const warnsBefore =
  /(?:禁止|严禁|拒绝|远离|防范|防止|预防|打击|举报|反对|警惕|不得|不要|不能|请勿|切勿|勿|抵制|谨防|反|杜绝|整治|查处|查获|破获|取缔|严打|惩治|揭露|识破|治理|扫除|警方|缉|戒|抓获|没有|不含|绝不|不参与|不碰|不支持|科普|普及|纪念|谴责|遏制|辟谣|坚决|受害|遭遇|遭到|不涉及|不提供|小心|提防|不是|并非|教育孩子|保护)[^，。！？；,.!?;\n]{0,10}$/u;
const warnsAfter =
  /^[^，。！？；,.!?;\n]{0,8}(?:是违法|属于违法|违法|是犯罪|犯罪|害人|有害|的危害|要不得|不可取|可耻|零容忍|会被|将被|依法|被抓|被查|防范|举报|受害者|预防|辟谣|判刑)/u;
const warnsBeforeEn =
  /\b(?:don'?t|do not|never|stop|stopping|avoid|avoiding|beware of|warn(?:ing|s|ed)?|report(?:ing|s|ed)?|against|prevent(?:ing|ion of|s)?|fight(?:ing)?|combat(?:ing)?|end|ban(?:ned|s)?|anti|no|without|victims? of|survivors? of|protect(?:s|ed|ion)?|condemn(?:s|ed)?|recover(?:y|ing)? from|awareness of|arrested for|quit(?:ting)?|say no to|prohibit(?:s|ed)?|history of|risks? of|dangers? of)\b[^,.!?;\n]{0,30}$/iu;
const warnsAfterEn =
  /^[^,.!?;\n]{0,16}\b(?:is|are) (?:illegal|a crime|wrong|dangerous|prohibited|banned|not allowed|forbidden|never ok(?:ay)?)|^ (?:prevention|awareness|recovery|survivors?|victims?|hotline)\b/iu;

/** Whether the words around a place warn against what stands there. */
export function isWarning(raw: string, start: number, end: number): boolean {
  const before = raw.slice(Math.max(0, start - 40), start);
  const after = raw.slice(end, end + 40);
  return warnsBefore.test(before) || warnsAfter.test(after) || warnsBeforeEn.test(before) || warnsAfterEn.test(after);
}

/** The sentence around a place: offsets in the raw text. */
export function sentenceAround(raw: string, start: number, end: number): [start: number, end: number] {
  const isEnd = (place: number) => /[。！？!?；;\n]/u.test(raw[place] ?? '');
  let [from, to] = [start, end];
  while (from > 0 && !isEnd(from - 1)) {
    from -= 1;
  }
  while (to < raw.length && !isEnd(to)) {
    to += 1;
  }
  return [from, to];
}
