// How Web Chat looks and speaks on this page. Colours are those of page.css; every text colour has 7:1 against what is behind it.
const INK = '#1a1a1a';
const QUIET = '#454545';
const ACCENT = '#0a4a86';
const SHADE = '#eef3f9';
const EDGE = '#6b7785';

export const locale = 'zh-CN';

export const words = {
  lost: '连接断了，正在重新连接… 您写的内容还在。',
  busy: '现在用的人多，正在排队连接，请稍等…',
  back: '已经连上。',
  elsewhere: '对话已在另一个窗口打开，请在那里继续；要在这里继续请刷新页面。',
  held: '还没有连上，正在连接… 一连上就为您发送。',
  replaced: '隔的时间太久，上次的对话已经结束，现在是新的对话。',
  tooLarge: '文件太大，没有放上去。每个文件不能超过4MB。',
  chosen: count => `已选好${count}个文件，点“发送”就交上来。`,
  useful: '谢谢，已经记下：有用。',
  notUseful: '谢谢，已经记下：没用。需要的话请点“转人工”。',
  working: '正在查政策依据…',

  // Its own words where they would puzzle a citizen.
  webChat: {
    ACTIVITY_STATUS_SEND_FAILED_RETRY: '没有发出去。[点这里再发一次][RETRY]。',
    CONNECTIVITY_STATUS_ALT_FATAL: '没有连上。',
    CONNECTIVITY_STATUS_ALT_RENDER_ERROR: '显示出错了，请刷新本页。',
    REFERENCE_LIST_HEADER_ONE: '依据：$1条（点开看原文）',
    REFERENCE_LIST_HEADER_FEW: '依据：$1条（点开看原文）',
    REFERENCE_LIST_HEADER_MANY: '依据：$1条（点开看原文）',
    REFERENCE_LIST_HEADER_OTHER: '依据：$1条（点开看原文）',
    REFERENCE_LIST_HEADER_TWO: '依据：$1条（点开看原文）',
    CITATION_MODEL_DIALOG_ALT: '依据',
    SUGGESTED_ACTIONS_LABEL_ALT: '可以点的回答',
    TEXT_INPUT_ALT: '写下您想问的事',
    TEXT_INPUT_PLACEHOLDER: '请写下您想问的事',
    TEXT_INPUT_UPLOAD_BUTTON_ALT: '上传图片或文件',
    TRANSCRIPT_NEW_MESSAGES: '有新回答',
    TRANSCRIPT_MORE_MESSAGES: '下面还有',
    TYPING_INDICATOR_SINGLE_TEXT: '正在查政策依据。',
    TYPING_INDICATOR_MULTIPLE_TEXT: '正在查政策依据。',
    VOTE_LIKE_ALT: '有用',
    VOTE_DISLIKE_ALT: '没用',
  },
};

/** Words instead of moving dots. React is inside the bundle and not given out, hence the element by hand. */
export function workingWords() {
  return {
    $$typeof: Symbol.for('react.element'),
    type: 'p',
    key: null,
    ref: null,
    // Web Chat's own live region reads TYPING_INDICATOR_SINGLE_TEXT; it would be said twice.
    props: { className: 'working', 'aria-hidden': true, children: words.working },
    _owner: null,
  };
}

export const styleOptions = {
  accent: ACCENT,
  subtle: QUIET,
  backgroundColor: 'White',
  fontSizeSmall: '0.9rem',
  primaryFont: 'inherit',
  paddingRegular: 10,
  rootHeight: '100%',

  bubbleBackground: 'White',
  bubbleBorderColor: EDGE,
  bubbleBorderRadius: 8,
  bubbleTextColor: INK,
  bubbleMaxWidth: 720,
  bubbleMinWidth: 0,
  bubbleFromUserBackground: SHADE,
  bubbleFromUserBorderColor: ACCENT,
  bubbleFromUserBorderRadius: 8,
  bubbleFromUserTextColor: INK,

  timestampColor: QUIET,
  notificationText: QUIET,

  // The page has its own line for all of these.
  hideToaster: true,

  sendBoxHeight: 56,
  sendBoxTextWrap: true,
  sendBoxTextColor: INK,
  sendBoxPlaceholderColor: QUIET,
  sendBoxButtonColor: ACCENT,
  sendBoxBorderTop: `solid 2px ${EDGE}`,
  maxMessageLength: 2000,

  uploadAccept: '.png,.jpg,.jpeg,.pdf,.docx',
  uploadMultiple: true,
  // Thumbnails are drawn by a worker that the content security policy does not let in.
  enableUploadThumbnail: false,

  // One under another on a narrow screen where the words are long, beside each other where they are short. The "stacked" layout
  // takes a line for each, and six districts then hide the answer.
  suggestedActionLayout: 'flow',
  suggestedActionHeight: 44,
  suggestedActionBorderRadius: 8,
  suggestedActionBorderWidth: 2,
  suggestedActionBorderColor: ACCENT,
  suggestedActionTextColor: ACCENT,
  suggestedActionKeyboardFocusIndicatorBorderColor: ACCENT,
  suggestedActionKeyboardFocusIndicatorBorderStyle: 'solid',
  suggestedActionKeyboardFocusIndicatorBorderWidth: 3,
  suggestedActionsFlowMaxHeight: '35vh',

  // A long answer stops at its first line, which is the one that counts, and does not run on to its last.
  autoScrollSnapOnPage: true,
  autoScrollSnapOnPageOffset: 4,
  scrollToEndButtonFontSize: '0.9rem',
  transcriptOverlayButtonBackground: INK,
  transcriptOverlayButtonBackgroundOnFocus: INK,
  transcriptOverlayButtonBackgroundOnHover: INK,

  transcriptVisualKeyboardIndicatorColor: ACCENT,
  transcriptVisualKeyboardIndicatorWidth: 3,
  transcriptActivityVisualKeyboardIndicatorColor: ACCENT,
  transcriptActivityVisualKeyboardIndicatorStyle: 'solid',
  transcriptActivityVisualKeyboardIndicatorWidth: 3,
  transcriptTerminatorFontSize: '0.9rem',
};
