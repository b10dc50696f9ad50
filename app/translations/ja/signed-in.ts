import type { SignedInTexts } from '../language';
import { number, plural } from '../words';

/** What the signed-in part says, in Japanese. */
export const texts = {
  skipToContent: '本文へ移動',

  navigation: {
    label: 'メインメニュー',
    users: 'ユーザー',
    todos: 'ToDo',
    session: 'セッション',
    signOut: 'ログアウト',
  },

  again: {
    title: '再ログイン',
    expired:
      'セッションの有効期限が切れました。もう一度ログインすると、このまま続けられます。入力した内容は失われていません。',
    revoked:
      'サーバーがセッションを終了しました。もう一度ログインすると、このまま続けられます。入力した内容は失われていません。',
    cancel: 'キャンセルしてこのページを離れる',
  },

  idle: {
    title: 'まだご利用中ですか？',
    text: 'しばらく操作がないため、まもなくログアウトします。',
    left: (seconds: number) => plural(seconds, { other: '残り#秒です。' }),
    stay: 'ログインしたままにする',
  },

  notices: {
    offline:
      'オフラインです。ログイン状態は続いていますが、表示が古い可能性があります。',
    unreachable:
      'サーバーに今は接続できません。ログイン状態は続いています。自動的に再試行します。',
    tryNow: '今すぐ試す',
    userChanged: (name: string | undefined) =>
      `別のユーザーがログインしました${name ? `：${name}` : ''}。開いていた未保存の内容は送信されていません。`,
    notKept:
      'このブラウザーはこのサイトのデータを保存しません。ページを閉じるか再読み込みするまで、ログイン状態が続きます。',
    dismiss: '閉じる',
  },

  users: {
    title: 'ユーザー',
    search: '検索',
    searchHint: '名前またはメール',
    firstName: '名',
    lastName: '姓',
    email: 'メール',
    createdAt: '登録日',
    table: 'ユーザーの一覧。1行に1人です。',
    tableSorts:
      'ユーザーの一覧。1行に1人です。列の見出しを押すと並べ替えます。',
    loading: '読み込んでいます…',
    count: (count: number) => plural(count, { other: 'ユーザー#人' }),
    none: '一致するユーザーはいません。',
    noneOnPage: 'このページには誰もいません。',
    clearSearch: '検索をクリア',
    firstPage: '最初のページへ',
  },

  pages: {
    label: 'ページ',
    previous: '前へ',
    next: '次へ',
    page: (page: number, last: number) =>
      `${number(page)} / ${number(last)}ページ`,
    pageOnly: (page: number) => `${number(page)}ページ`,
  },

  user: {
    title: 'ユーザー',
    back: 'ユーザー一覧に戻る',
    name: '名前',
    unnamed: '名前なし',
    notSaid: '未設定',
    loading: '読み込んでいます…',
    you: 'あなたです。',
    profile: 'プロフィールへ',
    fromList: '一覧の情報です。サーバーはこのユーザーを個別に表示しません。',
    unknown: {
      title: 'ユーザーが見つかりません',
      text: 'このアドレスのユーザーは存在しないか、すでに削除されています。',
    },
    hidden: {
      title: 'このユーザーは表示できません',
      text: 'サーバーがユーザーを個別に表示しないか、表示する権限がありません。',
    },
  },

  todos: {
    title: 'ToDo',
    addLabel: '新しいToDo',
    addHint: '何をしますか？',
    add: '追加',
    adding: '追加しています…',
    added: (title: string) => `追加しました：${title}`,
    search: '検索',
    searchHint: 'タイトルまたは説明',
    filters: '表示するToDo',
    statuses: { all: 'すべて', open: '未完了', done: '完了' },
    list: 'ToDo（新しい順）',
    loading: '読み込んでいます…',
    count: (count: number) => plural(count, { other: '#件のToDo' }),
    completed: (title: string) => `完了しました：${title}`,
    reopened: (title: string) => `未完了に戻しました：${title}`,
    edit: '編集',
    editNamed: (title: string) => `編集：${title}`,
    titleLabel: 'タイトル',
    descriptionLabel: '説明',
    save: '保存',
    cancel: 'キャンセル',
    saved: (title: string) => `保存しました：${title}`,
    delete: '削除',
    deleteNamed: (title: string) => `削除：${title}`,
    deleted: (title: string) => `削除しました：${title}`,
    undo: '元に戻す',
    undone: (title: string) => `元に戻しました：${title}`,
    dismiss: '閉じる',
    notDeleted: (title: string, why: string) =>
      `削除できませんでした：${title}。${why}`,
    notDeletedChanged:
      'その間に別の場所で変更されました。それでも削除する場合は、もう一度削除してください。',
    notSaved: (why: string) => `保存できませんでした。${why}`,
    conflict:
      '保存できませんでした。その間に別の場所で変更されました。現在の内容は次のとおりです。',
    yours: (what: string) => `入力した内容：${what}`,
    yoursDone: '完了にしました。',
    yoursOpen: '未完了に戻しました。',
    keepMine: '自分の内容で上書き',
    keepTheirs: '現在の内容を残す',
    problems: {
      blank: 'タイトルを入力してください。',
      'too-long': '長すぎます。',
      malformed: '保存できない文字が含まれています。',
      refused: 'サーバーに受け付けられませんでした。',
    },
    none: 'ToDoはありません。上の欄から最初のToDoを追加してください。',
    noneMatch: '一致するToDoはありません。',
    noneOpen: '未完了のToDoはありません。お疲れさまでした。',
    noneDone: '完了したToDoはまだありません。',
    noneOnPage: 'このページには何もありません。',
    showAll: 'すべてのToDoを表示',
    firstPage: '最初のページへ',
  },

  headers: {
    title: 'リクエストヘッダー',
    hint: 'すべてのプロキシを経て、APIがこのリクエストで受け取った内容です。秘密の値はサーバーが伏せています。',
    name: '名前',
    value: '値',
    table: 'リクエストヘッダーの一覧。1行に1件です。',
    loading: '読み込んでいます…',
    reload: '再取得',
    count: (count: number) => plural(count, { other: '#件のヘッダー' }),
    none: 'サーバーからヘッダーの情報がありませんでした。',
  },

  profile: {
    title: 'プロフィール',
    ways: 'ログイン方法',
    waysHint:
      'ほかのサービスのアカウントを連携すると、そのアカウントでもログインできます。',
    linkedAt: (date: string) => `${date}に連携`,
    notLinked: '未連携',
    link: '連携',
    linkNamed: (provider: string) => `${provider} を連携`,
    unlink: '解除',
    unlinkNamed: (provider: string) => `${provider} の連携を解除`,
    linking: '連携しています…',
    linked: (provider: string) => `${provider} を連携しました。`,
    unlinked: (provider: string) => `${provider} の連携を解除しました。`,
    none: 'このアプリにほかのログイン方法はありません。',
    loading: '読み込んでいます…',
    unsupported: 'このサーバーはほかのログイン方法の連携に対応していません。',
  },

  name: {
    title: '名前',
    firstName: '名',
    lastName: '姓',
    save: '保存',
    saving: '保存しています…',
    saved: '名前を保存しました。',
    conflict: (name: string) =>
      `その間に別の場所で「${name}」に変更されました。もう一度保存すると上書きします。または`,
    takeTheirs: '保存されている名前を使う',
    problems: {
      blank: '入力してください。',
      'too-long': '長すぎます。',
      malformed: '改行などは使えません。',
      refused: 'サーバーに受け付けられませんでした。',
    },
    refused: 'この名前はサーバーに受け付けられませんでした。',
  },

  password: {
    title: 'パスワード',
    hint: '新しいパスワードにすると、ほかのすべての端末からログアウトします。',
    hintFirst:
      'まだ設定されていません。設定すると、認証プロバイダーなしでログインできます。',
    current: '現在のパスワード',
    wanted: '新しいパスワード',
    save: 'パスワードを変更',
    saveFirst: 'パスワードを設定',
    saving: '保存しています…',
    saved:
      'パスワードを変更しました。ほかのすべての端末からログアウトしました。',
    tooOld:
      '初めてのパスワードを設定するには、本人確認のため、一度ログアウトしてログインし直してください。',
    problems: {
      wrong: 'パスワードが違います。',
      blank: '入力してください。',
      'too-long': '長すぎます。',
      refused: 'サーバーに受け付けられませんでした。',
    },
  },

  sessions: {
    title: 'ログイン中の端末',
    hint: '見覚えのない端末や、使わなくなった端末を終了してください。',
    current: 'この端末',
    usedNow: '使用中',
    usedAt: (moment: string) => `最終使用：${moment}`,
    signedInAt: (moment: string) => `ログイン：${moment}`,
    end: '終了',
    endNamed: (device: string) => `終了：${device}`,
    ended: (device: string) => `${device} をログアウトしました。`,
    endAll: 'すべての端末からログアウト',
    endAllQuestion: 'この端末を含む、すべての端末からログアウトしますか？',
    endingAll: 'ログアウトしています…',
    cancel: 'キャンセル',
    unknownDevice: '不明な端末',
  },

  session: {
    title: 'セッション',
    user: 'ログイン中のユーザー',
    provider: 'ログイン方法',
    place: '保存場所',
    inStorage: 'トークンとして、このサイト用のブラウザーの保存領域に',
    inCookie:
      'ゲートウェイが、スクリプトから読めないCookieに保存しています。このブラウザーにトークンはありません',
    scope: 'スコープ',
    noScope: 'サーバーから指定なし',
    expires: 'アクセストークンの有効期限',
    noExpiry: 'サーバーから指定なし',
    renewable: '更新',
    yes: 'リフレッシュトークンで更新できます',
    no: 'サーバーからリフレッシュトークンが発行されていないため、更新できません',
    renew: '今すぐ更新',
    renewing: '更新しています…',
    renewed: '更新しました。',
  },
} satisfies SignedInTexts;
