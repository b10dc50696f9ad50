import type { Language } from '../language';

export const language: Language = { name: 'العربية', dir: 'rtl' };
