import type { WaitingTexts } from '../language';

/** What is said while a provider's window is open, in Arabic. */
export const texts = {
  waitingPanel: {
    label: 'نافذة تسجيل الدخول',
    waiting: 'تابِع في النافذة التي فُتحت.',
    slow: 'لم يصل رد من نافذة تسجيل الدخول بعد. ربما تكون خلف هذه النافذة.',
    'out-of-sight':
      'أُغلقت نافذة تسجيل الدخول، أو لا تستطيع هذه الصفحة رؤيتها. إن لم تنتهِ هناك بعد فتابِع فحسب: ستنتبه هذه الصفحة.',
    blocked: 'حظر متصفحك نافذة تسجيل الدخول.',
    show: 'إظهار النافذة',
    openAgain: 'فتح النافذة من جديد',
    continueHere: 'المتابعة في علامة التبويب هذه',
    cancel: 'إلغاء',
  },
} satisfies WaitingTexts;
