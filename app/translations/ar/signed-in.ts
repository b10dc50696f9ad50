import type { SignedInTexts } from '../language';
import { isolate, number, plural } from '../words';

/** What the signed-in part says, in Arabic. */
export const texts = {
  skipToContent: 'الانتقال إلى المحتوى',

  navigation: {
    label: 'القائمة الرئيسية',
    users: 'المستخدمون',
    todos: 'المهام',
    session: 'الجلسة',
    signOut: 'تسجيل الخروج',
  },

  again: {
    title: 'سجّل الدخول مرة أخرى',
    expired:
      'انتهت صلاحية جلستك. سجّل الدخول مرة أخرى وتابِع هنا: لم يضِع شيء مما كتبته.',
    revoked:
      'أنهى الخادم جلستك. سجّل الدخول مرة أخرى وتابِع هنا: لم يضِع شيء مما كتبته.',
    cancel: 'إلغاء ومغادرة هذه الصفحة',
  },

  idle: {
    title: 'هل ما زلت هنا؟',
    text: 'سيتم تسجيل خروجك لعدم وجود نشاط منذ مدة.',
    left: (seconds: number) =>
      plural(seconds, {
        zero: 'لم يبقَ وقت.',
        one: 'بقيت ثانية واحدة.',
        two: 'بقيت ثانيتان.',
        few: 'بقيت # ثوانٍ.',
        many: 'بقيت # ثانية.',
        other: 'بقيت # ثانية.',
      }),
    stay: 'البقاء مسجّل الدخول',
  },

  notices: {
    offline:
      'أنت غير متصل بالإنترنت. ما زلت مسجّل الدخول، وقد يكون ما تراه قديمًا.',
    unreachable:
      'تعذّر الوصول إلى الخادم الآن. ما زلت مسجّل الدخول، ونواصل المحاولة.',
    tryNow: 'حاول الآن',
    userChanged: (name: string | undefined) =>
      `سجّل شخص آخر الدخول الآن${name ? `: ${isolate(name)}` : ''}. ما كان مفتوحًا ولم يُحفظ لم يُرسَل.`,
    notKept:
      'هذا المتصفح لا يحفظ شيئًا لهذا الموقع: ستبقى مسجّل الدخول حتى تغلق هذه الصفحة أو تعيد تحميلها.',
    dismiss: 'إغلاق',
  },

  users: {
    title: 'المستخدمون',
    search: 'بحث',
    searchHint: 'الاسم أو البريد الإلكتروني',
    firstName: 'الاسم الأول',
    lastName: 'اسم العائلة',
    email: 'البريد الإلكتروني',
    createdAt: 'تاريخ الانضمام',
    table: 'المستخدمون، واحد في كل صف.',
    tableSorts: 'المستخدمون، واحد في كل صف. اضغط على عنوان عمود للفرز.',
    loading: 'جارٍ التحميل…',
    count: (count: number) =>
      plural(count, {
        zero: 'لا مستخدمين',
        one: 'مستخدم واحد',
        two: 'مستخدمان',
        few: '# مستخدمين',
        many: '# مستخدمًا',
        other: '# مستخدم',
      }),
    none: 'لا يوجد مستخدم مطابق.',
    noneOnPage: 'لا أحد في هذه الصفحة.',
    clearSearch: 'مسح البحث',
    firstPage: 'الانتقال إلى الصفحة الأولى',
  },

  pages: {
    label: 'الصفحات',
    previous: 'السابق',
    next: 'التالي',
    page: (page: number, last: number) =>
      `الصفحة ${number(page)} من ${number(last)}`,
    pageOnly: (page: number) => `الصفحة ${number(page)}`,
  },

  user: {
    title: 'المستخدم',
    back: 'العودة إلى المستخدمين',
    name: 'الاسم',
    unnamed: 'بلا اسم',
    notSaid: 'غير مذكور',
    loading: 'جارٍ التحميل…',
    you: 'هذا أنت.',
    profile: 'الانتقال إلى ملفك الشخصي',
    fromList: 'هذا ما في القائمة: الخادم لا يعرض هذا المستخدم وحده.',
    unknown: {
      title: 'لا يوجد مستخدم كهذا',
      text: 'لا أحد بهذا العنوان، أو لم يعد موجودًا.',
    },
    hidden: {
      title: 'لا يمكن عرض هذا المستخدم',
      text: 'الخادم لا يعرض المستخدمين فرادى، أو لا يعرض لك هذا المستخدم.',
    },
  },

  todos: {
    title: 'المهام',
    addLabel: 'مهمة جديدة',
    addHint: 'ما الذي يجب فعله؟',
    add: 'إضافة',
    adding: 'جارٍ الإضافة…',
    added: (title: string) => `أُضيفت: ${isolate(title)}`,
    search: 'بحث',
    searchHint: 'العنوان أو الوصف',
    filters: 'أي المهام',
    statuses: { all: 'الكل', open: 'مفتوحة', done: 'منجزة' },
    list: 'المهام، الأحدث أولًا',
    loading: 'جارٍ التحميل…',
    count: (count: number) =>
      plural(count, {
        zero: 'لا مهام',
        one: 'مهمة واحدة',
        two: 'مهمتان',
        few: '# مهام',
        many: '# مهمة',
        other: '# مهمة',
      }),
    completed: (title: string) => `أُنجزت: ${isolate(title)}`,
    reopened: (title: string) => `مفتوحة من جديد: ${isolate(title)}`,
    edit: 'تعديل',
    editNamed: (title: string) => `تعديل: ${isolate(title)}`,
    titleLabel: 'العنوان',
    descriptionLabel: 'الوصف',
    save: 'حفظ',
    cancel: 'إلغاء',
    saved: (title: string) => `حُفظت: ${isolate(title)}`,
    delete: 'حذف',
    deleteNamed: (title: string) => `حذف: ${isolate(title)}`,
    deleted: (title: string) => `حُذفت: ${isolate(title)}`,
    undo: 'تراجع',
    undone: (title: string) => `أُعيدت: ${isolate(title)}`,
    dismiss: 'إغلاق',
    notDeleted: (title: string, why: string) =>
      `لم تُحذف: ${isolate(title)}. ${why}`,
    notDeletedChanged:
      'عُدّلت في مكان آخر في هذه الأثناء. احذفها مرة أخرى إن كنت ما زلت تريد ذلك.',
    notSaved: (why: string) => `لم يُحفظ. ${why}`,
    conflict:
      'لم يُحفظ: عُدّلت المهمة في مكان آخر في هذه الأثناء. هذا ما هو موجود الآن.',
    yours: (what: string) => `ما كتبته: ${isolate(what)}`,
    yoursDone: 'أنت أنجزتها.',
    yoursOpen: 'أنت فتحتها من جديد.',
    keepMine: 'حفظ ما كتبته بدلًا منه',
    keepTheirs: 'إبقاء الموجود',
    problems: {
      blank: 'تحتاج المهمة إلى عنوان.',
      'too-long': 'هذا طويل جدًا.',
      malformed: 'فيه رموز لا يمكن حفظها.',
      refused: 'لا يقبل الخادم هذا.',
    },
    none: 'لا شيء لفعله. أضِف مهمتك الأولى في الأعلى.',
    noneMatch: 'لا توجد مهمة مطابقة.',
    noneOpen: 'لا مهام مفتوحة. أحسنت.',
    noneDone: 'لم يُنجز شيء بعد.',
    noneOnPage: 'لا شيء في هذه الصفحة.',
    showAll: 'عرض كل المهام',
    firstPage: 'الانتقال إلى الصفحة الأولى',
  },

  headers: {
    title: 'ترويسات الطلب',
    hint: 'ما استلمته واجهة API لديك من هذا الطلب، بعد كل الخوادم الوسيطة. يحجب الخادم الأسرار.',
    name: 'الاسم',
    value: 'القيمة',
    table: 'ترويسات الطلب، واحدة في كل صف.',
    loading: 'جارٍ التحميل…',
    reload: 'السؤال مجددًا',
    count: (count: number) =>
      plural(count, {
        zero: 'لا ترويسات',
        one: 'ترويسة واحدة',
        two: 'ترويستان',
        few: '# ترويسات',
        many: '# ترويسة',
        other: '# ترويسة',
      }),
    none: 'لم يذكر الخادم أي ترويسات.',
  },

  profile: {
    title: 'الملف الشخصي',
    ways: 'طرق تسجيل الدخول',
    waysHint: 'اربط حسابًا لديك في مكان آخر لتتمكن من تسجيل الدخول به أيضًا.',
    linkedAt: (date: string) => `رُبط في ${isolate(date)}`,
    notLinked: 'غير مرتبط',
    link: 'ربط',
    linkNamed: (provider: string) => `ربط ${isolate(provider)}`,
    unlink: 'إلغاء الربط',
    unlinkNamed: (provider: string) => `إلغاء ربط ${isolate(provider)}`,
    linking: 'جارٍ الربط…',
    linked: (provider: string) => `تم ربط ${isolate(provider)}.`,
    unlinked: (provider: string) => `لم يعد ${isolate(provider)} مرتبطًا.`,
    none: 'لا يقدّم هذا التطبيق طرقًا أخرى لتسجيل الدخول.',
    loading: 'جارٍ التحميل…',
    unsupported: 'لا يستطيع خادمك ربط طرق أخرى لتسجيل الدخول.',
  },

  name: {
    title: 'اسمك',
    firstName: 'الاسم الأول',
    lastName: 'اسم العائلة',
    save: 'حفظ',
    saving: 'جارٍ الحفظ…',
    saved: 'حُفظ اسمك.',
    conflict: (name: string) =>
      `عُدّل في مكان آخر في هذه الأثناء إلى: ${isolate(name)}. احفظ مرة أخرى لاستبدال ما كتبته به، أو`,
    takeTheirs: 'خذ المحفوظ',
    problems: {
      blank: 'لا يمكن أن يكون هذا فارغًا.',
      'too-long': 'هذا طويل جدًا.',
      malformed: 'استخدم حروفًا ورموزًا من سطر واحد فقط.',
      refused: 'لا يقبل الخادم هذا.',
    },
    refused: 'لا يقبل الخادم هذا الاسم.',
  },

  password: {
    title: 'كلمة مرورك',
    hint: 'كلمة مرور جديدة تسجّل خروجك من كل الأجهزة الأخرى.',
    hintFirst: 'ليست لديك كلمة مرور بعد. بها يمكنك تسجيل الدخول من دون مزوّد.',
    current: 'كلمة المرور الحالية',
    wanted: 'كلمة المرور الجديدة',
    save: 'تغيير كلمة المرور',
    saveFirst: 'تعيين كلمة مرور',
    saving: 'جارٍ الحفظ…',
    saved: 'غُيّرت كلمة مرورك. تم تسجيل الخروج من كل الأجهزة الأخرى.',
    tooOld:
      'لتعيين كلمة مرور أولى، سجّل الخروج ثم الدخول مرة أخرى، لنعرف أنه أنت.',
    problems: {
      wrong: 'هذه ليست كلمة مرورك.',
      blank: 'لا يمكن أن يكون هذا فارغًا.',
      'too-long': 'هذا طويل جدًا.',
      refused: 'لا يقبل الخادم هذا.',
    },
  },

  sessions: {
    title: 'أين سجّلت الدخول',
    hint: 'أنهِ ما لا تعرفه أو لم تعد تستخدمه.',
    current: 'هذا الجهاز',
    usedNow: 'مستخدم الآن',
    usedAt: (moment: string) => `آخر استخدام: ${isolate(moment)}`,
    signedInAt: (moment: string) => `تسجيل الدخول: ${isolate(moment)}`,
    end: 'إنهاء',
    endNamed: (device: string) => `إنهاء: ${isolate(device)}`,
    ended: (device: string) => `تم تسجيل الخروج من ${isolate(device)}.`,
    endAll: 'تسجيل الخروج من كل مكان',
    endAllQuestion: 'هل تريد تسجيل الخروج من كل الأجهزة، ومنها هذا؟',
    endingAll: 'جارٍ تسجيل الخروج…',
    cancel: 'إلغاء',
    unknownDevice: 'جهاز غير معروف',
  },

  session: {
    title: 'الجلسة',
    user: 'مسجّل الدخول باسم',
    provider: 'عبر',
    place: 'مكان الحفظ',
    inStorage: 'رموزًا، في مساحة تخزين هذا المتصفح لهذا الموقع',
    inCookie:
      'لدى البوابة، في ملف تعريف ارتباط لا يستطيع أي برنامج نصي قراءته: لا رمز في هذا المتصفح',
    scope: 'الصلاحيات',
    noScope: 'لم يذكر الخادم أيًّا منها',
    expires: 'رمز الوصول صالح حتى',
    noExpiry: 'لم يذكره الخادم',
    renewable: 'قابلة للتجديد',
    yes: 'نعم، برمز التجديد',
    no: 'لا: لم يعطِ الخادم رمز تجديد',
    renew: 'تجديد الآن',
    renewing: 'جارٍ التجديد…',
    renewed: 'تم التجديد.',
  },
} satisfies SignedInTexts;
