import type { Angle } from '../../patterns/pattern.ts';
import type { Need } from '../brief/brief-from-talk.ts';

/** What the built-in planner says in Chinese. */
export const zhWords = {
  hello: '你好，我是 Clipo 的内置规划器。我不是大语言模型，只按规则听懂商品、卖点、价格、人群、渠道、条数和时长。',
  introduction: '（我是内置规划器，按规则工作，没有接入大语言模型。）',
  noted: ({ what }: { what: string }) => `记下了：${what}。`,
  dropped: ({ what }: { what: string }) => `已去掉：${what}。`,
  ask: {
    product: '要卖的是什么商品？说个名字就行，比如“随行杯”。',
    points: '它最能打动人的卖点有哪些？两三条就够，比如“单手能开、倒放不漏”。',
    price: '卖多少钱？不想写价格就说“跳过”。',
    materials: '还差画面：把商品的照片或视频拖进来，粘贴也行。',
  } satisfies Record<Need, string>,
  useMaterials: ({ count }: { count: number }) => `你的素材库里有 ${count} 个素材。拖新的进来，或者说“用素材库里的”。`,
  noMaterials: '素材库还是空的，请先传一张商品照片或一段视频。',
  planning: '需要的都齐了，我来排方案。',
  replanning: '按你的修改重新排了一遍。',
  proposed: ({
    hooks,
    bodies,
    ctas,
    creatives,
    videos,
    seconds,
  }: Record<'hooks' | 'bodies' | 'ctas' | 'creatives' | 'videos' | 'seconds', number>) =>
    `方案在下面：${hooks} 个开场 × ${bodies} 段正文 × ${ctas} 个结尾，取 ${creatives} 个创意，共 ${videos} 条，每条 ${seconds} 秒。想改哪句直接说，比如“第二条钩子换成反问”“去掉价格”“20 条就够了”。满意了就点报价卡上的“开始制作”。`,
  planFailed: ({ problem }: { problem: string }) => `方案没排成：${problem}`,
  mostCount: ({ most }: { most: number }) =>
    `这些卖点最多能排出 ${most} 个不同的创意。说“做 ${most} 条”，或者再补几个卖点。`,
  confirmByCard: '开始制作会用点数，所以由你来点：请按报价卡上的“开始制作”。',
  nothingYet: '还没有方案可以开始，我先把缺的问清楚。',
  rewritten: ({ part, text }: { part: string; text: string }) => `${part} 换成了：“${text}”`,
  rewriteNone: ({ part, way }: { part: string; way: string }) =>
    `${part} 找不到合适的${way}：现有卖点写不出放得进这个时长的一句。再补一个卖点，或者直接告诉我要说的话，例如：${part} 改成“……”。`,
  rewriteUnknown: ({ said }: { said: string }) =>
    `“${said}”这种改法我不会：内置规划器能换成反问、痛点、对比、数字、场景、优惠、故事、误区、清单、悬念或直接的说法，也可以直接给我原句，例如：第二条钩子改成“……”。`,
  lost: ({ parts }: { parts: string }) =>
    `${parts} 里你要的那句跟现在的内容对不上（比如说了已经去掉的价格），先由我重写了一句。`,
  noSuchPart: ({ axis, at, count }: { axis: string; at: number; count: number }) =>
    `没有第 ${at} 个${axis}，现在一共 ${count} 个。`,
  noPlanYet: '还没有脚本可以改，先把方案排出来。',
  ownLineWords: ({ problem }: { problem: string }) => `这句不能用：${problem}。换个说法再试试。`,
  ownLineTime: ({ seconds }: { seconds: string }) => `这句念不进它的 ${seconds} 秒，缩短一点再给我。`,
  noSuchPoint: ({ at, count }: { at: number; count: number }) => `没有第 ${at} 个卖点，现在一共 ${count} 个。`,
  undone: ({ what }: { what: string }) => `已撤销：${what}。`,
  nothingToUndo: '没有可以撤销的修改。',
  notUnderstood:
    '这句我没听懂。我能听懂商品、卖点、价格、人群、渠道、条数、时长、语言、画幅，以及“第三条钩子换成反问”“去掉价格”“撤销”这样的修改。',
  whyHooks: ({ list }: { list: string }) =>
    `开场各走一个角度，免得一批视频都长一个样：\n${list}\n分数是开场力（越具体、越短、越像说话越高），只用你给的卖点，不编数据。`,
  whyHook: ({ part, angle, text, score }: { part: string; angle: string; text: string; score: number }) =>
    `- ${part} ${angle}：“${text}”（${score} 分）`,
  whyCount: ({ hooks, bodies, ctas, creatives }: Record<'hooks' | 'bodies' | 'ctas' | 'creatives', number>) =>
    `要 ${creatives} 个创意，就用最少的句子拼：${hooks} 个开场 × ${bodies} 段正文 × ${ctas} 个结尾，任何两条都不会说完全一样的话，相同的片段只渲染一次。`,
  whyPrice: ({ videos, each, total }: Record<'videos' | 'each' | 'total', number>) =>
    `${videos} 条 × 每条 ${each} 点 = ${total} 点。失败的不收，点数在开始时冻结，做好一条结算一条。`,
  whyFree: '这个服务没有开启点数，制作不收费。',
  whyNothing: '现在还没有方案，所以没什么可解释的。我会先问清商品、卖点和素材，再排方案。',
  limited: ({ field, most }: { field: string; most: string }) => `${field}最多 ${most}，已按 ${most} 记下。`,
  manyCount: ({ count }: { count: number }) => `${count} 条`,
  manySeconds: ({ seconds }: { seconds: number }) => `${seconds} 秒`,
  fields: {
    product: '商品',
    category: '品类',
    brand: '品牌',
    points: '卖点',
    price: '价格',
    original: '原价',
    originalProof: '原价凭证',
    audience: '人群',
    tone: '语气',
    channels: '渠道',
    count: '数量',
    seconds: '时长',
    languages: '语言',
    formats: '画幅',
    mustSay: '必须说',
    mustNotSay: '不能说',
    presenter: '数字人',
    music: '音乐',
    template: '模板',
    link: '链接',
    isDraft: '先出小样',
    materialIds: '素材',
    lines: '台词',
  },
  yes: '要',
  no: '不要',
  count: ({ count }: { count: number }) => `${count} 个`,
  originalNote: '原价我先记着，但没有凭证（何时何地卖过这个价）不会写进视频。',
  axes: { hook: '开场', body: '正文', cta: '结尾' },
  angles: {
    pain: '痛点',
    contrast: '对比',
    number: '数字',
    scene: '场景',
    offer: '优惠',
    proof: '佐证',
    question: '反问',
    story: '故事',
    myth: '误区',
    list: '清单',
    detail: '细节',
    curiosity: '悬念',
    direct: '直接',
  } satisfies Record<Angle, string>,
  list: '、',
};

/** Every language of the planner has these. */
export type TalkWords = typeof zhWords;
