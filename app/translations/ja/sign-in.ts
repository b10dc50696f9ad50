import type { SignInTexts } from '../language';

/** What the sign-in page says, in Japanese. */
export const texts = {
  errors: {
    offline:
      'オフラインです。何も失われていません。接続してからもう一度お試しください。',
    unreachable:
      'サーバーに接続できません。接続を確認して、もう一度お試しください。',
    timeout:
      'サーバーの応答に時間がかかっています。しばらくしてからもう一度お試しください。',
    'invalid-credentials':
      'メールアドレスまたはパスワードが違います。もう一度お試しください。',
    refused:
      'このアプリはここでのログインを許可されていません。運営者にお知らせください。',
    forbidden: 'これを表示する権限がありません。',
    'not-found': '存在しないか、すでに削除されています。',
    'rate-limited':
      '試行回数が多すぎます。しばらく待ってからもう一度お試しください。',
    'sign-in-cancelled':
      '認証プロバイダーでの手続きが完了していません。もう一度試すか、別の方法を選んでください。',
    'provider-refused':
      '認証プロバイダーに拒否されました。もう一度試すか、別の方法を選んでください。',
    'code-refused':
      '認証プロバイダーの応答は使用済みか、期限切れです。最初からやり直してください。',
    'account-exists':
      'このメールアドレスのアカウントはすでにあります。これまでの方法でログインすると、プロフィールで両方を連携できます。',
    'email-required':
      '認証プロバイダーから確認済みのメールアドレスが届きませんでした。アカウントには必要です。プロバイダー側で許可するか、別の方法を選んでください。',
    'identity-taken':
      'このプロバイダーのアカウントは、すでに別のユーザーが使っています。',
    'last-way-in':
      'これが唯一のログイン方法です。先に別の方法を連携すると、解除できます。',
    'provider-silent':
      'ログイン画面から応答がありませんでした。もう一度試すか、別の方法を選んでください。',
    'provider-unavailable':
      '認証プロバイダーに今は接続できません。しばらくしてからもう一度試すか、別の方法を選んでください。',
    'callback-unknown':
      'このページに対応するログイン手続きがありません。最初からやり直してください。',
    'callback-invalid':
      '認証プロバイダーの応答が要求と一致しないため、使用しませんでした。最初からやり直してください。',
    'server-error':
      'サーバーで問題が起きています。お客様のせいではありません。しばらくしてからもう一度お試しください。',
    'bad-answer':
      'サーバーから予期しない応答がありました。もう一度試しても直らない場合は、運営者にお知らせください。',
    'foreign-url': 'サーバーが別のサイトを指していたため、移動しませんでした。',
    'session-ended':
      'セッションが終了しました。続けるにはもう一度ログインしてください。',
    'session-changed': 'その間に別のユーザーがログインしました。',
    cancelled: '新しい操作に置き換えられました。',
  },

  reasons: {
    'signed-out': 'ログアウトしました。',
    'signed-out-elsewhere': '別のタブでログアウトしました。',
    expired:
      'セッションの有効期限が切れました。もう一度ログインすると、元のページに戻ります。',
    revoked:
      'サーバーがセッションを終了しました。もう一度ログインすると、元のページに戻ります。',
    idle: 'しばらく操作がなかったため、ログアウトしました。もう一度ログインすると、元のページに戻ります。',
  },

  retry: '再試行',

  labels: {
    password: 'メールアドレスとパスワード',
    gateway: 'シングルサインオン',
  },

  language: '言語',

  signIn: {
    title: 'ログイン',
    email: 'メールアドレス',
    password: 'パスワード',
    showPassword: 'パスワードを表示',
    emailOdd: 'メールアドレスの形式ではないようです。',
    capsLock: 'Caps Lock がオンになっています。',
    keep: 'ログイン状態を保持する',
    submit: 'ログイン',
    submitting: 'ログインしています…',
    submitIn: (seconds: number) => `ログイン（${seconds}秒後）`,
    emailMissing: 'メールアドレスを入力してください。',
    passwordMissing: 'パスワードを入力してください。',
    demo: 'デモアカウント',
    useDemo: '入力する',
    continueWith: (provider: string) => `${provider} で続ける`,
    or: 'または',
    completing: 'ログインしています…',
    opening: 'ログイン画面を開いています…',
    simulated: '（シミュレーション）',
    lastUsed: '前回使用',
    done: '完了',
    doneText: 'このウィンドウを閉じて、元の画面で続けてください。',
    failedTitle: 'ログインできませんでした',
    goOn: '続ける',
    backToSignIn: 'ログインに戻る',
  },

  notFound: {
    title: 'ページが見つかりません',
    text: 'このアドレスにページはありません。',
    home: 'トップページへ',
  },

  failure: {
    title: '問題が発生しました',
    text: 'このページを表示できませんでした。データは失われていません。',
    reload: 'ページを再読み込み',
    settings: 'このアプリは設定されていません',
  },
} satisfies SignInTexts;
