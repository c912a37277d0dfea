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
  'export-ready': { subject: '您的数据已准备好', text: '您的数据导出可在 {days} 天内下载。' },
  'deletion-asked': { subject: '已收到注销申请', text: '我们将在 {time} 前答复。如果不是您本人，请登录撤回申请。' },
  'safety-allowed': { subject: '{name} 可以使用', text: '审核员已查看 {name}：可以使用。{note}' },
  'safety-blocked': {
    subject: '{name} 不能使用',
    text: '审核员已查看 {name}：不能使用。{note} 如有异议，可在“素材”页申诉，由另一位审核员复核。',
  },
  mentioned: { subject: '{who} 在 {video} 提到了您', text: '{text} {link}' },
  message: { subject: '{subject}', text: '{text}' },
};
