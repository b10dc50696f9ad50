import type { WaitingTexts } from '../language';

/** What is said while a provider's window is open, in Japanese. */
export const texts = {
  waitingPanel: {
    label: 'ログイン用ウィンドウ',
    waiting: '開いたウィンドウで続けてください。',
    slow: 'ログイン用ウィンドウからまだ応答がありません。このウィンドウの後ろに隠れているかもしれません。',
    'out-of-sight':
      'ログイン用ウィンドウが閉じられたか、このページから確認できません。まだ手続き中の場合は、そのまま続けてください。完了すると自動的に切り替わります。',
    blocked: 'ブラウザーがログイン用ウィンドウをブロックしました。',
    show: 'ウィンドウを表示',
    openAgain: 'ウィンドウを開き直す',
    continueHere: 'このタブで続ける',
    cancel: 'キャンセル',
  },
} satisfies WaitingTexts;
