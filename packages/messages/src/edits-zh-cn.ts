import type { enEdits } from './edits-en.ts';

/** 发到兼容接口的时间线剪辑可能有的问题，以及怎么办。 */
export const zhEdits: Readonly<Record<keyof typeof enEdits, string>> = {
  'rule.edit_html': '不支持渲染 HTML：请改用 text 或 title 类型的素材',
  'rule.edit_asset_type': '这里不支持 {type} 类型的素材：请用 video、image、audio、title 或 text',
  'rule.edit_speech': '剪辑中不生成语音：请先用 POST /api/v1/speeches 生成，再把地址作为 audio 填入',
  'rule.edit_leave_out': '这里不支持：请去掉',
  'rule.edit_fonts': '不加载自带字体，文字用思源黑体排版：请去掉',
  'rule.edit_format': '这里不生成 {format}：请用 mp4',
  'rule.edit_cover': '不拉伸画面：请用 crop（铺满画面）或 contain',
  'rule.edit_alias': '这里不认识别名：请写秒数',
  'rule.edit_transition': '这里不支持 {name}：请用 fade、slide…、carousel… 或 zoom',
  'rule.edit_tween': '不支持补间动画：请给一个数字',
  'rule.edit_callback': '不会回调：请用 POST /api/v1/webhooks 登记地址，渲染结束时会收到 render-end',
  'rule.edit_no_size': '缺失：请写 resolution，或写带 width 和 height 的 size',
  'rule.edit_empty': '是空的：至少一个片段要有自己的时长',
  'rule.edit_no_end': '为 end，但此片段开始时其他片段都已结束',
  'rule.edit_trim': '超出文件末尾（全长 {seconds} 秒）',
  'rule.edit_no_picture': '既不是图片也不是视频',
  'rule.edit_too_long': '长 {seconds} 秒：一次最多制作 {most} 秒',
};
