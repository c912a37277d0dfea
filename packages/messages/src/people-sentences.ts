/** Chinese for what the service states about people, teams and money; English sentences are the keys. */
export const peopleSentences: Readonly<Record<string, string>> = {
  'tencent: it fetches voices from this service, which has no public address ({1})':
    'tencent：它要从本服务取语音，而本服务没有公网地址（{1}）。请运维人员把 CLIPO_URL 设为公网地址',
  'duix: this service has none (CLIPO_DUIX_URL, CLIPO_DUIX_FOLDER)':
    'duix：本服务没有部署（CLIPO_DUIX_URL、CLIPO_DUIX_FOLDER）',
  "must be the guardian's own contact": '应为监护人自己的联系方式',
  'WeChat is not set up here': '这里没有开通微信登录',
  'all of it was refunded': '已全部退款',
  'deletion was asked for already': '已经申请过删除',
  'is not of the text in force: show it again': '与现行文本不符：请重新打开页面',
  'it is the last way to sign in: add another first': '这是最后一种登录方式：请先添加另一种',
  'must lie in the future': '应为将来的时间',
  'must be after startsAt': '应晚于开始时间（startsAt）',
  'must say why it is declined or revoked': '请说明不通过或收回的原因',
  'the team has not said which enterprise it is': '团队还没有提交企业资料',
  'no seat is free: remove somebody or an invitation, or ask the operator for more':
    '没有空余席位：请移出成员或撤回邀请，或联系服务方增加席位',
  'one-time passwords are set up already; turn them off first': '已经开启验证器；请先关闭',
  'the age group was stated before: the operator can change it, with proof':
    '年龄段已经填写过：如需更改，请联系服务方并提供证明',
  'a guardian withdrew their consent: they alone can give it again': '监护人已撤回同意：只能由同一位监护人重新同意',
  'the guardian asked for it: they alone take it back': '由监护人申请：只能由监护人撤回',
  'the consent was withdrawn before': '同意已经撤回',
  'there is no second factor to take away': '对方没有设置第二步验证',
  'there is no verified contact to sign in with afterwards': '对方没有已验证的联系方式，解除后将无法登录',
  'that was asked for already, and waits': '已经申请过，正在等待',
  'is missing: give the present password, or a code that was sent to your contact':
    '没有填写：请填写当前密码，或发到您联系方式的验证码',
  'audit stands alone: who reads the record has no other duty': '审计须单独担任：查阅操作记录的人不能有其他职责',
  'another operator changes your duties': '自己的职责须由其他运营人员更改',
  'the owner gives the team away first': '拥有者请先转让团队',
  'the team has API access': '团队已有 API 权限',
  'there is an account with this address already: sign in with a code, then set a password':
    '这个地址已有账户：请用验证码登录，再设置密码',
  'there is no verified contact: use a passkey or a one-time password': '没有已验证的联系方式：请用通行密钥或验证器',
  'this WeChat account is bound to another account': '这个微信已绑定其他账户',
  'this contact is bound to another account': '这个联系方式已绑定其他账户',
  'must be {1}, the version in force: show it and have it ticked': '应为现行版本 {1}：请展示并由本人勾选',
  'is no e-mail address': '不是邮箱地址',
  'is neither an e-mail address nor a mobile number': '既不是邮箱，也不是手机号',
  'is missing: ask for a picture first': '没有填写：请先获取图片',
  'does not fit the picture: ask for a new one': '与图片不符：请换一张',
  'is one of the most used: choose a longer one of your own': '是最常用的密码之一：请换一个更长、只有您知道的',
  'is the name of the service, or of you: choose another': '与服务名称或您的名字、联系方式相同：请换一个',
  'an operator needs a passkey or an authenticator: have them set one up first':
    '运营人员必须有通行密钥或验证器：请对方先设置',
  'is not of the file that was sent last: send it first': '与最后上传的文件不符：请先上传文件',
  'the buyer is an adult: there is no guardian to ask for them': '购买者已成年：不能由监护人申请',
  'the order was not paid, or nothing of it is left': '订单没有支付，或已没有可退的部分',
  'a refund of this order is being looked at': '这笔订单的退款正在处理',
  'there is no such refund that waits': '没有等待处理的这笔退款',
  'there is no such invoice that waits': '没有等待处理的这张发票',
  'more than was asked for': '超过申请的金额',
  'the provider tells of this order': '这笔订单由支付平台确认',
  'this transfer has paid another order': '这笔转账已用于另一笔订单',
  'the order was paid by another transfer': '这笔订单已由另一笔转账支付',
  'at most {1} yuan at once and {2} yuan a month under 18': '未满 18 岁每次不超过 {1} 元、每月不超过 {2} 元',
  '14 years': '年满 14 岁',
  'is no cursor of ours: take `next` of the page before': '不是有效的翻页标记：请用上一页的 next',
};

/** What has to be done first, or is lacking, in Chinese and English. */
export const needNames: Readonly<Record<string, { 'zh-CN': string; en: string }>> = {
  'second-factor': { 'zh-CN': '第二步验证', en: 'your second factor' },
  'fresh-proof': { 'zh-CN': '再次验证身份', en: 'a fresh proof that it is you' },
  agreements: { 'zh-CN': '同意现行协议', en: 'agreeing to the texts in force' },
  age: { 'zh-CN': '填写年龄段', en: 'stating your age' },
  guardian: { 'zh-CN': '监护人同意', en: "a guardian's consent" },
  factor: { 'zh-CN': '本团队要求的第二步验证', en: 'the second factor that your team asks for' },
  phone: { 'zh-CN': '绑定手机号', en: 'binding a mobile number' },
  owner: { 'zh-CN': '团队拥有者', en: "the team's owner" },
  admin: { 'zh-CN': '团队拥有者', en: "the team's owner" },
  write: { 'zh-CN': '编辑权限', en: 'the right to edit' },
  make: { 'zh-CN': '制作权限', en: 'the right to make videos' },
  'API access': { 'zh-CN': 'API 权限', en: 'API access' },
  'the invited contact': { 'zh-CN': '被邀请的联系方式', en: 'the contact that was invited' },
  'same origin': { 'zh-CN': '本站页面', en: 'a page of this site' },
  '*': { 'zh-CN': '运营人员', en: 'an operator' },
  'a second operator': { 'zh-CN': '另一位运营人员', en: 'a second operator' },
};

/** Whose cap is reached, in Chinese and English. */
export const limitNames: Readonly<Record<string, { 'zh-CN': string; en: string }>> = {
  member: { 'zh-CN': '您在本团队的每月上限', en: 'you may spend for this team in a month' },
  team: { 'zh-CN': '本团队的每月上限', en: 'the team may spend in a month' },
  batch: { 'zh-CN': '每个批次的上限', en: 'one batch may cost' },
};
