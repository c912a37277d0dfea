import type { Kept } from './inventory.ts';

const holds: Readonly<Record<string, string>> = {
  users: '用户：加密的联系方式、称呼、语言、年龄段',
  sessions: '登录状态：地址和浏览器',
  accounts: '密码的哈希、绑定的微信账号',
  verifications: '登录用的临时数据',
  devices: '登录过的浏览器',
  passkeys: '通行密钥的公钥',
  totp_secrets: '加密的验证器密钥',
  recovery_codes: '恢复码的哈希',
  sign_in_attempts: '登录记录：地址、浏览器、结果、风险',
  login_codes: '验证码及接收地址的带密钥哈希',
  contact_changes: '加密的待生效联系方式',
  presence: '未成年人每日使用时长',
  consents: '同意与撤回的记录，附文本哈希',
  disclosures: '向谁提供了个人信息、为什么',
  deletion_requests: '删除申请',
  notices: '发给用户的通知及送达证明',
  notice_preferences: '通知偏好',
  messages: '待发的邮件和短信；发出后正文即删除',
  members: '谁在哪个团队、什么角色',
  invitations: '加密的被邀请人联系方式',
  teams: '团队；加密的企业资料',
  enterprise_proofs: '加密的营业执照扫描件',
  audit_events: '成员和密钥的操作记录，以哈希相连',
  idempotency_keys: '加密的重复请求应答',
  materials: '素材及其权利；可能拍到人',
  uploads: '上传中的文件',
  batches: '批次及其需求',
  videos: '成片及其标识记录',
  renders: '单个成片',
  recharge_orders: '充值订单及支付',
  refunds: '退款申请；加密的监护人资料',
  invoices: '发票申请；加密的抬头、税号和邮箱',
  person_consents: '真人出镜授权',
  media: '素材、成片等文件，按内容哈希存放',
  cache: '片段、语音等可以重新生成的文件',
  postgres: '数据库',
  log: '请求日志：路由、状态、时间；不含内容、联系方式和密钥',
};

const terms: Readonly<Record<string, string>> = {
  'until the account is deleted': '账户删除为止',
  'until the team deletes it, or is deleted itself': '团队删除它，或团队注销为止',
  'at least six months (Cybersecurity Law 23)': '不少于六个月（网络安全法第二十三条）',
  'as long as law asks for books and transactions': '法律要求保存账簿和交易记录的期限',
  'a week after the last use, a month at most': '最后使用后一周，最长一个月',
  minutes: '几分钟',
  'a day; the row six months, as a log': '一天；记录作为日志保存六个月',
  'three years after the end (PIPL 56)': '结束后三年（个人信息保护法第五十六条）',
  'three years (Network Data Regulation 12)': '三年（网络数据安全管理条例第十二条）',
  'three years': '三年',
  'until the member leaves': '成员离开为止',
  'until the team is deleted': '团队注销为止',
  'a day': '一天',
  'a day after they were given up': '放弃后一天',
  'at least six months (Labelling Measures 9)': '不少于六个月（标识办法第九条）',
  'a day after the last row that names them': '最后一处引用删除后一天',
  'until room is needed': '需要腾出空间为止',
  'as its tables say': '见各数据表',
  'as the operator keeps standard error; six months at least': '由服务方保存，不少于六个月',
};

/** What is kept under a name, in Chinese; undefined where a word of it is not there. */
export function inChinese(where: string, kept: Kept): Pick<Kept, 'holds' | 'term'> | undefined {
  const said = { holds: holds[where], term: terms[kept.term] };
  return said.holds === undefined || said.term === undefined ? undefined : { holds: said.holds, term: said.term };
}
