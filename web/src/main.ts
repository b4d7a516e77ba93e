import { mount } from 'svelte'
import App from './App.svelte'
import { fetchPagesWhenIdle } from './pages'
import { router } from './router/router.svelte'
import { scan } from './scan/scan.svelte'
import './styles/base.css'
import { isTelevision } from './tv/mode'

const target = document.getElementById('app')
if (!target) throw new Error('index.html holds no #app')
router.start()
scan.start()
mount(App, { target })
fetchPagesWhenIdle()
if (isTelevision) {
  document.documentElement.dataset['tv'] = ''
  // Without it the keys are those of any browser.
  import('./tv/remote').catch(() => undefined)
}
