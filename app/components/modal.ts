import { modifier } from 'ember-modifier';

/**
 * Shows a `<dialog>` above the page, which can't be used meanwhile, and gives the focus back to where it was. It is closed by
 * being taken out of the page: Escape alone would leave the user with a page that does nothing.
 */
export const modal = modifier((dialog: HTMLDialogElement) => {
  const before = document.activeElement;
  const stay = (event: Event) => event.preventDefault();
  // A browser asks once, and closes it at the next Escape: one more would come to the page then, and empty its search field.
  const ignoreEscape = (event: KeyboardEvent) => {
    if (event.key === 'Escape') event.preventDefault();
  };
  // A phone's Back may close it all the same.
  const reopen = () => {
    if (dialog.isConnected) dialog.showModal();
  };
  dialog.addEventListener('cancel', stay);
  dialog.addEventListener('close', reopen);
  document.addEventListener('keydown', ignoreEscape);
  dialog.showModal();
  return () => {
    document.removeEventListener('keydown', ignoreEscape);
    dialog.removeEventListener('cancel', stay);
    dialog.removeEventListener('close', reopen);
    dialog.close();
    if (before instanceof HTMLElement && before.isConnected) before.focus();
  };
});
