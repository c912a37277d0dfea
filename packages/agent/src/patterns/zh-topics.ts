import type { LanguagePatterns } from './pattern.ts';
import type { Topic } from './topic.ts';

/** Chinese lines about one thing. `{claim}` is a listed claim on that topic, said as the seller wrote it. */
export const zhTopics: Record<Topic, Partial<LanguagePatterns>> = {
  leak: {
    hook: { pain: ['放包里就怕漏？{claim}。', '包里湿一片，有过吗？'], question: ['怕漏？{claim}。'] },
    sell: { scene: ['{claim}，塞进包里不惦记。', '往包里一放，{claim}。'] },
    demo: { scene: ['{claim}，装进包里也放心。', '漏不漏，装满了看：{claim}。', '和手机放一个包里：{claim}。'] },
  },
  warm: {
    hook: { pain: ['早上热乎的，中午凉了？', '总是凉得快？'], question: ['能管多久？{claim}。'] },
    sell: { scene: ['{claim}，不用赶着趁热。'] },
    demo: { number: ['{claim}，忙完再说也不迟。', '到底管不管用，看这一条：{claim}。', '不说大话，看温度：{claim}。'] },
  },
  oneHand: {
    hook: { pain: ['腾不出手？{claim}。', '一手拎东西，一手够不着？'] },
    sell: { scene: ['{claim}，另一只手该干嘛干嘛。', '手忙的时候：{claim}。'] },
    demo: { scene: ['一边拎着东西也不耽误：{claim}。', '腾不出手的时候，{claim}。'] },
  },
  weight: {
    hook: { question: ['多重？{claim}。', '分量如何？{claim}。'] },
    sell: { number: ['拎起来什么分量？{claim}。', '掂一掂：{claim}。'] },
    demo: { number: ['分量这事，上秤说话：{claim}。'] },
  },
  grip: {
    hook: { pain: ['手上有水，怕拿不住？', '怕拿不稳？{claim}。'] },
    sell: { detail: ['{claim}，拿在手里有底。', '拿在手里：{claim}。'] },
    demo: { detail: ['稳不稳，拿起来就知道：{claim}。'] },
  },
  slip: {
    hook: { pain: ['怕滑？{claim}。'], question: ['踩着稳吗？{claim}。'] },
    sell: { scene: ['{claim}，踩下去心里有底。', '踩上去：{claim}。'] },
    demo: { scene: ['脚下要踩稳，看这一条：{claim}。'] },
  },
  clean: {
    hook: { pain: ['好用，就怕难洗？{claim}。'], question: ['好不好洗？{claim}。'] },
    sell: { scene: ['{claim}，用完不用发愁。', '好不好打理？{claim}。'] },
    demo: { scene: ['{claim}，收拾起来不闹心。', '用得勤，更要洗得勤：{claim}。'] },
  },
  quiet: {
    hook: { pain: ['一用起来，吵得心烦？', '怕吵？{claim}。'], question: ['吵不吵？{claim}。'] },
    sell: { scene: ['{claim}，不扰旁人。', '安静不安静？{claim}。'] },
    demo: { number: ['吵不吵，耳朵说了算：{claim}。'] },
  },
  noise: {
    hook: { pain: ['周围太吵，听不清？'], question: ['外面吵？{claim}。'] },
    sell: { scene: ['{claim}，路上图个清静。', '地铁里：{claim}。'] },
    demo: { scene: ['外面再热闹，也想静一会儿：{claim}。'] },
  },
  battery: {
    hook: { pain: ['用到一半，电又红了？', '怕没电？{claim}。'], question: ['电够不够用？{claim}。'] },
    sell: { number: ['{claim}，电量心里有数。', '说到用电：{claim}。'] },
    demo: { scene: ['用到一半没电，扫兴：{claim}。'] },
  },
  waterproof: {
    hook: { pain: ['怕沾水？{claim}。'], question: ['沾水怎么办？{claim}。'] },
    sell: { scene: ['{claim}，沾了水也不慌。', '碰上水：{claim}。'] },
    demo: { scene: ['免不了沾水，先看这点：{claim}。'] },
  },
  breathable: {
    hook: { pain: ['怕闷？{claim}。', '一动就闷，一坐就热？'] },
    sell: { scene: ['{claim}，天热的时候你会谢它。', '天一热：{claim}。'] },
    demo: { scene: ['一到夏天，就看这一点：{claim}。'] },
  },
  soft: {
    hook: { question: ['贴身的东西，你挑不挑？', '手感怎么样？{claim}。'] },
    sell: { detail: ['{claim}，摸过就懂。', '摸一摸：{claim}。'] },
    demo: { detail: ['{claim}，上手那一下就知道。', '贴着皮肤的东西，讲究这个：{claim}。'] },
  },
  cushion: {
    hook: { pain: ['一天下来，累不累？', '时间一长就累？{claim}。'] },
    sell: { scene: ['{claim}，时间越长越明白。', '一天下来：{claim}。'] },
    demo: { scene: ['时间一长，差别就在这：{claim}。'] },
  },
  sweet: {
    hook: { pain: ['想吃，又怕太甜？'], question: ['甜不甜？{claim}。'] },
    sell: { detail: ['{claim}，怕甜的也能来一口。', '先看糖：{claim}。'] },
    demo: { detail: ['怕甜的人，先看这一行：{claim}。'] },
  },
  ingredients: {
    hook: { question: ['买吃的，你先翻背面吗？', '里面有啥？{claim}。'] },
    sell: { detail: ['{claim}，买得明白。', '翻到背面：{claim}。'] },
    demo: { detail: ['背面那几行字，念给你听：{claim}。'] },
  },
  bite: {
    hook: { scene: ['咔嚓一口，你听。'], question: ['口感？{claim}。'] },
    sell: { scene: ['{claim}，一口就知道。', '咬一口：{claim}。'] },
    demo: { scene: ['别光看，想想那一口：{claim}。'] },
  },
  room: {
    hook: { pain: ['东西一多，就装不下？'], question: ['东西多怎么办？{claim}。'] },
    sell: { number: ['{claim}，零碎东西各归各位。', '怎么装？{claim}。'] },
    demo: { scene: ['零零碎碎一大堆？{claim}。'] },
  },
  small: {
    hook: { pain: ['用完没处放？'], question: ['占地方吗？{claim}。'] },
    sell: { scene: ['{claim}，不占你地方。', '不用的时候：{claim}。'] },
    demo: { scene: ['嫌东西占地方？{claim}。'] },
  },
  install: {
    hook: { pain: ['买回家，不会装？'], question: ['难装吗？{claim}。'] },
    sell: { detail: ['{claim}，到手自己就能弄。', '装起来麻烦吗？{claim}。'] },
    demo: { scene: ['说明书看着头疼？{claim}。'] },
  },
  sturdy: {
    hook: { pain: ['怕不经用？{claim}。'], question: ['结实吗？{claim}。'] },
    sell: { detail: ['{claim}，天天用也踏实。', '经不经用？{claim}。'] },
    demo: { detail: ['{claim}，用着心里踏实。', '天天用的东西，得扛得住：{claim}。'] },
  },
  fast: {
    hook: { pain: ['等来等去，等得心急？'], question: ['要等多久？{claim}。'] },
    sell: { number: ['{claim}，赶时间的人懂。', '看时间：{claim}。'] },
    demo: { number: ['赶时间的时候，差的就是这一会儿：{claim}。'] },
  },
  scent: {
    hook: { question: ['什么味道？{claim}。'], pain: ['味道太冲，受不了？'] },
    sell: { detail: ['{claim}，喜不喜欢，闻了算。', '闻一闻：{claim}。'] },
    demo: { detail: ['味道这事，各有所爱：{claim}。'] },
  },
  moist: {
    hook: { pain: ['皮肤干得发紧？', '一到换季就怕干？{claim}。'], question: ['干不干？{claim}。'] },
    sell: { scene: ['{claim}，换季的时候用得上。', '干的时候：{claim}。'] },
    demo: { scene: ['天一干，就看这条：{claim}。'] },
  },
  gentle: {
    hook: { pain: ['配方看不懂，不敢往身上用？'], question: ['配方里先看哪条？{claim}。'] },
    sell: { detail: ['{claim}，配方写得明白。', '先看配方：{claim}。'] },
    demo: { detail: ['往身上用的，先看这个：{claim}。'] },
  },
  material: {
    hook: { question: ['什么料？{claim}。', '先问用料：{claim}。'] },
    sell: { detail: ['{claim}，料子摆在这儿。', '看用料：{claim}。'] },
    demo: {
      detail: ['{claim}，用料不藏着。', '样子看得见，用料得说清：{claim}。', '料好不好，先看这里：{claim}。'],
    },
  },
  size: {
    hook: { question: ['尺寸多少？{claim}。'], pain: ['怕尺寸不合适？{claim}。'] },
    sell: { number: ['{claim}，下单前先量一量。', '先量量：{claim}。'] },
    demo: { detail: ['下单前，记得比一比：{claim}。'] },
  },
  origin: {
    hook: { question: ['打哪儿来？{claim}。'] },
    sell: { detail: ['{claim}，来处清楚。', '问产地：{claim}。'] },
    demo: { story: ['东西从哪来，说得清：{claim}。'] },
  },
  returns: {
    hook: { pain: ['出了问题，找谁？'], question: ['售后呢？{claim}。'] },
    sell: { proof: ['{claim}，下单少一层顾虑。', '买得安心点：{claim}。'] },
    trust: { proof: ['买了以后呢？{claim}。', '写明了：{claim}。'] },
  },
  quantity: {
    demo: { detail: ['{claim}，够不够用，心里有数。', '规格说清楚：{claim}。', '有多少，说明白：{claim}。'] },
  },
  age: {
    hook: { question: ['多大能用？{claim}。'] },
    sell: { detail: ['先看年龄：{claim}。'] },
    demo: { detail: ['多大能用，先说清：{claim}。', '给多大的用？{claim}。'] },
  },
  glow: {
    hook: { pain: ['灯一开，晃眼睛？'], question: ['亮不亮？{claim}。'] },
    sell: { detail: ['{claim}，开灯看看就知道。', '开灯看看：{claim}。'] },
    demo: { detail: ['灯光怎么样，说具体的：{claim}。'] },
  },
};
