import type { Template, TemplateName } from './templates.ts';

/** 简体中文。 */
export const noticesZhCN: Readonly<Record<TemplateName, Template>> = {
  code: {
    subject: 'Clipo 验证码：{code}',
    text: '您的验证码为{code}，{minutes}分钟内有效，请勿泄露。如非本人操作，请忽略。',
  },
  'new-device': {
    subject: '您的账号在新设备上登录',
    text: '设备：{device}。地址：{address}。时间：{time}。如果不是您本人，请打开 {link}：所有登录会立即退出，并锁定登录，直到您用验证码证明身份。',
  },
  locked: {
    subject: '您的账号已锁定',
    text: '因收到“这不是我”的申报，所有登录已退出。请用验证码登录已验证的手机或邮箱解锁，然后修改密码。',
  },
  'sessions-ended': {
    subject: '您已被退出登录',
    text: '为保护账号安全，服务方结束了您的登录。请重新登录；如果不清楚原因，请修改密码，并查看“安全”页面。',
  },
  'operator-made': {
    subject: '您已成为运营人员',
    text: '您已获得运营权限。请用通行密钥登录，或完成第二步验证，即可看到运营页面。',
  },
  'operator-ended': { subject: '您不再是运营人员', text: '您的运营权限已取消。' },
  'acting-asked': {
    subject: '服务方请求代您操作',
    text: '服务方人员请求在团队“{team}”代您操作半小时。原因：{reason}。未经您同意不会开始；请在 {time} 前决定，同意后也可随时结束。对方不能接触您的账号、资金、同意和密钥：{link}',
  },
  'acting-begun': {
    subject: '服务方人员正在代您操作',
    text: '已获您同意，至 {time} 结束。原因：{reason}。每一步都以对方的名义记录。您可以立即结束：{link}',
  },
  'acting-ended': {
    subject: '代您操作已结束',
    text: '结束时间：{time}。原因：{reason}。所做的操作记录在您团队的操作记录里。',
  },
  'contact-change': {
    subject: '您的账号申请更换联系方式',
    text: '自 {time} 起，{contact} 将取代当前联系方式。如果不是您本人，请打开 {link}：更换会撤回，所有登录立即退出，并锁定登录，直到您用验证码证明身份。',
  },
  'contact-changed': {
    subject: '您的联系方式已更换',
    text: '{contact} 已绑定到您的账号。如果不是您本人，请打开 {link}。',
  },
  'contact-removal': {
    subject: '您的账号将解绑一个联系方式',
    text: '自 {time} 起，您账号的一个联系方式将不再有效。如果不是您本人，请打开 {link}：解绑会撤回，所有登录立即退出，并锁定登录，直到您用验证码证明身份。',
  },
  'factor-removal': {
    subject: '您的第二步验证将被解除',
    text: '有人向服务方说明您的第二步验证已丢失，并已核对身份。它将于 {time} 解除。如果不是您申请的，或它还在您手里，请打开 {link}，或用它登录：它会保留。',
  },
  'factor-removed': {
    subject: '您的第二步验证已解除',
    text: '通行密钥、验证器和恢复码已失效，所有登录已退出。请用发到已验证联系方式的验证码登录，并在“安全”页重新设置第二步验证。',
  },
  'factor-kept': { subject: '您的第二步验证会保留', text: '解除第二步验证的申请已撤回。' },
  'guardian-recorded': {
    subject: '已登记您的监护人同意',
    text: '已登记您同意 {name} 使用 Clipo。您可以随时打开 {link} 撤回同意、查看或删除其数据。如果不是您本人，请在那里撤回。',
  },
  'guardian-confirmed': {
    subject: '您的监护人同意已撤回',
    text: '该账号不能再制作，正在制作的已停止。您可以在 {link} 取得数据副本或申请删除账号。如需退还充值，请在该账号的“点数”页申请。',
  },
  'guardian-withdrew': {
    subject: '您的监护人撤回了同意',
    text: '从现在起，这个账号不能再制作或购买。您仍可查看、导出和删除自己的内容。监护人可以重新同意。',
  },
  enterprise: { subject: '企业认证：{status}', text: '“{team}”提交的企业资料：{status}。{reason}' },
  'usage-grant': {
    subject: '商业使用授权：{status}',
    text: '“{team}”的商业使用授权：{status}。用途：{purpose}；依据：{document}。',
  },
  invitation: {
    subject: '邀请您加入 Clipo 团队“{team}”',
    text: '{inviter} 邀请您以{role}身份加入。邀请仅限您本人使用，{time} 前有效：{link}',
  },
  'member-removed': { subject: '您已离开团队“{team}”', text: '您不再是“{team}”的成员。' },
  'ownership-given': { subject: '团队“{team}”已转让给您', text: '您现在是“{team}”的所有者。' },
  'api-access': { subject: 'API 权限：{status}', text: '“{team}”的 API 权限申请状态：{status}。{reason}' },
  'recharge-paid': { subject: '已到账 {credits} 点', text: '订单 {order} 已支付，{credits} 点已到账。' },
  refunded: { subject: '退款已处理', text: '订单 {order}：{amount} 元将原路退回。{reason}' },
  'text-announced': {
    subject: '《{text}》将于 {time} 变更',
    text: '新版本将于 {time} 生效。变更内容：{changes}。生效后须您重新同意才能继续使用；不同意的，仍可导出数据和注销账号。',
  },
  'safety-allowed': { subject: '{name} 可以使用', text: '审核员已查看 {name}：可以使用。{note}' },
  'safety-blocked': {
    subject: '{name} 不能使用',
    text: '审核员已查看 {name}：不能使用。{note} 如有异议，可在“素材”页申诉，由另一位审核员复核。',
  },
  'measure-taken': {
    subject: '{kind}',
    text: '原因：{reason}。{statement} {until} 您仍可进行的操作、答复和申诉方式见：{link}',
  },
  'measure-reminder': {
    subject: '尚未处理：{kind}',
    text: '{statement} {until} {link}',
  },
  'measure-corrected': {
    subject: '已解除：{kind}',
    text: '所涉内容已改正，无需再处理。',
  },
  'measure-answered': {
    subject: '已收到您的答复',
    text: '运营人员将查看。{link}',
  },
  'measure-lapsed': {
    subject: '已超过期限：{kind}',
    text: '{statement} 期限内未收到处理；后续措施由人工决定。您可以申诉：{link}',
  },
  'measure-ended': {
    subject: '已到期解除：{kind}',
    text: '期限已到，受限功能已恢复。被暂停的批次可由您继续。',
  },
  'measure-undone': {
    subject: '已撤销：{kind}',
    text: '{note} 受限功能已恢复。被暂停的批次可由您继续。',
  },
  'operators-asked': {
    subject: '有事项待处理',
    text: '{text}',
  },
  'appeal-received': {
    subject: '已收到申诉 {number}',
    text: '将在 {time} 前由未参与原决定的人员作出决定，并告知理由。',
  },
  'appeal-upheld': {
    subject: '申诉 {number} 成立',
    text: '{reasons} 您所申诉的措施即时撤销。',
  },
  'appeal-rejected': {
    subject: '申诉 {number} 未获支持',
    text: '{reasons}',
  },
  'deletion-planned': {
    subject: '您的账号将于 {time} 注销',
    text: '在此之前，您可在“隐私”页面撤回注销、导出数据；之后无法恢复。{reason}',
  },
  'deletion-notice': {
    subject: '书面通知：您的账号将被注销',
    text: '{reason} 账号将于 {time} 注销；在此之前登录、答复或申诉即可停止。{link}',
  },
  'deletion-stopped': {
    subject: '您的账号不会注销',
    text: '{reason}',
  },
  'deletion-done': {
    subject: '您的账号已注销',
    text: '删除、保留的内容及保留期限见证明 {number}：{link}',
  },
  'case-received': {
    subject: '已收到，编号 {number}',
    text: '编号 {number}。我们将在 {time} 前答复。查看进度或补充材料：{link} 凭此链接即可打开工单，请勿转发。',
  },
  'case-asked': { subject: '关于 {number}，有一个问题', text: '{text} 请在 {time} 前通过您的链接答复。' },
  'case-noticed': {
    subject: '有人认为 {name} 侵犯其权益（{number}）',
    text: '{text} 您可以在 {time} 前到“工单”页提交不侵权声明。',
  },
  'case-taken-down': {
    subject: '{name} 已下架（{number}）',
    text: '在处理结束前，该内容及使用它的成片（共 {count} 件）不能使用或展示。详见“工单”页。',
  },
  'case-countered': {
    subject: '{number} 收到不侵权声明',
    text: '{text} 如您向法院起诉或向主管部门投诉，请在 {time} 前提交证明；否则已下架的内容将恢复。',
  },
  'case-restored': { subject: '{name} 已恢复（{number}）', text: '因工单 {number} 下架的内容已可重新使用和展示。' },
  'case-decided': { subject: '{number} 处理结果：{outcome}', text: '{text}' },
  'case-disclosed': {
    subject: '您的姓名和联系方式已依法提供（{number}）',
    text: '已提供给 {to}，依据：{ground}（{reference}）。',
  },
  'undertaking-asked': {
    subject: '{who} 申请取得不带显式标识的 {video}',
    text: '{who} 已签署承诺书，等待您审批。用途：{purpose}。请在批次中打开该成片，或前往“团队”页处理。',
  },
  'undertaking-decided': {
    subject: '不带显式标识的 {video}：{status}',
    text: '您为 {video} 签署的承诺书：{status}。{note}',
  },
  'licensed-withdrawn': {
    subject: '授权素材「{name}」已下架',
    text: '「{name}」不能再使用：{why} 从现在起不会再用它制作新的视频。您有 {videos} 条成片用到它，可在该素材的「用在哪里」中查看。',
  },
  'template-withdrawn': {
    subject: '模板「{name}」已下架',
    text: '「{name}」不能再选用：{why} 正在制作的批次照常完成。您有 {recipes} 个矩阵用到它，请打开矩阵换一个模板。',
  },
  mentioned: { subject: '{who} 在 {video} 提到了您', text: '{text} {link}' },
  message: { subject: '{subject}', text: '{text}' },
};
