import type { Language } from '../language';

export const language: Language = { name: '日本語' };
