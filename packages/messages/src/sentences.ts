import type { Language } from '@clipo/contract';
import { peopleSentences } from './people-sentences.ts';

/**
 * Chinese for what the packages state as English sentences (as gettext does: the sentence is the key). `{1}`, `{2}` …
 * stand for what varies.
 */
const sentences: Readonly<Record<string, string>> = {
  ...peopleSentences,

  // Rules of single fields.
  'must be a sum of zero or more such as "89.00", written as a text': '应为不小于零的金额，写成文字，例如 "89.00"',
  'must be an ISO 4217 code such as CNY': '应为 ISO 4217 币种代码，例如 CNY',
  'must be higher than the price: what was never charged is no earlier price': '应高于现价：没有收过的价格不能叫原价',
  'letters, digits, dot, dash and underscore only, 64 at most': '只能含文字、数字、点、短横和下划线，最多 64 个字',
  'must be a colour such as "#1F6F78"': '应为颜色，例如 "#1F6F78"',
  'needs a text in at least one language': '至少要有一种语言的文字',
  'names no axis': '没有写任何一个维度',
  'must be the six digits that were sent': '应为收到的六位数字',
  'must be a SHA-256 as 64 small hexadecimal digits': '应为 SHA-256：64 位小写十六进制数字',
  'must be the name of an event such as "video-end"': '应为事件名，例如 "video-end"',
  'must be a web address such as https://shop.example.com/item': '应为完整的网址，例如 https://shop.example.com/item',
  'Invalid URL': '应为完整的网址，例如 https://shop.example.com/item',

  // Templates.
  'names no shape of frame': '没有写任何一种画面形状',
  'must be a name such as "bold-promo"': '应为名字，例如 "bold-promo"',
  'needs x-fill or x-default: where its text comes from': '需要 x-fill 或 x-default：文字从哪里来',
  'no {1} is called "{2}"; did you mean "{3}"?': '没有名为“{2}”的 {1}；是不是“{3}”？',
  'no {1} is called "{2}"; there are {3}': '没有名为“{2}”的 {1}；有：{3}',
  'needs one caption for {1} frames, has {2}': '{1} 画面需要一个 caption，现有 {2} 个',

  // Materials.
  'is a folder; name a picture, clip or sound file': '这是文件夹；请写图片、视频或声音文件的名字',
  'is not a regular file': '不是普通文件',
  'is empty (0 bytes)': '是空文件（0 字节）',
  'is empty': '是空文件',
  'was changed while it was being read; run the command again when it is at rest':
    '正在读取时被改动；等它不再变化后再运行一次',
  'is {1} GiB; at most 64 GiB can be used': '有 {1} GiB；最多能用 64 GiB',
  "can't be opened ({1})": '无法打开（{1}）',
  'is of another kind, or damaged': '类型不符，或已损坏',
  'holds neither picture nor sound': '既没有画面也没有声音',
  "is a picture of the kind {1}, which can't be read; save it as JPEG or PNG":
    '是 {1} 图片，无法读取；请另存为 JPEG 或 PNG',
  'is a picture of more than 512 MiB; save it smaller': '图片超过 512 MiB；请另存得小一些',
  'is a damaged or cut off picture; open it and save it anew as JPEG or PNG':
    '图片已损坏或不完整；请打开后另存为 JPEG 或 PNG',
  'is {1}×{2} pixels; at most {3} a side and {4} megapixels can be used':
    '大小为 {1}×{2} 像素；单边最多 {3} 像素，总共最多 {4} 百万像素',
  'is {1}×{2} pixels; at most {3} a side can be used': '大小为 {1}×{2} 像素；单边最多 {3} 像素',
  "can't be decoded as a clip": '无法解码为视频',
  'holds no picture that decodes': '没有能解码的画面',
  'holds {1} s that decode cleanly; at least 1 s is needed': '能正常解码的只有 {1} 秒；至少要 1 秒',
  'has a picture track without a size': '画面没有尺寸',
  'is longer than {1} hours; cut out the part that is needed': '超过 {1} 小时；请剪出需要的部分',

  'is no font: send TTF, OTF or WOFF2': '不是字体：请用 TTF、OTF 或 WOFF2',
  'is a WOFF font: send TTF, OTF or WOFF2': '是 WOFF 字体：请用 TTF、OTF 或 WOFF2',
  'is a collection of fonts (TTC): send one of them as TTF, OTF or WOFF2':
    '是字体合集（TTC）：请把其中一款存成 TTF、OTF 或 WOFF2',
  'is a font of more than {1} MiB': '字体超过 {1} MiB',
  'is a font that draws no character': '字体里没有可画的字',
  'is a font that takes too long to read': '读取字体用时过长',
  "is a damaged font: it can't be read": '字体已损坏，无法读取',

  'is silent: record it again, or check the microphone': '没有声音：请重新录制，或检查麦克风',
  'holds no speech that stands out: record the voice alone, nearer to the microphone':
    '听不出人声：请单独录人声，离麦克风近一些',
  "can't be decoded as sound": '无法解码为声音',

  // Plan, lines and voice.
  'needs at least three sentences: the first opens, the last calls to action, the rest lies between':
    '至少要三句话：第一句开场，最后一句行动号召，其余在中间',
  'takes about {1} s to say, but the recording speaks for {2} s: write what is said in it':
    '念完约需 {1} 秒，而录音里说了 {2} 秒：请写录音里说的话',
  'is {1}, but the recording speaks for {2} s: set it to {3}, or record it anew':
    '是 {1}，而录音里说了 {2} 秒：请设为 {3}，或重新录制',
  'asks for {1} choices, but the product and its materials give at most {2}': '要 {1} 种，但商品和素材最多给出 {2} 种',
  'must be a whole number from {1} to {2}': '应为 {1} 到 {2} 的整数',
  '"{1}" holds "{2}", which mustNotSay forbids': '“{1}”含有 mustNotSay 禁止的“{2}”',
  '"{1}" is part of the product\'s name, and nothing else is left to say': '“{1}”是商品名的一部分，此外没有别的可说',
  'forbids every selling point and fact of the product, so that nothing is left to say':
    '禁止了商品的全部卖点和事实，没有可说的了',
  '"{1}" fits in no line of a video this short, beside what else must be said; shorten it or ask for a longer video':
    '视频这么短，“{1}”和其他必须说的话一起放不进任何一句；请缩短它，或要更长的视频',
  'no voice "{1}" for {2}; did you mean "{3}"? Known: {4}': '{2} 没有声音“{1}”，是不是“{3}”？可用的有：{4}',
  'the voice "{1}" says no line in {2} ms; the shortest, "{3}", takes {4} ms':
    '声音“{1}”在 {2} 毫秒内说不完任何一句；最短的“{3}”要 {4} 毫秒',
  'the voice "{1}" says no line in {2} ms': '声音“{1}”在 {2} 毫秒内说不完任何一句',

  'is too few: a pairwise plan over these axes needs at least {1} ({2})':
    '太少：按这些维度做 pairwise 至少要 {1}（{2}）',
  "can't bring every pair of choices together without saying the same thing twice ({1})":
    '无法让每两种选择都相遇而不说重复的话（{1}）',

  // Settings.
  'must have 27 characters, has {1}': '应为 27 个字符，现有 {1} 个',
  'must begin with 0011 (format 00, subject 1 organisation, binding 1 credit code)':
    '应以 0011 开头（格式 00，主体 1 组织，绑定 1 统一社会信用代码）',
  'must be 0011, an 18-character credit code (digits and capitals without I, O, S, V, Z), then 1 or 2 and four digits or capitals, or 00000':
    '应为 0011、18 位统一社会信用代码（数字和大写字母，不含 I、O、S、V、Z），再加 1 或 2 和四位数字或大写字母，或 00000',
  'the credit code {1} ends with {2}, its check digit is {3}': '信用代码 {1} 的末位是 {2}，校验码应为 {3}',
  '"{1}" can\'t make {2}': '“{1}”不能编码 {2}',

  // Notes.
  '{1} leaves out "{2}" of voice.text at {3}: record it anew, or take the words out of the text':
    '{1} 在 {3} 处漏读了 voice.text 中的“{2}”：请重新录制，或从文字中删去这些字',
  '{1} says something from {2} to {3} that voice.text does not hold: add the words to the text, or record it anew':
    '{1} 在 {2} 到 {3} 说了 voice.text 里没有的话：请把这些话写进文字，或重新录制',
  '{1} says "{2}", which advertising rules forbid or want proven ({3}; {4})':
    '{1} 里的“{2}”是广告规则禁止或要有证据的说法（{3}；{4}）',
  '{1} says "{2}", which is seen but not spoken: voices know Chinese and Latin letters only':
    '{1} 里的“{2}”只显示、不读出：声音只会读中文和拉丁字母',
  '{1} is left out: it holds "{2}", which must not be said': '{1} 没有用：它含有禁止说的“{2}”',
  'product.name is not spoken: it holds "{1}", which must not be said': '不说 product.name：它含有禁止说的“{1}”',
  "{1}: no text for {2} and {3} more; the product's own words stand in":
    '{1}：{2} 等（另有 {3} 处）没有这种语言的文字，用了商品原有的文字',
  "{1}: no text for {2}; the product's own words stand in": '{1}：{2} 没有这种语言的文字，用了商品原有的文字',
  '{1} and {2} differ by {3}, less than minDifference {4}': '{1} 和 {2} 的差异是 {3}，低于 minDifference 的 {4}',
  '{1} more pairs differ less than minDifference {2}: see the manifest':
    '另有 {1} 对的差异低于 minDifference 的 {2}：见 manifest.json',
  "{1} of {2} creatives can't differ by minDifference {3} from all others, as planned; more materials or selling points, or fewer videos, help":
    '{2} 条创意中有 {1} 条按计划达不到 minDifference 的 {3}；多给素材或卖点，或减少条数，会有帮助',
  '{1} could not be checked: {2}': '{1} 没能检查：{2}',
  'how different the videos are could not be measured: {1}': '没能测出各视频的差异：{1}',
  '{1} does not work here ({2}): {3} takes its place': '{1} 在这里不能用（{2}），改用 {3}',
};

/** Sentences with gaps, as patterns; more exact ones stand first. */
const patterns = Object.entries(sentences)
  .filter(([sentence]) => sentence.includes('{1}'))
  .map(([sentence, translation]) => ({
    pattern: new RegExp(`^${RegExp.escape(sentence).replace(/\\\{\d\\\}/g, '(.+?)')}$`, 's'),
    translation,
  }));

/** A sentence of a package in a language; as it stands where the language has no other. */
export function sentenceIn(language: Language, sentence: string): string {
  if (language !== 'zh-CN') {
    return sentence;
  }
  for (const { pattern, translation } of patterns) {
    const values = pattern.exec(sentence);
    if (values !== null) {
      return translation.replace(/\{(\d)\}/g, (_, index: string) => values[Number(index)] ?? '');
    }
  }
  return sentences[sentence] ?? sentence;
}

const types: Readonly<Record<string, string>> = {
  string: '文字',
  number: '数字',
  int: '整数',
  boolean: 'true 或 false',
  object: '对象',
  record: '对象',
  array: '列表',
  null: '空值 null',
  undefined: '空',
};

/** Names of types, as the contract joins them (`string or object`), in a language. */
export function typesIn(language: Language, names: string): string {
  return language === 'zh-CN'
    ? names
        .split(' or ')
        .map((name) => types[name] ?? name)
        .join('或')
    : names;
}
