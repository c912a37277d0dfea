/** Words of `clipo audit`. */
export const zhAudit = {
  'help.audit': '成员和密钥的操作记录是否完整',
  'help.audit.verify': '重读全部操作记录，指出被改动、删去或插入之处（退出码 3）',
  'help.audit.anchors': '另存在别处的 audit-anchors.jsonl',
  'audit.read': '{teams} 个团队的 {rows} 条操作，{anchors} 个每日签名，最近一次 {last}',
  'audit.whole': '记录完整',
  'audit.bent': '记录被动过：{count} 处',
  'audit.changed': '  团队 {team} 的操作 {row}：写入后被改动',
  'audit.removed': '  团队 {team} 的操作 {row}：它之前的操作被删去',
  'audit.inserted': '  团队 {team} 的操作 {row}：它之前被插入了操作',
  'audit.forged': '  {anchor} 的签名：不是本服务所签，或被改动',
  'audit.unlinked': '  {anchor} 的签名：它之前的签名不见了',
  'audit.lost': '  {anchor} 的签名：签名文件里有，数据库里没有了',
  'audit.rewritten': '  {anchor} 的签名：团队 {team} 的操作 {row} 不再是当时所签的末尾',
  'audit.unknown': '无法获取已知漏洞列表，未做检查。请在有网络时重试。',
  'audit.done': '所用软件包中有 {count} 个已知漏洞',
} as const;
