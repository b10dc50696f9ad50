import { noteGone, notePress, percentile } from './support/measure.ts';
import { signIn, signInForm } from './support/pages.ts';
import { openAll, PRIVATE } from './support/tabs.ts';
import { goOnTo, HOUR, wake } from './support/time.ts';
import { expect, test, type Page } from './support/test.ts';

const TABS = 10;

/** How soon each tab must have left its private page, in milliseconds: a second by promise, more on a busy machine. */
const SOON = 3_000;

const revocations = {
  'the server revokes the tokens': undefined,
  'the server never answers the revocation': () => undefined,
};

for (const [story, revocation] of Object.entries(revocations)) {
  test(`G1 F2 sign-out in one of ten tabs, ${story}: each has left its private page at once`, async ({
    context,
    page,
  }) => {
    await signIn(page);
    const others = await openAll(
      context,
      Array.from({ length: TABS - 1 }, (_, index) =>
        index % 2 ? '/session' : `/users?page=${index + 1}`,
      ),
    );
    if (revocation) await context.route('**/oauth/revoke', revocation);
    const tabs = [page, ...others];
    const goneAt = await Promise.all(tabs.map((tab) => noteGone(tab, PRIVATE)));
    const pressedAt = await notePress(page);

    await page.getByRole('button', { name: 'Sign out' }).click();
    for (const tab of tabs) {
      await expect(tab).toHaveURL('/login');
      await expect(tab.locator(PRIVATE)).toHaveCount(0);
      await expect(signInForm(tab).reason).toContainText(
        tab === page ? 'You are signed out.' : 'in another tab',
      );
    }
    const pressed = await pressedAt();
    const times = await Promise.all(
      goneAt.map(async (moment) => (await moment()) - pressed),
    );
    const p95 = percentile(times, 95);
    console.log(`${TABS} of ${TABS} tabs left, ${story}: p95 ${p95} ms`);
    expect(p95).toBeLessThan(SOON);
  });
}

test('D7 when one tab has signed out, no tab renews anything any more', async ({
  context,
  page,
  watch,
}) => {
  await signIn(page);
  const [other] = (await openAll(context, ['/session'])) as [Page];
  await page.getByRole('button', { name: 'Sign out' }).click();
  for (const tab of [page, other]) await expect(tab).toHaveURL('/login');
  await watch.quiet();

  const asked = watch.listen();
  await goOnTo(context, Date.now() + 8 * HOUR);
  for (const tab of [page, other]) await wake(tab);
  await watch.quiet();
  expect(asked()).toEqual([]);
});
