import type { Language } from '../language';

export const language: Language = { name: 'Deutsch' };
