/** The browser of these tests: Chromium as the system has it (Debian: apt-get install chromium). */
import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'
import { missing } from '../services/required.ts'

const CHROMIUM = '/usr/bin/chromium'

/** Null where it is there; else a sentence for the title of what is skipped. */
export const noChromium = missing('chromium', 'chromium', existsSync(CHROMIUM))

export function openChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] })
}
