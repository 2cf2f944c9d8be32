/** Masks the words of a source or an engine: a name in them may be a value, and an address may contain a password. */
export async function maskedMessage(message: string): Promise<string> {
  const { openScreen, screen } = await import('../plan/disclosure/screen.ts');
  return screen({ ...openScreen, env: process.env }).message(message);
}
