import type { Language } from '../../i18n/languages.ts';
import { operatedWords } from './operated-words.ts';

export type Both = readonly [chinese: string, english: string];

/** What was done with measures, deletions and the like, as the record names it. */
const acts: Readonly<Record<string, Both>> = {
  'measure proposed': ['提出处置建议', 'Measure proposed'],
  'measure taken': ['采取处置', 'Measure taken'],
  'measure answered': ['答复处置', 'Measure answered'],
  'measure corrected': ['已改正，处置结束', 'Corrected: measure over'],
  'measure lapsed': ['期限已过', 'Deadline passed'],
  'measure ended': ['处置到期', 'Measure over'],
  'measure undone': ['撤销处置', 'Measure taken back'],
  'appeal opened': ['提出申诉', 'Appealed'],
  'appeal withdrawn': ['撤回申诉', 'Appeal withdrawn'],
  'deletion asked': ['申请注销', 'Asked for deletion'],
  'deletion ordered': ['责令注销', 'Deletion ordered'],
  'deletion notice given': ['书面通知注销', 'Written notice of deletion'],
  'deletion withdrawn': ['撤回注销', 'Deletion withdrawn'],
  'account erased': ['账号已注销', 'Account erased'],
  'deletion certified': ['出具注销证明', 'Deletion certified'],
  'evidence sealed': ['封存证据', 'Evidence sealed'],
  'evidence packaged': ['证据提供给主管机关', 'Evidence packed for an authority'],
  'evidence swept': ['证据到期清除', 'Evidence swept after its term'],
  'legal hold placed': ['登记法律保全', 'Legal hold placed'],
  'legal hold lifted': ['解除法律保全', 'Legal hold lifted'],
  'acting asked': ['请求代为操作', 'Asked to act for them'],
  'acting consented': ['同意代为操作', 'Consented to it'],
  'acting begun': ['开始代为操作', 'Began to act for them'],
  'acting ended': ['结束代为操作', 'Ended acting for them'],
  'retention swept': ['清除到期数据', 'Swept what has had its term'],
  'package made': ['制作资料包', 'Package made'],
  'package taken': ['取走资料包', 'Package taken'],
  ...operatedWords,
};

/** Single words of states, roles and kinds. */
const words: Readonly<Record<string, Both>> = {
  owner: ['所有者', 'owner'],
  editor: ['编辑', 'editor'],
  approver: ['审批', 'approver'],
  viewer: ['查看', 'viewer'],
  pending: ['待支付', 'waits for payment'],
  paid: ['已支付', 'paid'],
  closed: ['已关闭', 'closed'],
  asked: ['已申请', 'asked for'],
  declined: ['已拒绝', 'declined'],
  sending: ['退款中', 'on its way'],
  done: ['已完成', 'done'],
  failed: ['失败', 'failed'],
  planning: ['规划中', 'planned now'],
  running: ['制作中', 'being made'],
  cancelled: ['已取消', 'cancelled'],
  grant: ['赠送', 'given'],
  recharge: ['充值', 'recharge'],
  CNY: ['元', 'CNY'],
  give: ['同意', 'given'],
  decline: ['未同意', 'declined'],
  withdraw: ['撤回', 'withdrawn'],
  agreement: ['用户协议', 'agreement'],
  privacy: ['隐私', 'privacy'],
  face: ['人脸', 'face'],
  'voice-clone': ['声音克隆', 'voice cloning'],
  'third-party-model': ['第三方模型', 'models of third parties'],
  'cross-border': ['出境', 'data abroad'],
  training: ['训练', 'training'],
  showcase: ['展示', 'showing as an example'],
  marketing: ['营销', 'marketing'],
  guardian: ['监护人', 'guardian'],
  infringement: ['侵权通知', 'notice of infringement'],
  abuse: ['举报', 'report of abuse'],
  complaint: ['投诉', 'complaint'],
  deletion: ['注销请求', 'wish to be deleted'],
  appeal: ['申诉', 'appeal'],
  question: ['咨询', 'question'],
  feedback: ['意见', 'feedback'],
  unconfirmed: ['待确认联系方式', 'contact not confirmed'],
  open: ['处理中', 'open'],
  noticed: ['已转通知', 'owner noticed'],
  countered: ['有反通知', 'counter-notice'],
  disputed: ['争议中', 'disputed'],
};

/** What was done, as the record names it, in a reader's words; another text stays as it is. */
export function measureWords(act: string, language: string): string {
  return acts[act]?.[language === 'zh-CN' ? 0 : 1] ?? act;
}

/** Something that happened, as it was written down, in a reader's words: what has none stays as it is. */
export function pastWords(text: string, language: string): string {
  const at: keyof Both = (language as Language) === 'zh-CN' ? 0 : 1;
  const [act = '', ...ground] = text.split(': ');
  const known = acts[act];
  return known === undefined
    ? text
        .split(' ')
        .map((word) => words[word]?.[at] ?? word)
        .join(' ')
    : [known[at], ...ground].join(at === 0 ? '：' : ': ');
}
