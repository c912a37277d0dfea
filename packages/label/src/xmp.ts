/** Namespace of the label inside XMP (TC260-PG-20259A). */
const namespace = 'http://www.tc260.org.cn/ns/AIGC/1.0/';

// The element that this package puts around its label. It goes with the label, or relabelling would pile up empty ones.
const ownOpening = `<rdf:Description rdf:about="" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:TC260="${namespace}">`;
const ownClosing = '</rdf:Description>';

/** A label inside an XMP packet: its text, and the characters it takes up (half-open). */
interface XmpLabel {
  text: string;
  start: number;
  end: number;
}

/**
 * The labels of an XMP packet: elements `<TC260:AIGC>…</TC260:AIGC>` and attributes `TC260:AIGC="…"`, under whatever
 * prefix the packet binds to the namespace. A scan, not a parser: hostile packets cost time in proportion to their length.
 */
export function labelsOfXmp(xmp: string): string[] {
  return findLabels(xmp).map((label) => label.text);
}

/**
 * The packet with exactly this label: earlier ones are taken out, everything else stays. Where there is no packet, or one
 * without an rdf:RDF element to hold the label, a new packet is made.
 */
export function setXmpLabel(xmp: string | undefined, json: string): string {
  const description = `${ownOpening}<TC260:AIGC>${escapeXml(json)}</TC260:AIGC>${ownClosing}`;
  const kept = xmp === undefined ? '' : removeXmpLabels(xmp);
  const end = kept.match(/<\/[A-Za-z_][\w.-]{0,40}:RDF\s*>/);
  if (end?.index !== undefined) {
    return `${kept.slice(0, end.index)}${description}${kept.slice(end.index)}`;
  }
  return `<?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">${description}</rdf:RDF></x:xmpmeta><?xpacket end="w"?>`;
}

/** The packet without its labels. */
export function removeXmpLabels(xmp: string): string {
  let kept = '';
  let from = 0;
  for (const { start, end } of findLabels(xmp)) {
    kept += xmp.slice(from, Math.max(from, start));
    from = Math.max(from, end);
  }
  return (kept + xmp.slice(from)).replaceAll(ownOpening + ownClosing, '');
}

function findLabels(xmp: string): XmpLabel[] {
  const visible = withoutComments(xmp);
  const prefixes = new Set(['TC260']);
  for (const [, prefix = ''] of visible.matchAll(
    /xmlns:([A-Za-z_][\w.-]{0,40})\s?=\s?["']http:\/\/www\.tc260\.org\.cn\/ns\/AIGC\/1\.0\/["']/g,
  )) {
    prefixes.add(prefix);
  }
  return [...prefixes]
    .slice(0, 16)
    .flatMap((prefix) => [
      ...findElements(visible, xmp, `${prefix}:AIGC`),
      ...findAttributes(visible, xmp, `${prefix}:AIGC`),
    ])
    .sort((a, b) => a.start - b.start);
}

function findElements(visible: string, xmp: string, name: string): XmpLabel[] {
  const found: XmpLabel[] = [];
  let from = 0;
  for (;;) {
    const start = visible.indexOf(`<${name}`, from);
    const open = start < 0 ? -1 : visible.indexOf('>', start);
    if (open < 0) {
      return found;
    }
    from = open + 1;
    if (!/[\s/>]/.test(visible.charAt(start + name.length + 1))) {
      continue;
    }
    if (visible.charAt(open - 1) === '/') {
      found.push({ text: '', start, end: open + 1 });
      continue;
    }
    const close = visible.indexOf(`</${name}`, open);
    const closeEnd = close < 0 ? -1 : visible.indexOf('>', close);
    if (closeEnd < 0) {
      return found;
    }
    found.push({ text: unescapeXml(xmp.slice(open + 1, close)).trim(), start, end: closeEnd + 1 });
    from = closeEnd + 1;
  }
}

function findAttributes(visible: string, xmp: string, name: string): XmpLabel[] {
  const found: XmpLabel[] = [];
  let from = 0;
  for (;;) {
    const start = visible.indexOf(name, from);
    if (start < 0) {
      return found;
    }
    from = start + name.length;
    // Not an element's own name, but one that stands alone and is followed by ="…" within a few characters.
    const quote = /^\s{0,8}=\s{0,8}(["'])/.exec(visible.slice(from, from + 20));
    if (quote?.[1] === undefined || !/\s/.test(visible.charAt(start - 1))) {
      continue;
    }
    const open = from + quote[0].length;
    const close = visible.indexOf(quote[1], open);
    if (close < 0) {
      return found;
    }
    found.push({ text: unescapeXml(xmp.slice(open, close)).trim(), start: start - 1, end: close + 1 });
    from = close + 1;
  }
}

/** Comments as blanks of the same length, so that what was commented out is not taken for a label. */
function withoutComments(xmp: string): string {
  let visible = '';
  let from = 0;
  for (;;) {
    const start = xmp.indexOf('<!--', from);
    const end = start < 0 ? -1 : xmp.indexOf('-->', start + 4);
    if (end < 0) {
      return visible + xmp.slice(from);
    }
    visible += xmp.slice(from, start) + ' '.repeat(end + 3 - start);
    from = end + 3;
  }
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const characters: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function escapeXml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => entities[character] ?? character);
}

function unescapeXml(text: string): string {
  const plain = text.replace(/^\s*<!\[CDATA\[([\s\S]*)\]\]>\s*$/, '$1');
  if (plain !== text) {
    return plain;
  }
  return text.replace(/&(#x[0-9a-fA-F]{1,6}|#\d{1,7}|[a-z]{2,4});/g, (whole, name: string) => {
    if (!name.startsWith('#')) {
      return characters[name] ?? whole;
    }
    const code = name.startsWith('#x') ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
