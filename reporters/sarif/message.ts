import type { Message } from 'sarif';
import { asSentence } from '../../src/outcome/printable-text.ts';

/** Returns a message of one sentence. What would be read as a link in it is not. */
export const messageOf = (text: string): Message => ({
  text: asSentence(text.replaceAll('](', '\\](')),
});
