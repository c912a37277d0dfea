import type { Language } from '../../i18n/i18n.ts';

type Both = readonly [chinese: string, english: string];

/** What each address of the API is for, as somebody says who did it. */
const acts: Readonly<Record<string, Both>> = {
  'PATCH /api/v1/me': ['修改个人资料', 'Changed their profile'],
  'PUT /api/v1/me/team': ['切换团队', 'Switched teams'],
  'POST /api/v1/me/agreements': ['同意协议', 'Agreed to the terms'],
  'POST /api/v1/me/proof': ['验证身份', 'Proved who they are'],
  'POST /api/v1/me/proof/codes': ['获取验证码', 'Asked for a code'],
  'POST /api/v1/me/passkeys/options': ['开始添加通行密钥', 'Began to add a passkey'],
  'POST /api/v1/me/passkeys': ['添加通行密钥', 'Added a passkey'],
  'DELETE /api/v1/me/passkeys/{id}': ['移除通行密钥', 'Removed a passkey'],
  'POST /api/v1/me/totp': ['开始设置验证器', 'Began to set up an authenticator'],
  'POST /api/v1/me/totp/confirm': ['开启验证器', 'Turned an authenticator on'],
  'DELETE /api/v1/me/totp': ['关闭验证器', 'Turned the authenticator off'],
  'PUT /api/v1/me/password': ['设置密码', 'Set a password'],
  'POST /api/v1/me/wechat': ['开始绑定微信', 'Began to link WeChat'],
  'POST /api/v1/me/contacts/codes': ['获取绑定验证码', 'Asked for a code to a new contact'],
  'PUT /api/v1/me/contacts': ['绑定联系方式', 'Bound a contact'],
  'DELETE /api/v1/me/contacts/{channel}/change': ['撤回更换联系方式', 'Took a new contact back'],
  'DELETE /api/v1/me/ways/{way}': ['移除登录方式', 'Removed a way to sign in'],
  'DELETE /api/v1/me/sessions/{id}': ['退出一台设备', 'Signed out a device'],
  'POST /api/v1/me/sessions/end-others': ['退出其他设备', 'Signed out elsewhere'],
  'POST /api/v1/me/not-me': ['申报“这不是我”', 'Said “this wasn’t me”'],
  'POST /api/v1/sign-in/code': ['用验证码登录', 'Signed in with a code'],
  'POST /api/v1/sign-in/codes': ['获取登录验证码', 'Asked for a code to sign in'],
  'POST /api/v1/sign-in/password': ['用密码登录', 'Signed in with a password'],
  'POST /api/v1/sign-in/passkey': ['用通行密钥登录', 'Signed in with a passkey'],
  'POST /api/v1/sign-in/passkey/options': ['开始用通行密钥登录', 'Began to sign in with a passkey'],
  'POST /api/v1/sign-in/wechat': ['开始用微信登录', 'Began to sign in with WeChat'],
  'POST /api/v1/sign-up/password': ['用密码注册', 'Joined with a password'],
  'POST /api/v1/captchas': ['获取图片验证码', 'Asked for a picture'],
  'POST /api/v1/deliveries': ['创建交付包', 'Made a package'],
  'POST /api/v1/deliveries/check': ['检查交付', 'Checked a delivery'],
  'POST /api/v1/people/find': ['查找用户', 'Looked a person up'],
  'POST /api/v1/team/enterprise/proof': ['上传营业执照', 'Sent the licence'],
  'POST /api/v1/safety/rules': ['起草词表', 'Drafted lists of words'],
  'POST /api/v1/safety/rules/{id}/trial': ['试用词表', 'Tried lists of words'],
  'POST /api/v1/safety/rules/{id}/publication': ['发布词表', 'Put lists of words in force'],
  'DELETE /api/v1/safety/rules/{id}': ['撤回词表草案', 'Withdrew lists of words'],
  'POST /api/v1/claim-proofs': ['提交广告用语证明', 'Gave the proof of a claim'],
  'DELETE /api/v1/claim-proofs/{id}': ['撤回广告用语证明', 'Withdrew the proof of a claim'],
  'POST /api/v1/sign-out': ['退出登录', 'Signed out'],
  'POST /api/v1/me/guardian': ['登记监护人同意', 'Recorded a guardian’s consent'],
  'POST /api/v1/me/guardian/codes': ['向监护人发送验证码', 'Sent a code to a guardian'],
  'POST /api/v1/me/notices/{id}/read': ['已读通知', 'Read a notice'],
  'PUT /api/v1/me/notice-preferences': ['修改通知偏好', 'Changed how to be told'],
  'PUT /api/v1/me/consents/{purpose}': ['修改授权同意', 'Changed a consent'],
  'POST /api/v1/me/export': ['下载个人资料', 'Took a copy of their data'],
  'POST /api/v1/me/deletion': ['申请删除账户', 'Asked for deletion'],
  'DELETE /api/v1/me/deletion': ['撤回删除申请', 'Withdrew the wish for deletion'],
  'POST /api/v1/me/invitations': ['接受邀请', 'Accepted an invitation'],
  'PATCH /api/v1/team': ['修改团队资料', 'Changed the team'],
  'PATCH /api/v1/team/members/{userId}': ['修改成员角色或限额', 'Changed a member’s role or limit'],
  'DELETE /api/v1/team/members/{userId}': ['移出成员', 'Removed a member'],
  'POST /api/v1/team/leave': ['离开团队', 'Left the team'],
  'PUT /api/v1/team/owner': ['转让团队', 'Gave the team away'],
  'POST /api/v1/team/invitations': ['邀请成员', 'Invited somebody'],
  'DELETE /api/v1/team/invitations/{id}': ['撤回邀请', 'Took an invitation back'],
  'POST /api/v1/team/api-access': ['申请 API 权限', 'Applied for API access'],
  'PUT /api/v1/team/enterprise': ['提交企业资料', 'Stated the enterprise'],
  'POST /api/v1/keys': ['创建密钥', 'Made a key'],
  'DELETE /api/v1/keys/{id}': ['吊销密钥', 'Revoked a key'],
  'POST /api/v1/credits/quotes': ['询价', 'Asked for a price'],
  'POST /api/v1/credits/orders': ['下单充值', 'Ordered credits'],
  'POST /api/v1/credits/orders/{id}/refunds': ['申请退款', 'Asked for a refund'],
  'POST /api/v1/credits/invoices': ['申请发票', 'Asked for an invoice'],
  'POST /api/v1/batches': ['新建批次', 'Started a batch'],
  'POST /api/v1/batches/{id}/pause': ['暂停批次', 'Paused a batch'],
  'POST /api/v1/batches/{id}/resume': ['继续批次', 'Went on with a batch'],
  'POST /api/v1/batches/{id}/cancel': ['取消批次', 'Cancelled a batch'],
  'POST /api/v1/batches/{id}/retry': ['重做批次', 'Made a batch’s missing videos'],
  'POST /api/v1/speeches': ['合成语音', 'Made speech'],
  'POST /api/v1/presentations': ['制作数字人口播', 'Made a presenter speak'],
  'POST /api/v1/materials': ['上传素材', 'Uploaded a material'],
  'POST /api/v1/materials/import': ['导入素材', 'Imported a material'],
  'PATCH /api/v1/materials/{id}': ['修改素材权利', 'Changed a material’s name or rights'],
  'DELETE /api/v1/materials/{id}': ['删除素材', 'Deleted a material'],
  'POST /api/v1/materials/{id}/restore': ['恢复素材', 'Restored a material'],
  'POST /api/v1/materials/{id}/consents': ['登记人物授权', 'Recorded a person’s consent'],
  'POST /api/v1/person-consents/{id}/withdraw': ['撤回人物授权', 'Withdrew a person’s consent'],
  'POST /api/v1/uploads': ['开始上传', 'Began an upload'],
  'DELETE /api/v1/uploads/{id}': ['放弃上传', 'Gave an upload up'],
  'POST /api/v1/uploads/{id}/parts': ['继续上传', 'Went on with an upload'],
  'POST /api/v1/uploads/{id}/complete': ['完成上传', 'Ended an upload'],
  'POST /api/v1/products': ['保存商品', 'Kept a product'],
  'POST /api/v1/products/import': ['导入商品', 'Imported products'],
  'POST /api/v1/products/read-page': ['读取商品网页', 'Read a product’s page'],
  'DELETE /api/v1/products/{id}': ['删除商品', 'Deleted a product'],
  'POST /api/v1/checks': ['检查文字', 'Checked texts'],
  'POST /api/v1/webhooks': ['添加回调', 'Added a webhook'],
  'DELETE /api/v1/webhooks/{id}': ['删除回调', 'Deleted a webhook'],
};

/** What stands for the rest: what was done, by the method, and to what, by the address. */
const methods: Readonly<Record<string, Both>> = {
  POST: ['新增', 'Added'],
  PUT: ['修改', 'Changed'],
  PATCH: ['修改', 'Changed'],
  DELETE: ['删除', 'Deleted'],
};
const nouns: Readonly<Record<string, Both>> = {
  templates: ['模板', 'a template'],
  scripts: ['脚本', 'a script'],
  storyboards: ['分镜', 'a storyboard'],
  renders: ['成片', 'a render'],
  render: ['成片', 'a render'],
  labels: ['标识', 'a label'],
  audio: ['语音', 'speech'],
  webhooks: ['回调', 'a webhook'],
  announcements: ['公告', 'an announcement'],
  people: ['用户', 'a person'],
  teams: ['团队', 'a team'],
  payments: ['收款', 'a payment'],
  credits: ['点数', 'credits'],
  privacy: ['隐私设置', 'privacy'],
};

/** An act of the list of acts in words. */
export function actWords(action: string, language: string): string {
  const index = (language as Language) === 'en' ? 1 : 0;
  const known = acts[action];
  if (known !== undefined) {
    return known[index];
  }
  const [method = '', path = ''] = action.split(' ');
  const noun = path.split('/').find((part) => nouns[part] !== undefined) ?? '';
  const [verb, thing] = [methods[method]?.[index], nouns[noun]?.[index]];
  return verb === undefined || thing === undefined ? action : index === 1 ? `${verb} ${thing}` : `${verb}${thing}`;
}
