// One Chromium for many files of tests: prints its address (BONUSTRACK_BROWSER of tests/browser/harness.mjs), and ends with this process.
import { serveBrowser } from './harness.mjs'

const browser = await serveBrowser()
console.log(browser.wsEndpoint())
for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => void browser.close().then(() => process.exit(0)))
