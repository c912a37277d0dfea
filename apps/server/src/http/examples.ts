import { shippedTemplate } from '@clipo/agent';

const product = { id: 'CUP1', name: '随行杯', sellingPoints: ['单手能开', '倒放不漏'] };
const brief = { product, materials: [{ file: 'cup.jpg' }], durationSeconds: 15, count: 8, formats: ['9x16'] };
const rights = { holder: '示例商贸有限公司', licence: '自有' };
const accepted = { agreement: '1', privacy: '1' };
const contact = '13800138000';
const code = '123456';
const noon = '2026-12-01T04:00:00Z';
const videos = ['vid_01m8hbwvsyf963whzjyxhhf4mb'];

/**
 * A body that each schema takes, by the name that the documentation gives the schema. A test asks every schema whether it
 * would take its example.
 */
export const examples: Readonly<Record<string, unknown>> = {
  // People and teams.
  NewSignInCode: { contact },
  CodeSignIn: { contact, code, accepted },
  PasswordSignUp: { contact, code, accepted, password: 'three words and a 7' },
  PasswordSignIn: { contact, password: 'three words and a 7' },
  BeginWechat: { accepted },
  BindContact: { contact: 'li@example.com', code },
  SetPassword: { password: 'three words and a 7', current: 'two words and an 8' },
  TotpConfirm: { code },
  NotMe: { token: 'what-stands-after-the-hash' },
  SecondFactor: { totp: code, trustDevice: false },
  ChangeMe: { name: '李雷', language: 'zh-CN' },
  ChooseTeam: { teamId: 'team_01m8hbve9yf0k1ae5avxdpbtqe' },
  GuardianConsent: { name: '李大雷', contact, code },
  AcceptedTexts: accepted,
  NoticePreferences: { email: true, sms: false, quietFrom: 22, quietTo: 8, mutedTemplates: [] },
  NewAnnouncement: {
    titleZh: '周日凌晨维护',
    bodyZh: '12 月 6 日 2:00 到 3:00 暂停制作。',
    titleEn: 'Maintenance on Sunday',
    bodyEn: 'No videos are made on 6 December from 2 to 3.',
  },
  ConsentChoice: { isGiven: false, sha256: '0'.repeat(64) },
  GuardianEntry: { contact, code },
  ForWard: { token: 'of-the-answer-before', userId: 'usr_01m8hbve9yf0k1ae5avxdpbtqe' },
  DeleteWard: { token: 'of-the-answer-before', userId: 'usr_01m8hbve9yf0k1ae5avxdpbtqe', reason: '监护人要求' },
  NewLegalHold: { userId: 'usr_01m8hbve9yf0k1ae5avxdpbtqe', ground: 'court', reference: '（2026）沪01民初17号' },
  LiftLegalHold: { reason: '诉讼已结束' },
  AskToAct: {
    userId: 'usr_01m8hbve9yf0k1ae5avxdpbtqe',
    teamId: 'team_01m8hbve9yf0k1ae5avxdpbtqe',
    reason: '来电请求协助重新制作批次',
  },
  AskFactorRemoval: { identityCheck: 'video-call', note: '视频核对身份证与本人' },
  AskDeletion: { reason: '不再使用' },
  ChangeTeam: { name: '示例商贸' },
  ChangeMember: { role: 'editor', monthlyLimit: 5000 },
  NewOwner: { userId: 'usr_01m8hbve9yf0k1ae5avxdpbtqe' },
  NewInvitation: { contact: 'han@example.com', role: 'editor' },
  InvitationAcceptance: { secret: 'what-stands-in-the-invitation' },
  ApplyForApi: { purpose: '从我们的商品库批量制作短视频' },
  DecideApi: { status: 'approved' },
  NewUsageGrant: { purpose: '展示案例', document: '合同 2026-17', startsAt: noon },
  Enterprise: {
    name: '示例商贸有限公司',
    businessScope: '日用百货销售',
    licenceNumbers: ['91310000MA1K35AB0X'],
    proofSha256: '0'.repeat(64),
  },
  TeamVerification: { isVerified: true, seats: 20, reason: 'The licence bears its name' },

  // Cases.
  FileCase: {
    kind: 'infringement',
    name: '李雷',
    contact: 'li@example.com',
    text: '开场的照片是我拍摄的，未经许可使用。',
    place: 'https://example.com/v/1',
    right: 'copyright',
    isSworn: true,
  },
  SayInCase: { text: '补充一份登记证书', isSuit: false },
  ConfirmCase: { code },
  AnswerCase: { text: '我们有授权书，见附件', isCounter: true, isSworn: true },
  LinkCase: { about: 'vid_01m8hbwvsyf963whzjyxhhf4mb' },
  AskInCase: { text: '请补充权属证明' },
  NoticeOwner: { text: '有人认为开场的照片侵犯其著作权', isTakenDown: true },
  DecideCase: { outcome: 'upheld', reason: '权属清楚，未见授权', isStrike: true },
  DiscloseSender: { ground: 'court-order', reference: '(2026)沪01民初1号', to: '上海市第一中级人民法院' },

  DecideCreditGrant: { isAllowed: true },
  NewIncident: {
    kind: 'security',
    grade: 'larger',
    title: '备份文件被下载',
    data: ['users', 'media'],
    cause: '备份服务器的口令泄露',
    measures: '已更换口令并封堵',
  },
  ChangeIncident: { measures: '已更换口令并封堵' },
  NewIncidentEntry: { text: '封堵了来源地址' },
  FindAffected: { by: 'address', value: '203.0.113.7', from: noon, to: '2026-12-02T04:00:00Z' },
  TellAffected: {
    titleZh: '安全事件通知',
    bodyZh: '请更换密码。',
    titleEn: 'An incident',
    bodyEn: 'Change your password.',
  },

  // Presenters of outside engines.
  NewDictionary: {
    signedOff: { by: '王敏', on: '2026-11-20' },
    words: { 重光: { 'zh-CN': { pinyin: 'chong2 guang1' } }, Klypo: { en: { ipa: 'ˈklaɪpoʊ', say: 'Clyp oh' } } },
  },
  PronunciationTrial: {
    text: '重光随行杯',
    language: 'zh-CN',
    words: { 重光: { 'zh-CN': { pinyin: 'chong2 guang1' } } },
  },
  NewPresenterEngine: { name: 'HeyGen', engine: { kind: 'heygen', centsPerSecond: 5 }, key: 'sk_…' },
  NewOutsidePresenter: {
    name: '安娜',
    engineId: 'eng_01m8hbve9yf0k1ae5avxdpbtqe',
    avatar: 'anna_public_3',
    mostCents: 300,
    mostBatchCents: 5000,
    standIn: 'lin',
  },

  // Keys, credits, payments.
  NewKey: { name: 'shop', scopes: ['read', 'write', 'make'] },
  AskCreditQuote: { brief, products: 1 },
  NewCreditGrant: {
    teamId: 'team_01m8hbve9yf0k1ae5avxdpbtqe',
    amount: 1000,
    reference: 'order-4711',
    reason: '对公转账',
  },
  NewRechargeOrder: { pack: '1000', way: 'alipay' },
  NewRefund: { reason: '拍错了' },
  NewInvoice: {
    orderIds: ['ord_01m8hbve9yf0k1ae5avxdpbtqe'],
    buyer: { kind: 'company', title: '示例商贸有限公司', taxNumber: '91310000MA1K35AB0X', email: 'li@example.com' },
  },
  ConfirmTransfer: { payment: '20261201-0042' },
  DecideRefund: { isAccepted: true, answer: '已退款' },
  DecideInvoice: { status: 'issued', number: '26312000000012345678' },

  // Making.
  TextsToCheck: { texts: ['全网最低价', '倒放不漏'] },
  NewBatch: { brief, files: { 'cup.jpg': 'mat_01m8hbw1vm6wfr0fv1ydn3jgtr' } },
  BatchToPlan: { brief, files: { 'cup.jpg': 'mat_01m8hbw1vm6wfr0fv1ydn3jgtr' } },
  BatchStart: { startsAt: noon },
  NewRecipe: {
    name: '双十一保温杯',
    batch: { brief, files: { 'cup.jpg': 'mat_01m8hbw1vm6wfr0fv1ydn3jgtr' }, isDraft: false },
  },
  SpeechWish: { input: '单手能开，倒放不漏。', voice: 'default', response_format: 'mp3' },
  SpeechOrder: { text: '单手能开，倒放不漏。', language: 'zh-CN' },
  PresentOrder: { text: '单手能开，倒放不漏。', presenter: 'lin', layout: 'corner' },
  ShotstackEdit: {
    timeline: { tracks: [{ clips: [{ asset: { type: 'title', text: 'Hello' }, start: 0, length: 3 }] }] },
    output: { format: 'mp4', resolution: 'hd' },
  },
  MaterialImport: { url: 'https://cdn.example.com/cup.jpg', rights },
  MaterialChange: { name: 'cup.jpg', rights },
  NewUpload: { name: 'cup.mp4', sizeBytes: 73_400_320, rights },
  PartsWanted: { numbers: [1, 2, 3] },
  UploadEnd: { parts: [{ number: 1, tag: '"9b2cf535f27731c974343645a3985328"' }] },
  NewPersonConsent: {
    person: { name: '李雷', isAdult: true },
    purposes: ['render', 'advertise'],
    agreedTo: '1',
    language: 'zh-CN',
  },
  FilmChallengeAnswer: { token: 'as-it-was-drawn', materialId: 'mat_01m8hbwvsyf963whzjyxhhf4mb' },
  PersonConsentWithdrawal: { by: '李雷', reason: '不再代言' },
  NewProduct: { product, materialIds: [] },
  NewTemplate: { data: { ...shippedTemplate('clear'), name: 'ours' } },
  NewScript: {
    name: '随行杯 1',
    language: 'zh-CN',
    lines: [
      { role: 'hook', text: '怕漏？' },
      { role: 'body', text: '单手能开，倒放不漏。' },
      { role: 'cta', text: '点下面看看。' },
    ],
  },
  NewStoryboard: {
    name: '随行杯 1',
    data: {
      version: 1,
      name: 'CUP1_001',
      language: 'zh-CN',
      format: '9x16',
      fps: 30,
      scenes: [
        {
          id: 's1',
          role: 'hook',
          frames: 60,
          background: '#1F6F78',
          layers: [],
          transitionIn: { kind: 'cut', frames: 0 },
        },
      ],
      voice: [],
      music: null,
      captions: [],
    },
  },
  Copy: { text: '单手能开，倒放不漏。', language: 'zh-CN', platform: 'douyin' },
  HookWish: { product, language: 'zh-CN', count: 5 },
  NewWebhook: { url: 'https://shop.example.com/clipo', types: ['video-end', 'batch-end'] },

  // Review and delivery.
  NewVideoFolder: { name: '双十二' },
  MoveVideos: { videos, folder: null },
  SomeVideos: { videos },
  NewReviewDecision: { videos, outcome: 'rejected', reasons: ['words'], note: '价格不对' },
  NewReviewComment: { atMs: 1500, body: '这里的字太小' },
  ResolveReviewComment: { isResolved: true },
  NewUndertaking: {
    purpose: '交给客户，由其在自己的账号发布并按平台要求声明',
    recipient: { name: '示例商贸有限公司', contact: 'han@example.com' },
    signedAs: '李雷',
    duties: { version: '2026-11-28', language: 'zh-CN', sha256: '0'.repeat(64) },
  },
  UndertakingDecision: { outcome: 'approved', note: '已核对合同' },
  NewShare: { name: '给客户看', days: 7, mayComment: true },
  AskSharedComments: { video: videos[0] },
  NewSharedComment: { video: videos[0], guest: '王女士', body: '换一句开场' },
  NewSharedDecision: { video: videos[0], guest: '王女士', outcome: 'approved' },
  NewChannelDelivery: { videos, channels: [{ platform: 'douyin', handle: '示例官方旗舰店' }], labels: ['ai'] },
  NewConversation: { language: 'zh-CN' },
  ConversationChange: { title: '随行杯第一批', isPinned: true },
  NewMessage: { text: '帮我给随行杯做 3 条 15 秒的抖音视频，单手能开、倒放不漏，89 元', materialIds: [] },
  StartTalkBatch: { card: '3f0c2f1e-6d0a-4a53-9d4e-0d8a5f6c7b21' },
  TalkChangeState: { isUndone: true },
  NewOutputReport: { messageId: 'cms_01kb2v', reason: 'wrong', note: '价格说错了' },
  NewTeamModel: { baseUrl: 'https://api.deepseek.com/v1', name: 'deepseek-chat', key: 'sk-…' },
  ModelTrial: { baseUrl: 'https://api.deepseek.com/v1', name: 'deepseek-chat', key: 'sk-…' },

  NewSafetyDecision: { ruling: 'blocked', reason: 'suggestive', note: '请换一张没有人物的画面' },
  NewSafetyAppeal: { text: '画面是抽象图形，没有人物' },

  // Running the service.
  FindPerson: { who: '13800138000' },
  SetOperator: { roles: ['system'], reason: 'On duty from December' },
  OperatorReason: { reason: 'Asked for by the person, by telephone' },
  CloseService: { reason: '服务终止' },
};
