import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';
import { type Browser, chromium } from 'playwright-core';

const executablePath = '/usr/bin/chromium';
const run = promisify(execFile);

/** What keeps it from asking anything of the network by itself, and from needing a user's session. */
const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Debian's Chromium, installed where it is missing and may be. */
export async function openChromium(): Promise<Browser> {
  if (!existsSync(executablePath)) await install();
  return chromium.launch({ executablePath, args });
}

async function install(): Promise<void> {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  try {
    await run('apt-get', ['update', '-qq'], { env });
    const packages = ['install', '-y', '-qq', '--no-install-recommends', 'chromium'];
    await run('apt-get', packages, { env });
  } catch (error) {
    throw new Error(`These tests need ${executablePath}: install Debian's package chromium.`, {
      cause: error,
    });
  }
}
