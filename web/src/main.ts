import { mount } from 'svelte'
import { askEarly } from './api/client'
import App from './App.svelte'
import { newestUrl } from './home/rows'
import { fetchPagesWhenIdle } from './pages'
import { onOtherCatalogue } from './kept/catalogue'
import { router } from './router/router.svelte'
import { scan } from './scan/scan.svelte'
import './styles/base.css'
import { isTelevision } from './tv/mode'

/** The page is not drawn for so long: an answer that comes meanwhile spares a skeleton, and the time to draw it twice. */
const kNothingDrawnMs = 150

/** The bars around the page stand while its answer is on the way: the first letters cost a browser more than all that follow. */
function begin(target: HTMLElement): void {
  router.start()
  const asked = router.route.page === 'home' ? askEarly(newestUrl) : undefined
  const answer = asked && Promise.race([asked, new Promise((done) => setTimeout(done, kNothingDrawnMs))])
  mount(App, { target, props: { answer } })
  scan.start()
  // On a slow line other pages' code would keep this page's answer waiting.
  void Promise.resolve(asked).then(fetchPagesWhenIdle)
}

onOtherCatalogue(() => void import('./kept/adopt').then(({ adopt }) => adopt(), () => undefined))
const target = document.getElementById('app')
if (!target) throw new Error('index.html holds no #app')
// In a task of its own: what the browser does when a page has been read comes between.
setTimeout(() => begin(target))
if (isTelevision) {
  document.documentElement.dataset['tv'] = ''
  // Without it the keys are those of any browser.
  import('./tv/remote').catch(() => undefined)
}
