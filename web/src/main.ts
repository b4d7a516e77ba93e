import { mount } from 'svelte'
import { askEarly } from './api/client'
import App from './App.svelte'
import { newestUrl } from './home/rows'
import { fetchPagesWhenIdle } from './pages'
import { router } from './router/router.svelte'
import { scan } from './scan/scan.svelte'
import './styles/base.css'
import { isTelevision } from './tv/mode'

/** Nothing is drawn for so long: an answer that comes meanwhile spares a skeleton, and the time to draw the page twice. */
const kNothingDrawnMs = 150

async function begin(target: HTMLElement): Promise<void> {
  router.start()
  if (router.route.page === 'home') await Promise.race([askEarly(newestUrl), new Promise((done) => setTimeout(done, kNothingDrawnMs))])
  mount(App, { target })
  scan.start()
  fetchPagesWhenIdle()
}

const target = document.getElementById('app')
if (!target) throw new Error('index.html holds no #app')
void begin(target)
if (isTelevision) {
  document.documentElement.dataset['tv'] = ''
  // Without it the keys are those of any browser.
  import('./tv/remote').catch(() => undefined)
}
