import type { LabelProblemCode } from './problem.ts';

/** How much a broken rule weighs: an `error` makes the label invalid, a `warning` is to be mended, a `note` to be known. */
export type Severity = 'error' | 'warning' | 'note';

/** What the strict checker judges by: each rule with its stable id, and where it stands. */
export interface LabelRule {
  id: string;
  severity: Severity;
  /** The clause of GB 45438-2025 or of TC260's practice guides. */
  clause: string;
  /** The rule as a sentence, in both languages. */
  says: { en: string; 'zh-CN': string };
}

const annexE = 'GB 45438-2025 Annex E';

/** A rule for everything that can be wrong with a label or the file around it. */
export const labelRules = {
  not_json: {
    id: 'AIGC-JSON',
    severity: 'error',
    clause: annexE,
    says: { en: 'The label is one JSON object as plain text.', 'zh-CN': '隐式标识是一个 JSON 对象，以明文书写。' },
  },
  not_an_object: {
    id: 'AIGC-OBJECT',
    severity: 'error',
    clause: annexE,
    says: {
      en: 'The label is a JSON object, not a list or a value.',
      'zh-CN': '隐式标识应为 JSON 对象，不是列表或单值。',
    },
  },
  unknown_key: {
    id: 'AIGC-KEY-UNKNOWN',
    severity: 'error',
    clause: annexE,
    says: {
      en: 'The label has the seven keys of the standard and no others.',
      'zh-CN': '隐式标识只能有标准规定的七个键。',
    },
  },
  duplicate_key: {
    id: 'AIGC-KEY-TWICE',
    severity: 'error',
    clause: annexE,
    says: { en: 'No key stands twice.', 'zh-CN': '每个键只能出现一次。' },
  },
  missing_key: {
    id: 'AIGC-KEY-MISSING',
    severity: 'error',
    clause: annexE,
    says: {
      en: 'Label, ContentProducer and ProduceID are always there.',
      'zh-CN': 'Label、ContentProducer、ProduceID 必须存在。',
    },
  },
  not_a_string: {
    id: 'AIGC-VALUE-STRING',
    severity: 'error',
    clause: annexE,
    says: { en: 'Every value is a string.', 'zh-CN': '每个值都是字符串。' },
  },
  bad_value: {
    id: 'AIGC-VALUE',
    severity: 'error',
    clause: `${annexE} c`,
    says: {
      en: 'Label is "1", "2" or "3"; the producer and its id are not empty.',
      'zh-CN': 'Label 为 "1"、"2" 或 "3"；生成服务提供者及其编号不为空。',
    },
  },
  charset: {
    id: 'AIGC-CHARSET',
    severity: 'error',
    clause: `${annexE} j`,
    says: {
      en: 'Values hold printable ASCII without space and backslash.',
      'zh-CN': '值只含可打印 ASCII 字符，不含空格和反斜杠。',
    },
  },
  no_label: {
    id: 'AIGC-MISSING',
    severity: 'error',
    clause: 'GB 45438-2025 §6.1',
    says: { en: 'The metadata hold an implicit label under AIGC.', 'zh-CN': '文件元数据中应有名为 AIGC 的隐式标识。' },
  },
  several_labels: {
    id: 'AIGC-ONE',
    severity: 'error',
    clause: 'GB 45438-2025 §6.1 c',
    says: { en: 'A file holds exactly one label.', 'zh-CN': '一个文件只有一个隐式标识。' },
  },
  other_label: {
    id: 'AIGC-OTHER',
    severity: 'error',
    clause: 'GB 45438-2025 §6.1',
    says: { en: 'The label is the one that was expected.', 'zh-CN': '隐式标识与预期一致。' },
  },
  unusual_place: {
    id: 'AIGC-PLACE',
    severity: 'warning',
    clause: 'TC260-PG-20257A, -20258A, -20259A, -202510A',
    says: {
      en: 'The label stands where the guide for its kind of file wants it.',
      'zh-CN': '隐式标识位于该类文件的实践指南规定的位置。',
    },
  },
  no_explicit_label: {
    id: 'AIGC-EXPLICIT',
    severity: 'error',
    clause: 'GB 45438-2025 §5',
    says: {
      en: 'Words that name AI and generation are seen from the start, for 2 s at least.',
      'zh-CN': '自开始起至少 2 秒可见同时含有“人工智能”或“AI”与“生成”或“合成”的文字。',
    },
  },
  unsupported_file: {
    id: 'FILE-KIND',
    severity: 'note',
    clause: 'TC260-PG-202512A',
    says: { en: 'The file is of a kind that can be read here.', 'zh-CN': '文件属于本工具能读取的类型。' },
  },
  broken_file: {
    id: 'FILE-WHOLE',
    severity: 'error',
    clause: 'TC260-PG-202512A',
    says: { en: 'The file is whole.', 'zh-CN': '文件完整无损。' },
  },
  too_large: {
    id: 'FILE-SIZE',
    severity: 'error',
    clause: 'TC260-PG-202512A',
    says: { en: 'No part of the file is beyond all measure.', 'zh-CN': '文件各部分大小在合理范围内。' },
  },
  provider_code: {
    id: 'AIGC-PROVIDER',
    severity: 'warning',
    clause: 'TC260-PG-20252A',
    says: {
      en: 'ContentProducer is a code of 27 characters whose check digit is right.',
      'zh-CN': 'ContentProducer 为 27 位服务提供者编码，且校验位正确。',
    },
  },
  development_code: {
    id: 'AIGC-PROVIDER-DEV',
    severity: 'warning',
    clause: 'TC260-PG-20252A',
    says: {
      en: "The code is the service's own, not the one for development.",
      'zh-CN': '编码应为服务提供者自己的编码，而不是开发用编码。',
    },
  },
  bad_signature: {
    id: 'AIGC-SIGNATURE',
    severity: 'error',
    clause: 'TC260-PG-202511A Annex A',
    says: {
      en: "A signature in ReservedCode1 is right for the label's words and the key beside it.",
      'zh-CN': 'ReservedCode1 中的签名与标识内容及所附公钥相符。',
    },
  },
} as const satisfies Record<LabelProblemCode, LabelRule>;
